package freshness

import (
	"slices"
	"testing"

	"bilan/internal/period"
)

func date(t *testing.T, s string) period.Date {
	t.Helper()
	d, err := period.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// span returns the days from one to another, both included, for which keep is true.
func span(t *testing.T, from, to string, keep func(period.Date) bool) []period.Date {
	var days []period.Date
	for d := date(t, from); !d.After(date(t, to)); d = d.AddDays(1) {
		if keep(d) {
			days = append(days, d)
		}
	}
	return days
}

func TestDenseDataIsKnownUpToItsNewestRow(t *testing.T) {
	cal := french(t)
	worked := span(t, "2025-06-02", "2026-11-12", cal.IsBusinessDay)
	and := func(days ...string) []period.Date {
		list := slices.Clone(worked)
		for _, d := range days {
			list = append(list, date(t, d))
		}
		return list
	}
	weekly := span(t, "2025-06-02", "2026-11-12", func(d period.Date) bool { return d.Weekday() == 2 })
	few := span(t, "2026-11-02", "2026-11-12", cal.IsBusinessDay)
	for _, c := range []struct {
		name   string
		days   []period.Date
		cutOff string
		want   string
	}{
		{"dense: Friday is not known", worked, "2026-11-16", "2026-11-13"},
		{"dense, closed before the newest row", worked, "2026-11-09", "2026-11-09"},
		{"dense up to Friday: nobody waits for the weekend", and("2026-11-13"), "2026-11-16", "2026-11-16"},
		{"dense, with a row of the cut-off's day", and("2026-11-16"), "2026-11-16", "2026-11-16"},
		{"dense, with rows of days to come", and("2026-12-24", "2206-11-12"), "2026-11-16", "2026-11-13"},
		{"dense, with a row long before", and("1999-01-04", "1970-01-01"), "2026-11-16", "2026-11-13"},
		{"sparse: a day without rows is one without sales", weekly, "2026-11-16", "2026-11-16"},
		{"too few days to tell", few, "2026-11-16", "2026-11-16"},
		{"no row at all", nil, "2026-11-16", "2026-11-16"},
	} {
		h := NewHistory(cal, c.days, date(t, "2026-11-17"))
		if got := h.CutOff(date(t, c.cutOff)); got != date(t, c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNineDaysOfTenAreDense(t *testing.T) {
	cal := french(t)
	n := 0
	every := func(k int) []period.Date {
		n = 0
		return span(t, "2026-01-05", "2026-11-12", func(d period.Date) bool {
			if cal.IsBusinessDay(d) {
				n++
			}
			return cal.IsBusinessDay(d) && n%k != 0
		})
	}
	if !NewHistory(cal, every(11), date(t, "2026-11-12")).Dense() {
		t.Error("ten of eleven days are dense")
	}
	if NewHistory(cal, every(9), date(t, "2026-11-12")).Dense() {
		t.Error("eight of nine days are not dense")
	}
}

func TestFarOffDates(t *testing.T) {
	cal := french(t)
	for day, far := range map[string]bool{"1989-12-31": true, "1990-01-01": false, "2028-11-16": false, "2028-11-17": true, "2027-01-01": false} {
		h := NewHistory(cal, []period.Date{date(t, "2026-11-12"), date(t, day)}, date(t, "2026-11-16"))
		if h.FarOff() != far {
			t.Errorf("%s: far off is %v", day, h.FarOff())
		}
		if newest := h.Before(date(t, "2026-11-16")); newest != date(t, "2026-11-12") {
			t.Errorf("%s: the newest day is %s", day, newest)
		}
	}
}
