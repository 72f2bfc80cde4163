package metric

import "bilan/internal/period"

// Counted is the time that the metric's value covers in a period: the period or, with a window, the days up to its end.
func (m *Metric) Counted(p period.Period) period.Period {
	if m.Window == 0 {
		return p
	}
	start := p.End.Back(m.Window, m.WindowUnit)
	return period.Period{Unit: m.WindowUnit, Start: start, End: p.End, Close: p.End}
}
