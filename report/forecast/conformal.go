package forecast

import (
	"math"
	"slices"
)

// Range should contain a total, with the probability of its level.
type Range struct {
	Low, High float64
	Level     float64 // 0.8 or 0.95
}

// Holds reports whether a total is within the range.
func (r Range) Holds(total float64) bool { return r.Low <= total && total <= r.High }

// Moved is the range elsewhere by some amount; nil of none.
func (r *Range) Moved(by float64) *Range {
	if r == nil {
		return nil
	}
	return &Range{r.Low + by, r.High + by, r.Level}
}

// miss is a past forecast of the same total with the actual value.
type miss struct{ forecast, came float64 }

const leastUnit = 0.05 // of the average value: a forecast of zero also has errors

// unit is the unit of an error: the square root of the forecast, because the variance of a sum of sales grows with the
// sum (Taylor 1961). Errors in proportion to the forecast make ranges too wide for a series that has grown, absolute
// ones too narrow; decision 0115 has the measurements.
func unit(forecast, usual float64) float64 {
	return math.Sqrt(max(math.Abs(forecast), leastUnit*usual, 1e-9))
}

// unfading is how fast errors fade that all count alike.
var unfading = math.Inf(1)

// conformal is the range around a forecast from its past errors (split conformal prediction: Vovk, Gammerman and Shafer
// 2005; in order of time: Dawid 1984). An error has half the weight of one that is half periods newer (Barber, Candès,
// Ramdas and Tibshirani 2023), because a series' predictability changes. steps is how many periods ahead the total
// ends: the range is wider because errors of overlapping totals contain less information. There is no range if there
// are too few misses for the level.
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

// quantile is the size up to which the scores, the smallest first, weigh as much: between two of them in proportion. ok is
// false where all of them do not.
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

// number is how many errors of the same weight contain as much information as these (Kish 1965).
func number(scores []score) float64 {
	sum, squares := 0.0, 0.0
	for _, s := range scores {
		sum += s.weight
		squares += s.weight * s.weight
	}
	return sum * sum / squares
}
