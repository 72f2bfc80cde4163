package schedule

import (
	"testing"
	"time"

	"bilan/internal/period"
)

// LocalInstant finds the last day of a leap year from 2038 on too, for which Go computes a wrong end of the zone's
// offset.
func TestWallAtTheEndOfALeapYear(t *testing.T) {
	for _, name := range []string{"Europe/Paris", "America/New_York", "Australia/Sydney"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for day := 28; day <= 34; day++ {
			d := period.NewDate(2040, time.December, day)
			at, fold := LocalInstant(d, 8*60, zone)
			if want := d.In(zone).Add(8 * time.Hour); !at.Equal(want) || fold != Plain {
				t.Errorf("%s %s: %s %v, want %s", name, d, at, fold, want)
			}
		}
	}
}
