package schedule

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"bilan/internal/period"
)

// Slot is one turn of a cadence: the day that the rule names and, for cron, the minute. With the report it is the
// permanent identity of an occurrence. It does not change if the hour is edited or a holiday moves the turn.
type Slot struct {
	Date   period.Date
	Minute int // minutes since midnight in local time, for cron; NoMinute for any other cadence
}

// NoMinute is the Minute of slots without cron. Their hour may therefore be edited without creating another slot.
const NoMinute = -1

// SlotOn returns the slot of a cadence without cron on a day.
func SlotOn(d period.Date) Slot { return Slot{d, NoMinute} }

// Compare returns −1, 0 or +1 if s is before, at or after t.
func (s Slot) Compare(t Slot) int {
	return cmp.Or(s.Date.Compare(t.Date), cmp.Compare(s.Minute, t.Minute))
}

// IsZero reports whether s is the zero Slot, which is not a slot.
func (s Slot) IsZero() bool { return s.Date.IsZero() }

// String returns the slot in the form 2026-11-16 or, for cron, 2026-11-16T08:00.
func (s Slot) String() string {
	if s.Minute < 0 {
		return s.Date.String()
	}
	return s.Date.String() + "T" + clockText(s.Minute)
}

// MarshalText writes String.
func (s Slot) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads String.
func (s *Slot) UnmarshalText(text []byte) (err error) {
	*s, err = ParseSlot(string(text))
	return err
}

// ParseSlot parses 2026-11-16 or 2026-11-16T08:00. It also parses the key of an instant, 2026-11-16T08:00Z, whose day and
// minute are in UTC.
func ParseSlot(s string) (Slot, error) {
	day, at, timed := strings.Cut(s, "T")
	d, err := period.ParseDate(day)
	if err != nil || !timed {
		return SlotOn(d), err
	}
	t, err := time.Parse("15:04", strings.TrimSuffix(at, "Z"))
	if err != nil {
		return Slot{}, fmt.Errorf("%q is not a slot (write 2026-11-16 or 2026-11-16T08:00Z)", s)
	}
	return Slot{d, t.Hour()*60 + t.Minute()}, nil
}

func clockText(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
