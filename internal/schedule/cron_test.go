package schedule

import (
	"testing"
	"time"

	"bilan/internal/period"
)

// TestCronAgreesWithTheLibrary compares our slots with the library's, in UTC, which has no gaps for which they differ.
func TestCronAgreesWithTheLibrary(t *testing.T) {
	cal := mustCalendar(t, period.Options{})
	for _, s := range []string{
		"0 8 * * 1-5", "*/7 * * * *", "0 0 1 * *", "0 0 29 2 *", "15 10 13 * 5", "0 6 1,15 * 1", "0 6 */2 * 1", "5-55/10 8-18/3 * 1-11/2 *",
		"0 12 31 * *", "0 0 * 2 0", "59 23 31 12 *", "0 0 ? * sat", "30 4 1-7 * *", "0 9 8-14 3,6 2",
	} {
		cad := mustParse(t, Spec{Cron: s})
		want := time.Date(2023, time.December, 30, 23, 59, 0, 0, time.UTC)
		slot := Slot{period.DateOf(want), 23*60 + 59}
		for range 400 {
			slot, _ = cad.Next(slot, cal)
			want = cad.cron.spec.Next(want)
			if want.IsZero() {
				break // the library gives up after five years
			}
			if got, _ := LocalInstant(slot.Date, slot.Minute, time.UTC); !got.Equal(want) {
				t.Fatalf("%s: %s, the library says %s", s, slot, want)
			}
		}
	}
}
