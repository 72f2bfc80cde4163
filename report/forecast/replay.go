package forecast

import "math"

// Total is the sum of the periods From to To ahead, where 1 is the first period after the history. The next month is
// {1, 1}, the next quarter {1, 3}.
type Total struct{ From, To int }

// Periods returns the number of periods in the total.
func (t Total) Periods() int { return t.To - t.From + 1 }

func (t Total) of(forecast []float64) float64 { return sum(forecast[t.From-1 : t.To]) }

// leastMisses is the smallest number of past forecasts from which a range is computed.
const leastMisses = 10

// way forecasts the next h periods from the first past values of a history.
type way func(past, h int) []float64

// replayed are the forecasts that a method would have made at the end of each past period from first on, each from the
// data known then.
type replayed struct {
	values    []float64
	first     int
	forecasts [][]float64
}

func replay(values []float64, first, h int, w way) replayed {
	r := replayed{values: values, first: first}
	for past := first; past < len(values); past++ {
		r.forecasts = append(r.forecasts, w(past, min(h, len(values)-past)))
	}
	return r
}

// misses returns the past forecasts of a total that ended by a period, with the actual values, the oldest first.
func (r replayed) misses(t Total, by int) (list []miss) {
	for i, f := range r.forecasts {
		if past := r.first + i; past+t.To <= by {
			list = append(list, miss{t.of(f), sum(r.values[past+t.From-1 : past+t.To])})
		}
	}
	return list
}

// mae returns the mean absolute error of the forecasts up to h periods ahead.
func (r replayed) mae(h int) float64 { return r.average(h, math.Abs) }

// mse returns the mean squared error of the forecasts up to h periods ahead. Intermittent series are judged by it, because a median of zero has the smallest
// absolute error (RMSSE: Makridakis, Spiliotis and Assimakopoulos 2022).
func (r replayed) mse(h int) float64 { return r.average(h, func(e float64) float64 { return e * e }) }

func (r replayed) average(h int, loss func(float64) float64) float64 {
	total, n := 0.0, 0
	for i, f := range r.forecasts {
		for k, v := range f[:min(h, len(f))] {
			total += loss(r.values[r.first+i+k] - v)
			n++
		}
	}
	return total / float64(n)
}

// coverage returns how many past totals had a range that was made before them (tried), and how many of these totals were
// within it (held).
func (r replayed) coverage(t Total, level, half float64) (held, tried int) {
	for i, f := range r.forecasts {
		past := r.first + i
		if past+t.To > len(r.values) {
			break
		}
		known := r.misses(t, past)
		if len(known) < leastMisses {
			continue
		}
		if span, ok := conformal(t.of(f), known, level, half, t.To); ok {
			tried++
			if span.Holds(sum(r.values[past+t.From-1 : past+t.To])) {
				held++
			}
		}
	}
	return held, tried
}
