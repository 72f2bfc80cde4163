package metric

import (
	"time"

	"bilan/internal/period"
)

// Counted is the time that the metric's value holds in a period: the period or, with a window, the days up to its end.
func (m *Metric) Counted(p period.Period) period.Period {
	if m.Window == 0 {
		return p
	}
	start := spanBefore(p.End, m.Window, m.WindowUnit)
	return period.Period{Unit: m.WindowUnit, Start: start, End: p.End, Close: p.End}
}

// spanBefore is the day that lies some civil days, weeks, months, quarters or years before another. Of a month that is too short its last day.
func spanBefore(d period.Date, n int, unit period.Unit) period.Date {
	switch unit {
	case period.Day:
		return d.AddDays(-n)
	case period.Week:
		return d.AddDays(-7 * n)
	case period.Quarter:
		n *= 3
	case period.Year:
		n *= 12
	}
	t := d.Time()
	first := time.Date(t.Year(), t.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return period.DateOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}
