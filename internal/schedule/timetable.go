package schedule

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"bilan/internal/period"
)

// Timetable is everything that determines when a report is due and which days it then shows: its rule, zone, calendar
// and first period. The turns planned by it are stored with its text, so that it can be used after the YAML has
// changed. It is immutable and safe for concurrent use.
type Timetable struct {
	cadence  *Cadence
	zone     *time.Location
	calendar *period.Calendar
	first    period.Phrase
}

// timetableJSON is the form of a timetable in JSON. Ledgers of earlier versions contain these keys.
type timetableJSON struct {
	Spec     Spec           `json:"send"`
	Zone     string         `json:"zone"`
	Calendar period.Options `json:"calendar"`
	First    string         `json:"first"`
}

// NewTimetable returns a timetable of a rule, a zone of the tz database, the company's calendar and a report's first
// period.
func NewTimetable(c *Cadence, zone *time.Location, days *period.Calendar, first period.Phrase) *Timetable {
	return &Timetable{c, zone, days, first}
}

// ParseTimetable parses the output of Text.
func ParseTimetable(text string) (*Timetable, error) {
	var w timetableJSON
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return nil, fmt.Errorf("read a timetable: %w", err)
	}
	t, err := w.parse()
	if err != nil {
		return nil, fmt.Errorf("read a timetable: %w", err)
	}
	return t, nil
}

func (w timetableJSON) parse() (*Timetable, error) {
	days, err := period.NewCalendar(w.Calendar)
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	zone, err := time.LoadLocation(w.Zone)
	if err != nil {
		return nil, fmt.Errorf("timezone: %w", err)
	}
	c, err := Parse(w.Spec)
	if err != nil {
		return nil, fmt.Errorf("send: %w", err)
	}
	first, err := period.ParsePhrase(w.First)
	if err != nil {
		return nil, fmt.Errorf("periods: %w", err)
	}
	return NewTimetable(c, zone, days, first), nil
}

// Text returns the timetable as JSON. Timetables with the same text have the same turns.
func (t *Timetable) Text() string {
	text, err := json.Marshal(timetableJSON{t.cadence.spec, t.zone.String(), t.calendar.Options(), t.first.String()})
	if err != nil {
		panic(err) // cannot happen: words holds only texts and dates
	}
	return string(text)
}

// Hash returns a hash of Text, as 16 hexadecimal digits.
func (t *Timetable) Hash() string {
	sum := sha256.Sum256([]byte(t.Text()))
	return hex.EncodeToString(sum[:8])
}

// String describes the rule in English.
func (t *Timetable) String() string { return t.cadence.String() }

// Zone returns the zone in which the timetable's days begin.
func (t *Timetable) Zone() *time.Location { return t.zone }

// DueBetween returns the occurrences due in (after, until], earliest first.
func (t *Timetable) DueBetween(after, until time.Time) []Occurrence {
	return slices.DeleteFunc(t.cadence.DueBetween(after, until, t.calendar, t.zone), t.isOver)
}

// isOver reports whether a turn would be sent after the last day of the timetable.
func (t *Timetable) isOver(o Occurrence) bool { return !t.ends().IsZero() && o.On.After(t.ends()) }

// ends returns the last day on which a turn is sent; zero if there is none.
func (t *Timetable) ends() period.Date { return t.cadence.spec.Ends }

// NextDue returns the first occurrence due after an instant; false if there is none.
func (t *Timetable) NextDue(after time.Time) (Occurrence, bool) {
	o, ok := t.cadence.NextDue(after, t.calendar, t.zone)
	if !ok || t.isOver(o) {
		return Occurrence{}, false
	}
	return o, true
}

// Last returns the last turn of a timetable with an end; false if there is no end, or no turn after the given instant.
func (t *Timetable) Last(after time.Time) (Occurrence, bool) {
	if t.ends().IsZero() {
		return Occurrence{}, false
	}
	list := t.DueBetween(after, t.ends().AddDays(1).In(t.zone))
	if len(list) == 0 {
		return Occurrence{}, false
	}
	return list[len(list)-1], true
}

// FirstPeriod returns the first period that a turn reports.
func (t *Timetable) FirstPeriod(o Occurrence) period.Period {
	return t.cadence.Resolve(t.first.Relative, o.Slot, t.calendar)
}

// Find returns the turn with a key; false if the timetable has no such turn.
func (t *Timetable) Find(key string) (Occurrence, bool) {
	s, err := ParseSlot(key)
	if err != nil {
		return Occurrence{}, false
	}
	// The day in the key of an instant is in UTC, and may be a day off in the zone.
	for _, slot := range t.cadence.Between(s.Date.AddDays(-1), s.Date.AddDays(2), t.calendar) {
		if o := t.cadence.Due(slot, t.calendar, t.zone); !o.LeftOut && !t.isOver(o) && t.Key(o) == key {
			return o, true
		}
	}
	return Occurrence{}, false
}
