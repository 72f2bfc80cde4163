package insight

import (
	"math/big"
	"slices"
	"testing"
)

func rats(list ...string) (out []*big.Rat) {
	for _, s := range list {
		if s == "" {
			out = append(out, nil)
			continue
		}
		out = append(out, rat(s))
	}
	return out
}

func TestStreak(t *testing.T) {
	for _, c := range []struct {
		actual, reference []*big.Rat
		lower             bool
		want              int
	}{
		{rats("9", "8", "7"), rats("8", "9", "8"), false, 2},
		{rats("9", "8", "8"), rats("8", "9", "8"), false, 0},
		{rats("7", "", "7"), rats("8", "9", "8"), false, 1},
		{rats("7", "7"), rats("8", ""), false, 0},
		{rats("9", "9"), rats("8", "8"), true, 2},
	} {
		if got := Streak(len(c.actual), func(i int) (a, b *big.Rat) { return c.actual[i], c.reference[i] }, c.lower); got != c.want {
			t.Errorf("%v against %v: %d, want %d", c.actual, c.reference, got, c.want)
		}
	}
}

func TestRecord(t *testing.T) {
	long := rats("20", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13")
	for _, c := range []struct {
		values        []*big.Rat
		periods, sign int
	}{
		{long, 13, 1},
		{long[2:], 0, 0},
		{append(rats("0"), append(slices.Clone(long[1:]), rat("1/2"))...), 14, -1},
		{append(slices.Clone(long), rat("13")), 0, 0}, // an earlier value is equal
		{append(rats("1"), append(rats(""), long[2:]...)...), 0, 0},
	} {
		if n, sign := Record(c.values); n != c.periods || sign != c.sign {
			t.Errorf("%v: %d %d, want %d %d", c.values, n, sign, c.periods, c.sign)
		}
	}
}

func TestConcentration(t *testing.T) {
	many := rats("30", "20", "4", "4", "4", "4", "4", "4", "4", "4", "2", "2", "2", "2", "2", "2", "2", "2", "2")
	if n, sum := Concentration(many, rat("0.4"), 3); n != 2 || sum.Cmp(rat("50")) != 0 {
		t.Errorf("%d, %v", n, sum)
	}
	if n, _ := Concentration(many, rat("0.8"), 3); n != 0 {
		t.Errorf("%d of 19 for four fifths", n)
	}
	if n, _ := Concentration(append(many, rat("-1")), rat("0.4"), 3); n != 0 {
		t.Error("with a credit note")
	}
	if n, _ := Concentration(many[:15], rat("0.5"), 3); n != 0 {
		t.Error("two of fifteen are not few")
	}
}

func TestRank(t *testing.T) {
	list := []Stake{{"a", rat("10"), false}, {"b", rat("-50"), false}, {"a", rat("20"), false}, {"c", rat("5"), false}, {"d", rat("1"), true}, {"e", rat("2"), true}}
	if got := Rank(list, 5); !slices.Equal(got, []int{5, 4, 1, 2, 3}) {
		t.Errorf("%v", got)
	}
}
