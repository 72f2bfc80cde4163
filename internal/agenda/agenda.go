// Package agenda says which turns of a YAML's reports are to come, in plain words.
package agenda

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/letter"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/schedule"
	"bilan/internal/timetable"
)

// mostYears is how far ahead turns are told.
const mostYears = 5

// Agenda finds what is due after an instant.
type Agenda struct {
	Known timetable.Coming // what the state says of it; the zero value says nothing

	*timetable.Timetable
	cfg   *config.Config
	zone  *time.Location
	words *locale.Locale
	now   time.Time
}

// New reads the schedules of a YAML.
func New(cfg *config.Config, now time.Time) (*Agenda, error) {
	a := &Agenda{cfg: cfg, now: now}
	var err error
	if a.Timetable, err = timetable.New(cfg); err != nil {
		return nil, err
	}
	if a.zone, err = time.LoadLocation(cfg.Timezone); err != nil {
		return nil, err
	}
	a.words, err = locale.For("en-GB")
	return a, err
}

// Turn is one due time of one report.
type Turn struct {
	report string
	schedule.Occurrence
	period, key string
	not         string    // why the daemon will not make it, "" when it will
	last        time.Time // when its last mail is out; zero where nothing holds it back
}

// Until is the end of a day such as 2026-12-31 in the company's zone; zero for "".
func (a *Agenda) Until(day string) (time.Time, error) {
	if day == "" {
		return time.Time{}, nil
	}
	d, err := period.ParseDate(day)
	if err != nil {
		return time.Time{}, err
	}
	until := d.AddDays(1).In(a.zone)
	if until.Before(a.now) || until.After(a.now.AddDate(mostYears, 0, 0)) {
		return time.Time{}, fmt.Errorf("%s is not within the next %d years", day, mostYears)
	}
	return until, nil
}

// List gives what is due of some reports, the earliest first: count turns of each, or all until an instant that is not zero.
func (a *Agenda) List(names []string, count int, until time.Time) (list []Turn) {
	for _, name := range names {
		list = append(list, a.of(name, count, until)...)
	}
	slices.SortStableFunc(list, func(a, b Turn) int { return a.Due.Compare(b.Due) })
	var free time.Time // when the mails of the reports before are out
	for i, t := range list {
		start := t.Due
		if free.After(start) {
			start = free
		}
		last, waits := a.Known.LastMail(len(letter.Readers(a.cfg.Reports[t.report])), start)
		if t.not == "" && waits {
			list[i].last, free = last, last
		}
	}
	return list
}

func (a *Agenda) of(name string, count int, until time.Time) (list []Turn) {
	for after := a.now; until.IsZero() && len(list) < count || !until.IsZero(); {
		o, ok := a.Next(name, after)
		if !ok || !until.IsZero() && !o.Due.Before(until) || o.Due.After(a.now.AddDate(mostYears, 0, 0)) {
			break
		}
		key := a.Key(name, o)
		list = append(list, Turn{report: name, Occurrence: o, period: a.Shows(name, o), key: key, not: a.Known.Words(name, key)})
		after = o.Due
	}
	return list
}

// Nothing says why no report is due: of the one that was asked for, if any, until a day if one is named.
func (a *Agenda) Nothing(only []string, until string) string {
	switch {
	case len(only) > 0 && !a.Scheduled(only[0]):
		return fmt.Sprintf("%s is sent by hand only (a schedule is written as send:)", only[0])
	case until != "":
		return "no report is due until " + until
	}
	return "no report is due (a report needs send:)"
}

// Print writes a turn for people; with explain also what it shows, and the reason of every shift.
func (a *Agenda) Print(w io.Writer, t Turn, explain bool) {
	due := t.Due // in the report's own zone
	fmt.Fprintf(w, "%-24s %s %s at %s", t.report, a.words.Weekday(due), a.words.Date(due), due.Format("15:04 MST"))
	if t.not != "" {
		fmt.Fprintf(w, " (%s)", t.not)
	}
	if !t.last.IsZero() {
		fmt.Fprintf(w, ", last mail out %s", timetable.LastWords(a.words, due, t.last.In(due.Location())))
	}
	fmt.Fprintln(w)
	if !explain {
		return
	}
	fmt.Fprintf(w, "%-24s shows %s, slot %s\n", "", t.period, t.key)
	for _, reason := range t.Reasons {
		fmt.Fprintf(w, "%-24s %s\n", "", strings.TrimSpace(reason))
	}
}
