package metric

import "bilan/internal/period"

// Known is a period as far as the metric is known in it: cut at the metric's own cut-off, and so compared at the same stage
// like every period that is not over. A period of which no more is known than days off at its start stays as it is.
func (m *Metric) Known(p period.Period) period.Period {
	if !m.CutOff.IsZero() && !m.Newest.Before(p.Start) && m.CutOff.Before(p.End) {
		p.End = m.CutOff
	}
	return p
}

// ToDate reports whether the metric's figures in a period grow until it ends. A state is there already, whatever the period, and so
// is what a window holds.
func (m *Metric) ToDate(p period.Period) bool { return m.Date != "" && m.Window == 0 && p.Open() }

// KnownUntil is the first day of which nothing is known of a metric: the earlier one of the report's and its own; zero
// for one whose rows are dated ahead.
func (m *Model) KnownUntil(mt *Metric) period.Date {
	if mt.Ahead {
		return period.Date{}
	}
	if !mt.CutOff.IsZero() && (m.CutOff.IsZero() || mt.CutOff.Before(m.CutOff)) {
		return mt.CutOff
	}
	return m.CutOff
}

// GoesOn reports whether a period is cut and has days left to sell in. One that is over and not known to its end has none:
// nothing lands in it, and nothing can be done about its gap.
func (m *Model) GoesOn(p period.Period) bool {
	return p.Open() && (m.CutOff.IsZero() || m.CutOff.Before(p.Close))
}
