package alert

import (
	"encoding/json"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"
)

var monday = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)

func mustRule(t testing.TB, condition, band, delay string) Rule {
	t.Helper()
	c, err := Parse(condition)
	if err != nil {
		t.Fatal(err)
	}
	r := Rule{Condition: c}
	if band != "" {
		if r.Band, err = ParseBand(band); err != nil {
			t.Fatal(err)
		}
	}
	if r.Delay, err = ParseDelay(delay); err != nil {
		t.Fatal(err)
	}
	return r
}

// autoregressive returns a year of daily values of an AR(1) process: mean 100, φ 0.5, standard deviation 2.
func autoregressive(seed uint64) []float64 {
	source := rand.New(rand.NewPCG(seed, 1))
	list, x := make([]float64, 365), 0.0
	for i := range list {
		x = 0.5*x + 2*math.Sqrt(1-0.25)*source.NormFloat64()
		list[i] = 100 + x
	}
	return list
}

// excursions returns the days on which an alert with a delay of two evaluations must open and close. It finds them in
// the complete year: pairs of days beyond the threshold and pairs of days back, in turn.
func excursions(year []float64, beyond, back func(float64) bool) (opened, over []int) {
	pair := func(of func(float64) bool, after int) int {
		for i := after + 1; i < len(year); i++ {
			if of(year[i-1]) && of(year[i]) {
				return i
			}
		}
		return -1
	}
	for day := 0; ; {
		if day = pair(beyond, day); day < 0 {
			return opened, over
		}
		opened = append(opened, day)
		if day = pair(back, day); day < 0 {
			return opened, over
		}
		over = append(over, day)
	}
}

// In 100 made-up years, each excursion of two evaluations beyond the threshold opens the alert once and closes it once,
// although the state is reloaded and evaluations are repeated.
func TestAroundTheThreshold(t *testing.T) {
	total := 0
	for _, c := range []struct {
		condition    string
		beyond, back func(float64) bool
	}{
		{"below 100", func(x float64) bool { return x < 100 }, func(x float64) bool { return x >= 101 }},
		{"above 100", func(x float64) bool { return x > 100 }, func(x float64) bool { return x <= 99 }},
	} {
		rule := mustRule(t, c.condition, "1 %", "2 evaluations")
		for seed := range uint64(100) {
			year := autoregressive(seed)
			opened, over := excursions(year, c.beyond, c.back)
			gotOpened, gotOver := live(t, rule, year, rand.New(rand.NewPCG(seed, 2)))
			if !equal(opened, gotOpened) || !equal(over, gotOver) {
				t.Fatalf("%s, seed %d: opened on %v and over on %v, want %v and %v", c.condition, seed, gotOpened, gotOver, opened, over)
			}
			total += len(opened)
		}
	}
	if total < 2000 {
		t.Errorf("%d excursions in 200 years: the test sees little", total)
	}
}

// live evaluates the rule day by day. At random it reloads the state from its stored form and repeats evaluations.
func live(t *testing.T, rule Rule, year []float64, chance *rand.Rand) (opened, over []int) {
	var s State
	evaluate := func(day int) {
		var mail MailKind
		s, mail = rule.Step(s, Evaluation{At: monday.AddDate(0, 0, day), Reading: Reading{Actual: new(big.Rat).SetFloat64(year[day])}})
		switch mail {
		case Opened:
			opened = append(opened, day)
		case Recovered:
			over = append(over, day)
		case PeriodEnded:
			t.Fatal("a period ended where there is none")
		}
	}
	for day := range year {
		evaluate(day)
		if chance.IntN(4) > 0 {
			continue
		}
		text, err := json.Marshal(s)
		s = State{}
		if err != nil || json.Unmarshal(text, &s) != nil {
			t.Fatal(err)
		}
		for again := max(0, day-chance.IntN(5)); again <= day; again++ {
			evaluate(again)
		}
	}
	return opened, over
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
