package forecast

import (
	"math"
	"slices"
)

// Range is where a total should lie, so often as its level says.
type Range struct {
	Low, High float64
	Level     float64 // 0.8 or 0.95
}

// Holds tells whether a total lies within.
func (r Range) Holds(total float64) bool { return r.Low <= total && total <= r.High }

// Moved is the range elsewhere by some amount; nil of none.
func (r *Range) Moved(by float64) *Range {
	if r == nil {
		return nil
	}
	return &Range{r.Low + by, r.High + by, r.Level}
}

// miss is a past forecast of the same total and what came.
type miss struct{ forecast, came float64 }

const leastUnit = 0.05 // of what comes on average: a forecast of nothing has errors too

// unit is what an error is measured in: the square root of what was foreseen, since the variance of a sum of sales grows with
// the sum (Taylor 1961). Errors in proportion to the forecast make ranges too wide where a series has grown, plain ones too
// narrow; decision 0115 has the figures.
func unit(forecast, usual float64) float64 {
	return math.Sqrt(max(math.Abs(forecast), leastUnit*usual, 1e-9))
}

// conformal is the range around a forecast that its past errors give (split conformal prediction: Vovk, Gammerman and Shafer
// 2005; in the order of time: Dawid 1984). There is none where the misses are too few for the level.
func conformal(forecast float64, past []miss, level float64) (Range, bool) {
	scores, usual := make([]float64, len(past)), 0.0
	for _, m := range past {
		usual += math.Abs(m.came) / float64(len(past))
	}
	for i, m := range past {
		scores[i] = math.Abs(m.came-m.forecast) / unit(m.forecast, usual)
	}
	slices.Sort(scores)
	rank := level * float64(len(scores)+1)
	if len(scores) == 0 || rank > float64(len(scores))+1e-9 {
		return Range{}, false
	}
	k := min(int(rank+1e-9), len(scores))
	width := 0.0
	if k > 0 {
		width = scores[k-1]
	}
	if k < len(scores) && k > 0 {
		width += (scores[k] - scores[k-1]) * math.Max(0, rank-float64(k))
	}
	width *= unit(forecast, usual)
	return Range{forecast - width, forecast + width, level}, true
}
