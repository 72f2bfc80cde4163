package metric

import "bilan/internal/period"

// Known is the known part of a period for the metric: cut at the metric's own cut-off, and so compared at the same
// stage like every open period. A period with only days off known at its start is not changed.
func (m *Metric) Known(p period.Period) period.Period {
	if !m.CutOff.IsZero() && !m.Newest.Before(p.Start) && m.CutOff.Before(p.End) {
		p.End = m.CutOff
	}
	return p
}

// ToDate reports whether the metric's figures in a period grow until it ends. A state, or a metric with a window, does
// not grow.
func (m *Metric) ToDate(p period.Period) bool { return m.Date != "" && m.Window == 0 && p.Open() }

// KnownUntil is the first day that is not known for a metric: the earlier one of the report's and its own; zero for a
// metric with future dates.
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
