package target

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/forecast"
	"bilan/report/foresight"
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// landing is the factor that extrapolates the actual of an open period, with its method. All members have the factor of
// the total: the months of a single rep are too noisy, and members must sum to the total.
type landing struct {
	Factor metric.Num
	Method forecast.Method
}

// Landing returns the factor and the method for an open period without a forecast.
func (sh *Sharing) Landing(p period.Period) landing {
	l, ok := sh.landings[p]
	if !ok {
		factor, by := sh.Past().Pace(p)
		l = landing{metric.NumOrNone(factor, metric.Undefined), by}
		sh.landings[p] = l
	}
	return l
}

// Past is the history of the metric's total, for forecasts.
func (sh *Sharing) Past() *foresight.Past {
	if sh.past == nil {
		sh.past = &foresight.Past{
			Calendar: history.Calendar(sh.m, sh.metric),
			Covers:   func(p period.Period) bool { return history.Coverage(sh.m, sh.Whole.Span.Days, p) == history.Covered },
			MonthTotal: func(p period.Period) *big.Rat {
				return history.Actual(sh.m, sh.metric, sh.Whole, history.Cell{Period: p}).Rat
			},
			TotalOf: func(p period.Period) *big.Rat { return sh.Whole.Values[history.Cell{Period: p}].Value.Rat },
		}
	}
	return sh.past
}
