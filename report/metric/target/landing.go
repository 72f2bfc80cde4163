package target

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/forecast"
	"bilan/report/foresight"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// landing is the factor for the actual of an open period. It is the whole metric's for every member: a rep's own months
// are too noisy, and members must add up to the whole.
type landing struct {
	Factor metric.Num
	Method forecast.Method
}

// Landing chooses the method for an open period without a forecast.
func (sh *Sharing) Landing(p period.Period) landing {
	l, ok := sh.landings[p]
	if !ok {
		factor, by := sh.Past().Pace(p)
		l = landing{metric.OrNone(factor, metric.Undefined), by}
		sh.landings[p] = l
	}
	return l
}

// Past is the history of the whole metric, for forecasts.
func (sh *Sharing) Past() *foresight.Past {
	if sh.came == nil {
		sh.came = &foresight.Past{
			Calendar: history.Calendar(sh.m, sh.metric),
			Covers:   func(p period.Period) bool { return history.Coverage(sh.m, sh.Whole.Span.Days, p) == history.Covered },
			Whole: func(p period.Period) *big.Rat {
				return history.Actual(sh.m, sh.metric, sh.Whole, history.Cell{Period: p}).Rat
			},
			Sum: func(p period.Period) *big.Rat { return sh.Whole.Values[history.Cell{Period: p}].Value.Rat },
		}
	}
	return sh.came
}
