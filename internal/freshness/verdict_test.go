package freshness

import (
	"testing"
	"time"

	"bilan/internal/period"
)

func TestVerdicts(t *testing.T) {
	cal := french(t)
	worked := cal.IsBusinessDay
	open := func(d period.Date) bool { return worked(d) && d.Month != time.August }
	monthEnd := func(d period.Date) bool { return d.AddDays(1).Day == 1 }
	tuesday := func(d period.Date) bool { return d.Weekday() == time.Tuesday }
	// three days of each month, at other days than in the next month
	scattered := func(d period.Date) bool { return d.Day == 1+(int(d.Month)*7)%28 }
	for _, c := range []struct {
		name     string
		from, to string
		keep     func(period.Date) bool
		cutOff   string
		rhythm   Rhythm
		limit    int
		stale    bool
	}{
		{"a day late", "2025-06-02", "2026-11-12", worked, "2026-11-16", Daily, 1, false},
		{"two days late", "2025-06-02", "2026-11-11", worked, "2026-11-14", Daily, 1, true}, // the 11th is a day off
		{"late by a day off and a weekend", "2025-06-02", "2026-11-10", worked, "2026-11-12", Daily, 1, false},
		{"at the end of a closed August", "2024-01-02", "2026-07-31", open, "2026-08-31", Daily, 21, false},
		{"a week after it", "2024-01-02", "2026-07-31", open, "2026-09-14", Daily, 21, true},
		{"three days late in May", "2024-01-02", "2026-05-20", open, "2026-05-27", Daily, 1, true},
		{"August seen only once", "2025-03-03", "2026-05-20", open, "2026-05-27", Daily, 21, false},
		{"a month-end export", "2025-01-01", "2026-10-31", monthEnd, "2026-11-16", Monthly, 0, false},
		{"a month-end export without October", "2025-01-01", "2026-10-30", monthEnd, "2026-11-16", Monthly, 0, true},
		{"the same before October is over", "2025-01-01", "2026-10-30", monthEnd, "2026-10-26", Monthly, 0, false},
		{"weekly batches", "2025-01-01", "2026-11-12", tuesday, "2026-11-16", Weekly, 0, false},
		{"weekly batches without last week", "2025-01-01", "2026-10-19", tuesday, "2026-10-26", Weekly, 0, true},
		{"rows at any time", "2025-01-01", "2026-07-30", scattered, "2026-11-16", Irregular, 0, false},
		{"two months of rows", "2026-09-01", "2026-11-02", worked, "2026-11-16", Short, 0, false},
	} {
		h := NewHistory(cal, span(t, c.from, c.to, c.keep), date(t, c.cutOff))
		v := h.Judge(date(t, c.cutOff))
		if v.Rhythm != c.rhythm || v.Stale != c.stale || c.limit > 0 && v.Limit != c.limit {
			t.Errorf("%s: %+v", c.name, v)
		}
	}
}

// Rows after the cut-off prove that a dataset is alive, so a day without rows before them is not missing.
func TestLaterRowsProveThatDataIsAlive(t *testing.T) {
	cal := french(t)
	days := append(span(t, "2025-06-02", "2026-11-05", cal.IsBusinessDay), date(t, "2026-11-16"))
	if v := NewHistory(cal, days, date(t, "2026-11-16")).Judge(date(t, "2026-11-16")); v.Stale || v.Newest != date(t, "2026-11-05") {
		t.Errorf("%+v", v)
	}
	if v := NewHistory(cal, days, date(t, "2026-11-15")).Judge(date(t, "2026-11-16")); !v.Stale {
		t.Errorf("a row that is dated after the day of the run: %+v", v)
	}
}
