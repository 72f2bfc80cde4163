package main

import (
	"testing"

	"bilan/internal/period"
)

// The generator has the same business days as Bilan, which distributes quotas over them.
func TestWorkdaysAreThoseOfTheProgram(t *testing.T) {
	for holidays, w := range map[string]*world{"FR": lenoir(), "GB": finch()} {
		calendar, err := period.NewCalendar(period.Options{Holidays: holidays})
		if err != nil {
			t.Fatal(err)
		}
		for d := w.first; !d.After(w.last); d = d.AddDate(0, 0, 1) {
			if got, want := w.calendar.IsWorkday(d), calendar.IsBusinessDay(period.DateOf(d)); got != want {
				t.Errorf("%s %s: a workday here: %t, in the program: %t", holidays, d.Format("2006-01-02"), got, want)
			}
		}
	}
}
