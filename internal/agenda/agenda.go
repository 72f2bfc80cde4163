// Package agenda lists, in plain words, the coming turns of a YAML's reports.
package agenda

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/schedule"
	"bilan/internal/timetable"
)

// maxYears is the number of years from now within which turns are listed.
const maxYears = 5

// Agenda lists the turns that are due after the instant given to New.
type Agenda struct {
	Known timetable.Coming        // what the state knows about the turns; may be zero
	Open  func(alert string) bool // reports whether an alert is open; nil if unknown
	*timetable.Timetable
	cfg   *config.Config
	zone  *time.Location
	words *locale.Locale
	now   time.Time
}

// New returns the agenda of the reports in a YAML, with the turns that are due after now.
func New(cfg *config.Config, now time.Time) (*Agenda, error) {
	words, err := locale.For("en-GB")
	return &Agenda{Timetable: timetable.New(cfg), cfg: cfg, zone: cfg.Timezone.Location(), words: words, now: now}, err
}

// Turn is one due time of one report.
type Turn struct {
	report string
	schedule.Occurrence
	shows       period.Period
	period, key string
	whyNot      string    // why the daemon will not make the turn; "" if it will
	notes       []string  // remarks for the person who reads the list
	lastMail    time.Time // when the turn's last mail leaves; zero if no mail has to wait
}

// Until returns the end of a day such as 2026-12-31 in the company's zone; the zero time for "".
func (a *Agenda) Until(day string) (time.Time, error) {
	if day == "" {
		return time.Time{}, nil
	}
	d, err := period.ParseDate(day)
	if err != nil {
		return time.Time{}, err
	}
	until := d.AddDays(1).In(a.zone)
	if until.Before(a.now) || until.After(a.now.AddDate(maxYears, 0, 0)) {
		return time.Time{}, fmt.Errorf("%s is not within the next %d years", day, maxYears)
	}
	return until, nil
}

// List returns the turns of the named reports, earliest first. For each report, it has count turns; or, if until is not
// zero, all turns before until.
func (a *Agenda) List(names []string, count int, until time.Time) (list []Turn) {
	for _, name := range names {
		list = append(list, a.turnsOf(name, count, until)...)
	}
	slices.SortStableFunc(list, func(a, b Turn) int { return a.Due.Compare(b.Due) })
	var busy time.Time // the due time of the first turn whose mails are still being sent
	mails := 0         // the number of mails since busy
	for i, t := range list {
		n := a.mailCount(t.report)
		if t.whyNot != "" || n == 0 {
			continue
		}
		if last, _ := a.Known.LastMail(mails, busy); mails == 0 || t.Due.Sub(last) >= time.Minute {
			busy, mails = t.Due, 0
		}
		mails += n
		if last, _ := a.Known.LastMail(mails, busy); last.Sub(t.Due) >= time.Minute {
			list[i].lastMail = last
		}
	}
	return list
}

func (a *Agenda) turnsOf(name string, count int, until time.Time) (list []Turn) {
	list = a.keptTurns(name)
	for n, after := 0, a.now; n < count || !until.IsZero(); n++ {
		o, ok := a.Next(name, after)
		if !ok || !until.IsZero() && !o.Due.Before(until) || o.Due.After(a.now.AddDate(maxYears, 0, 0)) {
			break
		}
		t := Turn{report: name, Occurrence: o, key: a.Key(name, o)}
		t.shows, t.period = a.FirstPeriod(name, o)
		t.whyNot, t.notes = a.Known.NotMadeReason(name, t.key), a.notes(name, o)
		if same := a.Known.SameWork(name, a.Tables[name], o); same != "" && t.whyNot == "" {
			t.whyNot = "left out: it is the same as " + same
		}
		list, after = append(list, t), o.Due
	}
	slices.SortStableFunc(list, func(a, b Turn) int { return a.Due.Compare(b.Due) })
	if until.IsZero() {
		return list[:min(count, len(list))]
	}
	return slices.DeleteFunc(list, func(t Turn) bool { return !t.Due.Before(until) })
}

// keptTurns lists the turns that keep their old due time although the schedule was edited.
func (a *Agenda) keptTurns(name string) (list []Turn) {
	for _, s := range a.Known.KeptTurns(name) {
		day, err := period.ParseDate(s.Day)
		if err != nil || !a.Scheduled(name) {
			continue
		}
		o := schedule.Occurrence{Slot: schedule.SlotOn(day), Due: s.Due.In(a.Tables[name].Zone())}
		t := Turn{report: name, Occurrence: o, key: s.Key.Slot, whyNot: a.Known.NotMadeReason(name, s.Key.Slot)}
		t.shows, t.period = a.FirstPeriod(name, o)
		t.notes = append([]string{"by the schedule before it was edited"}, a.notes(name, o)...)
		list = append(list, t)
	}
	return list
}

// WhyEmpty explains why the list is empty. only is the requested report, if any; until is the last day of the list, ""
// for none.
func (a *Agenda) WhyEmpty(only []string, until string) string {
	if len(only) == 0 {
		return a.whyNoneDue(until)
	}
	name := only[0]
	last, ended := a.Last(name, a.now)
	switch {
	case !a.Scheduled(name):
		return fmt.Sprintf("%s is sent by hand only: it has no schedule (add send: to the report)", name)
	case ended:
		return fmt.Sprintf("%s has ended: its last turn was due on %s (ends: %s)", name, a.dayText(last.Due), a.cfg.Reports[name].Ends)
	case until != "":
		return fmt.Sprintf("%s is not due until %s", name, until)
	}
	return fmt.Sprintf("%s is not due within the next %d years", name, maxYears)
}

func (a *Agenda) whyNoneDue(until string) string {
	switch {
	case len(a.Tables) == 0:
		return "no report is due (add send: to a report)"
	case until != "":
		return "no report is due until " + until
	}
	return "no report is due any more (the day in ends: has passed for each)"
}

// Print writes a turn for people. With explain it adds the turn's period and the reasons why its day was moved.
func (a *Agenda) Print(w io.Writer, t Turn, explain bool) {
	due := t.Due // in the zone of the report
	fmt.Fprintf(w, "%-24s %s %s at %s", t.report, a.words.Weekday(due), a.words.Date(due), due.Format("15:04 MST"))
	if said := t.remark(); said != "" {
		fmt.Fprintf(w, " (%s)", said)
	}
	if !t.lastMail.IsZero() {
		fmt.Fprintf(w, ", last mail at %s", timetable.InstantText(a.words, due, t.lastMail.In(due.Location())))
	}
	fmt.Fprintln(w)
	if !explain {
		return
	}
	fmt.Fprintf(w, "%-24s shows %s (%s), slot %s\n", "", t.period, a.words.Range(t.shows.Start.Time(), t.shows.End.AddDays(-1).Time()), t.key)
	for _, reason := range t.Reasons {
		fmt.Fprintf(w, "%-24s %s\n", "", strings.TrimSpace(reason))
	}
}
