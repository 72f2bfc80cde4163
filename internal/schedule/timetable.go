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

// Timetable is everything that determines when a report is due and which days it then shows: its rule, its zone, the
// calendar and the first of its periods. It is stored as text with the turns planned by it, so that it can be used
// after the YAML has changed. It is immutable and safe for concurrent use.
type Timetable struct {
	cadence  *Cadence
	zone     *time.Location
	calendar *period.Calendar
	first    period.Phrase
}

// words are a timetable as text. Ledgers of earlier versions contain these names.
type words struct {
	Spec     Spec           `json:"send"`
	Zone     string         `json:"zone"`
	Calendar period.Options `json:"calendar"`
	First    string         `json:"first"`
}

// NewTimetable puts together a rule, a zone of the tz database, the company's calendar and the first of a report's periods.
func NewTimetable(c *Cadence, zone *time.Location, days *period.Calendar, first period.Phrase) *Timetable {
	return &Timetable{c, zone, days, first}
}

// ParseTimetable reads Text.
func ParseTimetable(text string) (*Timetable, error) {
	var w words
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return nil, fmt.Errorf("read a timetable: %w", err)
	}
	t, err := w.read()
	if err != nil {
		return nil, fmt.Errorf("read a timetable: %w", err)
	}
	return t, nil
}

func (w words) read() (*Timetable, error) {
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

// Text is the timetable as JSON. Timetables of the same text have the same turns.
func (t *Timetable) Text() string {
	text, err := json.Marshal(words{t.cadence.spec, t.zone.String(), t.calendar.Options(), t.first.String()})
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

// DueBetween lists the occurrences due in (after, until], earliest first.
func (t *Timetable) DueBetween(after, until time.Time) []Occurrence {
	return slices.DeleteFunc(t.cadence.DueBetween(after, until, t.calendar, t.zone), t.over)
}

// over reports whether a turn would be sent after the last day.
func (t *Timetable) over(o Occurrence) bool { return !t.ends().IsZero() && o.On.After(t.ends()) }

// ends is the last day on which a turn is sent; zero for none.
func (t *Timetable) ends() period.Date { return t.cadence.spec.Ends }

// NextDue is the first occurrence due after an instant; false if there is none.
func (t *Timetable) NextDue(after time.Time) (Occurrence, bool) {
	o, ok := t.cadence.NextDue(after, t.calendar, t.zone)
	if !ok || t.over(o) {
		return Occurrence{}, false
	}
	return o, true
}

// Last is the last turn that is sent; false for a timetable without an end, and for one that has ended by an instant.
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

// Shows is a turn's first period.
func (t *Timetable) Shows(o Occurrence) period.Period {
	return t.cadence.Resolve(t.first.Relative, o.Slot, t.calendar)
}

// Find is the turn of a key, as Work has it; false when the timetable has no such turn.
func (t *Timetable) Find(key string) (Occurrence, bool) {
	s, err := ParseSlot(key)
	if err != nil {
		return Occurrence{}, false
	}
	// A key of an instant has the day that it is in UTC.
	for _, slot := range t.cadence.Between(s.Date.AddDays(-1), s.Date.AddDays(2), t.calendar) {
		if o := t.cadence.Due(slot, t.calendar, t.zone); !o.LeftOut && !t.over(o) && t.Key(o) == key {
			return o, true
		}
	}
	return Occurrence{}, false
}
