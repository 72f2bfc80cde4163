package insight

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// made returns a question about four members who sell 100 a month with some noise; now the last one sells lost less.
// They are in two regions; the second has only the last member.
func made(noise float64, lost int64) Question {
	r := rand.New(rand.NewPCG(5, 6))
	past, total := make([][]float64, 4), make([]float64, 24)
	for t := range 24 {
		for i := range past {
			x := 100 + noise*r.NormFloat64()
			past[i] = append(past[i], x)
			total[t] += x
		}
	}
	now := []*big.Rat{rat("101"), rat("99"), rat("100"), big.NewRat(100-lost, 1)}
	ref := rats("100", "100", "100", "100")
	reps := MemberCut("rep", []string{"a", "b", "c", "d"}, now, ref, past)
	reps.Coarser = "region"
	for i, region := range []string{"north", "north", "north", "south"} {
		reps.Parts[i].Coarser = region
	}
	north := make([]float64, 24)
	for t := range north {
		north[t] = past[0][t] + past[1][t] + past[2][t]
	}
	regions := MemberCut("region", []string{"north", "south"}, []*big.Rat{rat("300"), now[3]}, rats("300", "100"), [][]float64{north, past[3]})
	return Question{Actual: big.NewRat(400-lost, 1), Reference: rat("400"), Past: total, Cuts: []Cut{reps, regions}}
}

func TestExplain(t *testing.T) {
	c := Explain(made(3, 100))
	if c == nil || c.Cut != "region" || len(c.Parts) != 1 || c.Parts[0].Key != "south" {
		t.Fatalf("of a rep alone in his region: %+v", c)
	}
	if c.Gap.Cmp(rat("-100")) != 0 || c.Amount.Cmp(rat("-100")) != 0 || !c.OneSided {
		t.Errorf("%v of %v, one-sided %v", c.Amount, c.Gap, c.OneSided)
	}
	if c := Explain(made(3, 2)); c != nil {
		t.Errorf("of a usual month: %+v", c)
	}
}

func TestExplainNeedsAPast(t *testing.T) {
	q := made(3, 100)
	q.Past = q.Past[:LeastPast-1]
	if c := Explain(q); c != nil {
		t.Errorf("of eleven months: %+v", c)
	}
}

// If a question has a Range, the past does not change it.
func TestGivenRange(t *testing.T) {
	q := made(3, 100)
	q.Range = Range{Low: 250, Expected: 400, High: 500}
	if c := Explain(q); c != nil {
		t.Errorf("within its range: %+v", c)
	}
}

// If other members move in the opposite direction, the cause is not OneSided.
func TestOffset(t *testing.T) {
	q := made(3, 100)
	q.Actual = rat("332")
	for i := range q.Cuts {
		p := &q.Cuts[i].Parts[0]
		p.Amount = new(big.Rat).Add(p.Amount, rat("32"))
	}
	if c := Explain(q); c == nil || c.OneSided {
		t.Errorf("%+v", c)
	}
}

// The parts of each cut sum exactly to the difference of the totals.
func TestCutsClose(t *testing.T) {
	past := [][]float64{{1, 2}, {3, 4}}
	now, ref := rats("12.5", "7.25"), rats("10.1", "9.99")
	product := FactorCut("factor", []string{"sales", "basket"}, now, ref, past)
	if rest := Rest(minus(times(now[0], now[1]), times(ref[0], ref[1])), product.Parts[0].Amount, product.Parts[1].Amount); rest.Sign() != 0 {
		t.Errorf("factors leave %v", rest)
	}
	from, to := []Ratio{{rat("50"), rat("100")}, {rat("20"), rat("100")}}, []Ratio{{rat("25"), rat("50")}, {rat("45"), rat("150")}}
	cut, ok := RatioCut("range", []string{"a", "b"}, to, from, [][]Ratio{from, from})
	var amounts []*big.Rat
	for _, p := range cut.Parts {
		amounts = append(amounts, p.Amount)
	}
	if rest := Rest(minus(rat("0.35"), rat("0.35")), amounts...); !ok || len(amounts) != 3 || rest.Sign() != 0 {
		t.Errorf("the ratio's %d parts leave %v", len(amounts), rest)
	}
}

func TestStudent(t *testing.T) {
	for _, c := range []struct{ tail, df, want float64 }{{0.1, 22, 1.3212}, {0.025, 10, 2.2281}, {0.005, 60, 2.6603}, {0.1, 1e9, 1.2816}} {
		if got := studentQuantile(c.tail, c.df); got < c.want-1e-3 || got > c.want+1e-3 {
			t.Errorf("t(%g, %g) = %.4f, want %.4f", c.tail, c.df, got, c.want)
		}
	}
	if got := fisherTail(2.818, 11, 11); got < 0.0495 || got > 0.0505 {
		t.Errorf("F: %.4f", got)
	}
	if got := trigammaInverse(trigamma(3.7)); got < 3.6999 || got > 3.7001 {
		t.Errorf("trigamma: %.4f", got)
	}
}

// A large member has no more weight in the common movement than a small one.
func TestCommon(t *testing.T) {
	cut := Cut{Name: "customer"}
	for i := range manyMembers {
		size := 1 + 1000*float64(i/(manyMembers-1)) // the last one is large and moves in the opposite direction
		p := Part{Past: []float64{size, size}, Now: size / 16}
		if i == manyMembers-1 {
			p.Now = 16 * size
		}
		cut.Parts = append(cut.Parts, p)
	}
	q := Question{Past: []float64{1, 1}, Cuts: []Cut{{Name: "week", OwnPast: true, Parts: make([]Part, 50)}, cut}}
	past, now, ok := q.commonMovement()
	if want := float64(manyMembers-1)/2 + 2; !ok || past[0] != manyMembers || now != want {
		t.Errorf("%v, then %v, want %v", past, now, want)
	}
	q.Cuts[1].Parts = cut.Parts[1:]
	if _, _, ok := q.commonMovement(); ok {
		t.Error("too few have something in common")
	}
}
