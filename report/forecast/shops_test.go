package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// shops describes a kind of made-up company.
type shops struct {
	name   string
	orders float64
	shape  func(day, of int) float64 // the weight of a business day in its month
}

var even = func(int, int) float64 { return 1 }

func lastDays(times float64) func(day, of int) float64 {
	return func(day, of int) float64 {
		if day > of-5 {
			return times
		}
		return 1
	}
}

var kinds = []shops{
	{"even, 20 orders a month", 20, even}, {"even, 80", 80, even}, {"even, 200", 200, even},
	{"last week ×1.6, 20", 20, lastDays(1.6)}, {"last week ×1.6, 80", 80, lastDays(1.6)}, {"last week ×1.6, 200", 200, lastDays(1.6)},
	{"last week ×3, 20", 20, lastDays(3)}, {"last week ×3, 80", 80, lastDays(3)}, {"last week ×3, 200", 200, lastDays(3)},
	{"first three days ×4, 80", 80, func(day, _ int) float64 {
		if day <= 3 {
			return 4
		}
		return 1
	}},
}

// months returns a shop's sales by business day: orders by chance, amounts with σ 0.9, a trend, August at half, and in one
// month of ten an order as large as a month.
func (s shops) months(r *rand.Rand, n int) []Month {
	trend := math.Exp(0.01 * r.NormFloat64())
	out := make([]Month, n)
	for i := range out {
		days := 19 + r.IntN(5)
		level := math.Pow(trend, float64(i))
		if i%12 == 7 {
			level /= 2
		}
		weights := 0.0
		for d := range days {
			weights += s.shape(d+1, days)
		}
		done := make([]float64, days+1)
		large := -1
		if r.Float64() < 0.1 {
			large = r.IntN(days)
		}
		for d := range days {
			sold := 0.0
			for range poisson(r, s.orders*level*s.shape(d+1, days)/weights) {
				sold += math.Exp(0.9 * r.NormFloat64())
			}
			if d == large {
				sold += s.orders * math.Exp(0.405)
			}
			done[d+1] = done[d] + sold
		}
		out[i] = Month{Done: done}
	}
	return out
}

func poisson(r *rand.Rand, mean float64) int {
	limit, product, n := math.Exp(-mean), r.Float64(), 0
	for product > limit {
		product *= r.Float64()
		n++
	}
	return n
}

// landings lands the months of a third year at a business day, and returns each method's error and the chosen one's.
func landings(s shops, seed uint64, count, day int) (errors map[Method]float64, chosen float64, times map[Method]int, within, ranges int) {
	errors, times = map[Method]float64{}, map[Method]int{}
	n := 0
	for k := range count {
		r := rand.New(rand.NewPCG(seed, uint64(k)))
		months := s.months(r, 48)
		values, days := make([]float64, len(months)), make([]float64, len(months)+12)
		for i := range days {
			days[i] = 21
			if i < len(months) {
				values[i], days[i] = months[i].whole(), float64(len(months[i].Done)-1)
			}
		}
		o := History{Values: values, Season: 12, Days: days}.ahead(Total{1, 1})
		for i := range months {
			months[i].Forecast = o.Next[i]
		}
		at := 36 + r.IntN(12)
		m := months[at]
		if m.whole() == 0 {
			continue // a month without sales has no relative error
		}
		open := Open{m.Done[day], float64(day) / float64(len(m.Done)-1), m.Forecast}
		for _, way := range methods {
			errors[way] += math.Abs(way.land(months[:at], open)-m.whole()) / m.whole()
		}
		if l, ok := Land(months[:at], open); ok {
			chosen += math.Abs(l.Value-m.whole()) / m.whole()
			times[l.Method]++
			if span, ok := l.Range(); ok {
				ranges++
				if span.Holds(m.whole()) {
					within++
				}
			}
		}
		n++
	}
	for m := range errors {
		errors[m] *= 100 / float64(n)
	}
	return errors, 100 * chosen / float64(n), times, within, ranges
}

func cell(err float64) string {
	if math.IsNaN(err) || math.IsInf(err, 0) {
		return "–"
	}
	return fmt.Sprintf("%.1f", err)
}

// TestLandingTable prints the error of every method by kind of shop and business day: BILAN_SHOPS=400 go test
// ./report/forecast -run LandingTable -v makes the table of docs/figures.md.
func TestLandingTable(t *testing.T) {
	count := 0
	if fmt.Sscan(os.Getenv("BILAN_SHOPS"), &count); count == 0 {
		t.Skip("BILAN_SHOPS is not a number of shops")
	}
	var text strings.Builder
	fmt.Fprintln(&text, "| | day | mean of both | forecast | run rate | month's shape | last year's shape | chosen | range held |\n|---|---|---|---|---|---|---|---|---|")
	for i, s := range kinds {
		for _, day := range []int{0, 5, 10, 15} {
			e, chosen, times, within, ranges := landings(s, uint64(i), count, day)
			fmt.Fprintf(&text, "| %s | %d | %s | %s | %s | %s | %s | %.1f (%v) | %.0f %% |\n", s.name, day, cell(e[Mixed]), cell(e[Rest]), cell(e[RunRate]), cell(e[Shape]), cell(e[YearShape]), chosen, times[Mixed], 100*float64(within)/float64(max(1, ranges)))
		}
	}
	t.Log("\n" + text.String())
}
