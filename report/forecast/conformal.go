package forecast

import (
	"math"
	"slices"
)

// Range is an interval that contains a total with the probability Level.
type Range struct {
	Low, High float64
	Level     float64 // 0.8 or 0.95
}

// Holds reports whether a total is within the range.
func (r Range) Holds(total float64) bool { return r.Low <= total && total <= r.High }

// Moved returns the range with both bounds moved by an amount, nil for a nil range.
func (r *Range) Moved(by float64) *Range {
	if r == nil {
		return nil
	}
	return &Range{r.Low + by, r.High + by, r.Level}
}

// miss is a past forecast of a total, with the actual value of that total.
type miss struct{ forecast, came float64 }

const leastUnit = 0.05 // as a share of the average value, because a forecast of zero has errors too

// unit returns the unit in which the error of a forecast is measured: the square root of the forecast, because the
// variance of a sum of sales grows with the sum (Taylor 1961). For a series that has grown, errors in proportion to the
// forecast make ranges too wide, and absolute errors make them too narrow; decision 0115 has the measurements.
func unit(forecast, usual float64) float64 {
	return math.Sqrt(max(math.Abs(forecast), leastUnit*usual, 1e-9))
}

// unfading is the half-life of errors that all have the same weight.
var unfading = math.Inf(1)

// conformal returns the range around a forecast from its past errors (split conformal prediction: Vovk, Gammerman and Shafer
// 2005; in order of time: Dawid 1984). An error has half the weight of one that is half periods newer (Barber, Candès,
// Ramdas and Tibshirani 2023), because a series' predictability changes. steps is the number of periods from now to the
// end of the total. With more steps the range is wider, because errors of overlapping totals contain less information. ok
// is false if there are too few past errors for the level.
func conformal(forecast float64, past []miss, level, half float64, steps int) (Range, bool) {
	usual := 0.0
	for _, m := range past {
		usual += math.Abs(m.came) / float64(len(past))
	}
	scores, errors, all := make([]score, len(past)), make([]float64, len(past)), 0.0
	for i, m := range past {
		errors[i] = (m.came - m.forecast) / unit(m.forecast, usual)
		scores[i] = score{math.Abs(errors[i]), math.Exp2(-float64(len(past)-1-i) / half)}
		all += scores[i].weight
	}
	wider := widening(errors, number(scores), level, steps)
	slices.SortStableFunc(scores, func(a, b score) int { return compare(a.size, b.size) })
	width, ok := quantile(scores, level*all*float64(len(past)+1)/float64(len(past)))
	width *= wider * unit(forecast, usual)
	return Range{forecast - width, forecast + width, level}, ok
}

// score is the size of a past error, and its weight.
type score struct{ size, weight float64 }

// quantile returns the size up to which the weights of the scores, the smallest first, sum to weight. It interpolates
// between two scores. ok is false if the sum of all weights is smaller.
func quantile(scores []score, weight float64) (float64, bool) {
	sum, before := 0.0, 0.0
	for i, s := range scores {
		if sum += s.weight; sum >= weight-1e-9 {
			if i == 0 {
				return s.size, true
			}
			return s.size - (s.size-before)*math.Max(0, sum-weight)/s.weight, true
		}
		before = s.size
	}
	return 0, false
}

// number returns the effective number of weighted scores: how many of equal weight contain as much information (Kish 1965).
func number(scores []score) float64 {
	sum, squares := 0.0, 0.0
	for _, s := range scores {
		sum += s.weight
		squares += s.weight * s.weight
	}
	return sum * sum / squares
}
