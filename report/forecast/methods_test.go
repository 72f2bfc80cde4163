package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func near(a, b, by float64) bool { return math.Abs(a-b) <= by }

func TestMethodsCarryOnWhatIsSimple(t *testing.T) {
	level, rising := make([]float64, 40), make([]float64, 40)
	for i := range level {
		level[i], rising[i] = 100, 100+5*float64(i)
	}
	for name, m := range map[string]method{"damped": damped, "optimised": optimised, "classic": classic} {
		for i, v := range m(level, 6) {
			if !near(v, 100, 0.01) {
				t.Errorf("%s: a level of 100 goes on with %g after %d periods", name, v, i+1)
			}
		}
		next := m(rising, 1)[0]
		if next < 296 || next > 301 {
			t.Errorf("%s: 290, 295 goes on with %g", name, next)
		}
	}
	if far := damped(rising, 100); far[99]-far[98] > 1 {
		t.Errorf("the damped trend still rises by %g after 100 periods", far[99]-far[98])
	}
}

// The first state of each model is the one with the smallest sum of squared errors, and the sum that the fit returns is
// that of its errors.
func TestFirstStatesAreTheBest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	values := shop(r, 36)
	tr := trend{0.3, 0.05, 0.9}
	squares, end := tr.fit(values)
	run := func(s state) (sum float64, last state) {
		for _, v := range values {
			e := tr.next(&s, v)
			sum += e * e
		}
		return sum, s
	}
	// the best start on a grid around the fitted one
	best := math.Inf(1)
	var at state
	for level := 80e3; level <= 130e3; level += 250 {
		for slope := -8e3; slope <= 8e3; slope += 250 {
			if sum, last := run(state{level, slope}); sum < best {
				best, at = sum, last
			}
		}
	}
	if best < squares*0.999999 || best > squares*1.01 {
		t.Errorf("damped: least squares are %g, a search found %g", squares, best)
	}
	if !near(at.level, end.level, 200) {
		t.Errorf("damped: ends at %g, a search at %g", end.level, at.level)
	}
	squares, fitted := thetaFit(values, 0.4)
	best = math.Inf(1)
	for start := 50e3; start <= 200e3; start += 1000 {
		for weight := 0.0; weight <= 1; weight += 0.01 {
			m, sum := theta{alpha: 0.4, weight: weight, level: start, keep: 1}, 0.0
			for i, v := range values {
				if e := v - m.forecast(); i >= 2 {
					sum += e * e
				}
				m.next(v)
			}
			best = math.Min(best, sum)
		}
	}
	if best < squares*0.999999 || best > squares*1.01 {
		t.Errorf("theta: least squares are %g with weight %g, a search found %g", squares, fitted.weight, best)
	}
}

func TestThetaKnowsTheLineThroughItsValues(t *testing.T) {
	values := shop(rand.New(rand.NewPCG(5, 6)), 30)
	m := theta{alpha: 0.5, keep: 1}
	for _, v := range values {
		m.next(v)
	}
	l := lineThrough(values)
	if !near(m.b, l.slope, 1e-6*math.Abs(l.slope)) || !near(m.a, l.level, 1e-6*math.Abs(l.level)) {
		t.Errorf("line %g + %g t, want %g + %g t", m.a, m.b, l.level, l.slope)
	}
}

func TestSeasonality(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	sales := shop(r, 60)
	s := SeasonalityOf(sales, 12)
	if len(s.Factors) != 12 || s.Additive || !near(s.Factors[3], 1.3, 0.2) || !near(s.Factors[9], 0.7, 0.2) || !near(mean(s.Factors), 1, 1e-9) {
		t.Errorf("factors %v", s.Factors)
	}
	back := s.back(s.adjusted(sales), 0)
	for i := range back {
		if !near(back[i], sales[i], 1e-6) {
			t.Fatalf("value %d comes back as %g, was %g", i, back[i], sales[i])
		}
	}
	sales[17] = 0
	if s = SeasonalityOf(sales, 12); !s.Additive || !near(mean(s.Factors), 0, 1e-6) {
		t.Errorf("with a zero: %+v", s)
	}
}

// A smooth season is found in two years. In noise, a season is seldom found.
func TestSeasonsAreFoundWhereTheyAre(t *testing.T) {
	for months, most := range map[int]int{24: 15, 36: 15, 60: 20} {
		found, made := 0, 0
		for seed := range uint64(100) {
			r := rand.New(rand.NewPCG(11, seed))
			sales, noise := shop(r, months), make([]float64, months)
			for i := range noise {
				noise[i] = 100 + 10*r.NormFloat64()
			}
			if seasonal(sales, 12) {
				found++
			}
			if seasonal(noise, 12) {
				made++
			}
		}
		if found < 90 || made > most {
			t.Errorf("%d months: a season in %d of 100 shops, in %d of 100 with noise only", months, found, made)
		}
	}
}

// If a season has moved, the last years have more influence than the first ones.
func TestSeasonsFade(t *testing.T) {
	values := make([]float64, 96)
	for i := range values {
		values[i] = 100
		if month := i % 12; i < 48 && month == 2 || i >= 48 && month == 8 {
			values[i] = 200
		}
	}
	s := SeasonalityOf(values, 12)
	if s.Factors[8] < s.Factors[2]+0.2 {
		t.Errorf("the new peak has factor %g, the old one %g", s.Factors[8], s.Factors[2])
	}
}

// meanOfThree returns the mean of the three methods for the next h periods. It does not replace outliers.
func meanOfThree(values []float64, season, h int) []float64 {
	return combined(values, h, SeasonalityOf(values, season), damped, optimised, classic)
}

func TestNothingIsForeseenAsNegative(t *testing.T) {
	values := make([]float64, 36)
	for i := range values {
		values[i] = math.Max(0, 1000-30*float64(i))
	}
	if f := meanOfThree(values, 12, 12); slices.Min(f) < 0 {
		t.Errorf("foreseen: %v", f)
	}
}
