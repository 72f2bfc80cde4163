package sqlite

import (
	"fmt"
	"time"

	"bilan/internal/table"
	"bilan/sources/driver"
)

// The formats in which SQLite's functions and common libraries write a time. Go accepts fractions of a second after any
// of the seconds.
var sqliteTimes = []string{
	"2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04",
}

var sqliteInstants = []string{
	"2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05 -0700 MST",
	"2006-01-02 15:04Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z0700", "2006-01-02 15:04:05Z07",
}

// parseTime parses a text as a day, a time, or an instant with a zone. For any other text it returns the zero time.
func parseTime(text string) (t time.Time, zoned, day bool) {
	if len(text) < 10 || text[4] != '-' || text[7] != '-' {
		return time.Time{}, false, false
	}
	if len(text) == 10 {
		t, err := time.Parse(time.DateOnly, text)
		return t, false, err == nil
	}
	for _, layout := range sqliteTimes {
		if t, err := time.Parse(layout, text); err == nil {
			return t, false, false
		}
	}
	for _, layout := range sqliteInstants {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true, false
		}
	}
	return time.Time{}, false, false
}

// timeCell is the cell for a text that parseTime parses. An instant becomes wall time in zone.
func timeCell(text string, zone *time.Location) (table.Cell, error) {
	t, zoned, _ := parseTime(text)
	switch {
	case t.IsZero():
		return nil, fmt.Errorf("%q is not a time that a report can show", text)
	case zoned:
		return driver.WallTime(t, zone), nil
	}
	return t, nil
}
