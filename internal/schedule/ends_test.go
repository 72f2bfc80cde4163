package schedule

import (
	"testing"
	"time"

	"bilan/internal/period"
)

// No method of a timetable returns a turn that is sent after its last day, also if the timetable was read from its text.
func TestEnds(t *testing.T) {
	c, err := period.NewCalendar(period.Options{Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	table := func(ends string) *Timetable {
		t.Helper()
		spec := Spec{Every: "week", Day: "friday", At: "08:00", IfHoliday: "next"}
		if ends != "" {
			spec.Ends, _ = period.ParseDate(ends)
		}
		friday, err := Parse(spec)
		if err != nil {
			t.Fatal(err)
		}
		made := NewTimetable(friday, zone, c, period.MustPhrase("last week"))
		read, err := ParseTimetable(made.Text())
		if err != nil {
			t.Fatal(err)
		}
		return read
	}
	at := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	until := at.AddDate(0, 2, 0)
	for ends, want := range map[string]struct {
		turns int
		last  string // the last slot
	}{
		"":           {9, ""},
		"2026-12-18": {3, "2026-12-18"},
		"2026-12-24": {3, "2026-12-18"},
		"2026-12-27": {3, "2026-12-18"}, // the slot of the 25th is sent on the 28th
		"2026-12-28": {4, "2026-12-25"},
		"2026-11-30": {0, ""},
	} {
		tt := table(ends)
		if n := len(tt.DueBetween(at, until)); n != want.turns {
			t.Errorf("ends %s: %d turns, want %d", ends, n, want.turns)
		}
		n := 0
		for after := at; n < 9; n++ {
			o, ok := tt.NextDue(after)
			if !ok {
				break
			}
			after = o.Due
		}
		if n != want.turns {
			t.Errorf("ends %s: %d one after the other", ends, n)
		}
		last, ok := tt.Last(at)
		if ok != (want.last != "") || ok && last.Slot.String() != want.last {
			t.Errorf("ends %s: the last is %v, %v", ends, last.Slot, ok)
		}
		if _, ok := tt.Find("2026-12-25"); ok != (want.turns > 3) {
			t.Errorf("ends %s: the turn of the 25th is found: %v", ends, ok)
		}
	}
	if table("").Text() == table("2026-12-28").Text() || len(table("").Hash()) == 0 {
		t.Error("an end is no change")
	}
	if _, err := ParseTimetable(`{"send":{"every":"week","ends":"soon"},"zone":"UTC","calendar":{},"first":"last week"}`); err == nil {
		t.Error("no date was taken")
	}
}
