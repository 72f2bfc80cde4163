package schedule

import (
	"testing"
	"time"

	"bilan/internal/period"
)

// From 2038 on Go goes by a zone's rule, and ends the last day of a year of 366 days before it begins: that day is found too.
func TestWallAtTheEndOfALeapYear(t *testing.T) {
	for _, name := range []string{"Europe/Paris", "America/New_York", "Australia/Sydney"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for day := 28; day <= 34; day++ {
			d := period.NewDate(2040, time.December, day)
			at, fold := Wall(d, 8*60, zone)
			if want := d.In(zone).Add(8 * time.Hour); !at.Equal(want) || fold != Plain {
				t.Errorf("%s %s: %s %v, want %s", name, d, at, fold, want)
			}
		}
	}
}
