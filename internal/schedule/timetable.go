package schedule

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"bilan/internal/period"
)

// Timetable is all that decides when a report is due and which days it then shows: its rule, its zone, the calendar and the
// first of its periods. It is kept as text with what was planned by it, and can be asked again after the YAML has changed. It
// is immutable and safe for concurrent use.
type Timetable struct {
	words    words
	cadence  *Cadence
	zone     *time.Location
	calendar *period.Calendar
	first    period.Relative
}

// words are a timetable as text. What stands here is read from ledgers of earlier versions.
type words struct {
	Spec     Spec           `json:"send"`
	Zone     string         `json:"zone"`
	Calendar period.Options `json:"calendar"`
	First    string         `json:"first"`
}

// NewTimetable reads a rule, the name of a zone, the calendar that was made of the options, and the phrase of a report's first
// period.
func NewTimetable(s Spec, zone string, o period.Options, c *period.Calendar, first string) (*Timetable, error) {
	t := &Timetable{words: words{s, zone, o, first}, calendar: c}
	var err error
	if t.zone, err = time.LoadLocation(zone); err != nil {
		return nil, fmt.Errorf("timezone: %w", err)
	}
	if t.cadence, err = Parse(s); err != nil {
		return nil, fmt.Errorf("send: %w", err)
	}
	if t.first, err = period.ParseRelative(first); err != nil {
		return nil, fmt.Errorf("periods: %w", err)
	}
	return t, nil
}

// ParseTimetable reads Text.
func ParseTimetable(text string) (*Timetable, error) {
	var w words
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return nil, fmt.Errorf("read a timetable: %w", err)
	}
	c, err := period.NewCalendar(w.Calendar)
	if err != nil {
		return nil, fmt.Errorf("read a timetable: calendar: %w", err)
	}
	t, err := NewTimetable(w.Spec, w.Zone, w.Calendar, c, w.First)
	if err != nil {
		return nil, fmt.Errorf("read a timetable: %w", err)
	}
	return t, nil
}

// Text is the timetable as JSON. Timetables of the same text have the same turns.
func (t *Timetable) Text() string {
	text, err := json.Marshal(t.words)
	if err != nil {
		panic(err) // texts and dates alone
	}
	return string(text)
}

// Hash is short for Text.
func (t *Timetable) Hash() string {
	sum := sha256.Sum256([]byte(t.Text()))
	return hex.EncodeToString(sum[:8])
}

// String is the rule in plain English.
func (t *Timetable) String() string { return t.cadence.String() }

// Zone is where its days begin.
func (t *Timetable) Zone() *time.Location { return t.zone }

// DueBetween lists what is due in (after, until], earliest first.
func (t *Timetable) DueBetween(after, until time.Time) []Occurrence {
	return t.cadence.DueBetween(after, until, t.calendar, t.zone)
}

// NextDue is the first occurrence due after an instant; false when there is none.
func (t *Timetable) NextDue(after time.Time) (Occurrence, bool) {
	return t.cadence.NextDue(after, t.calendar, t.zone)
}

// Shows is what a turn's first period comes to.
func (t *Timetable) Shows(o Occurrence) period.Period {
	return t.cadence.Resolve(t.first, o.Slot, t.calendar)
}

// Find is the turn of a key, as Work has it; false when the timetable has no such turn.
func (t *Timetable) Find(key string) (Occurrence, bool) {
	s, err := ParseSlot(key)
	if err != nil {
		return Occurrence{}, false
	}
	// A key of an instant has the day that it is in UTC.
	for _, slot := range t.cadence.Between(s.Date.AddDays(-1), s.Date.AddDays(2), t.calendar) {
		if o := t.cadence.Due(slot, t.calendar, t.zone); !o.LeftOut && t.Key(o) == key {
			return o, true
		}
	}
	return Occurrence{}, false
}
