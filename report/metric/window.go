package metric

import "bilan/internal/period"

// CoveredTime is the time that the metric's value covers: the period p or, with a window, Window units up to the end of
// p.
func (m *Metric) CoveredTime(p period.Period) period.Period {
	if m.Window == 0 {
		return p
	}
	start := p.End.Back(m.Window, m.WindowUnit)
	return period.Period{Unit: m.WindowUnit, Start: start, End: p.End, Close: p.End}
}
