package period

import (
	"fmt"
	"time"
)

// instants are the layouts in which people write a day or an instant, as package time has them.
var instants = []string{"2006-01-02 15:04", "2006-01-02T15:04", time.DateOnly, time.RFC3339}

// ParseInstant reads an instant that a person wrote, in the zone unless the text names another. For a day it returns its
// midnight.
func ParseInstant(text string, zone *time.Location) (time.Time, error) {
	for _, layout := range instants {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time: write one such as \"2026-11-23 10:00\"", text)
}
