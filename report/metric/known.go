package metric

import "bilan/internal/period"

// Known is the part of a period for which the metric's data is known: it ends at the metric's CutOff, and so counts as
// open. A period without rows before the CutOff is not changed.
func (m *Metric) Known(p period.Period) period.Period {
	if !m.CutOff.IsZero() && !m.Newest.Before(p.Start) && m.CutOff.Before(p.End) {
		p.End = m.CutOff
	}
	return p
}

// ToDate reports whether the metric's figure in a period is a value to date, which grows until the period ends. States
// and metrics with a window do not grow.
func (m *Metric) ToDate(p period.Period) bool { return m.Date != "" && m.Window == 0 && p.Open() }

// KnownUntil is the first day that is not known for a metric: the earlier one of the report's CutOff and its own. It is
// zero for a metric with future dates.
func (m *Model) KnownUntil(mt *Metric) period.Date {
	if mt.HasFuture {
		return period.Date{}
	}
	if !mt.CutOff.IsZero() && (m.CutOff.IsZero() || mt.CutOff.Before(m.CutOff)) {
		return mt.CutOff
	}
	return m.CutOff
}

// IsRunning reports whether an open period is really not over. A period that is over, but whose last days are not
// known, has no landing, and its gap cannot be closed.
func (m *Model) IsRunning(p period.Period) bool {
	return p.Open() && (m.CutOff.IsZero() || m.CutOff.Before(p.Close))
}
