package daemon

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/testdb"
	"bilan/internal/timetable"
)

// edited is a YAML with one report: its send, its first period, and other settings that affect when it is sent.
type edited struct {
	send, periods, zone, days, name, more string
	held                                  time.Time // the data is missing until then
}

func (e edited) text() string {
	or := func(s, other string) string {
		if s == "" {
			return other
		}
		return s
	}
	text := fmt.Sprintf(head, or(e.zone, "Europe/Paris"), "  folder: out\n", fmt.Sprintf("  %s:\n    title: R\n    periods: [%s]\n    send: {%s}\n    missed: all\n    grace: 10 days\n"+
		"    to: [boss@shop.example]\n%s    sections: [scorecard: [revenue]]\n", or(e.name, "r"), or(e.periods, "last week"), e.send, e.more))
	if e.days == "" {
		return text
	}
	return strings.Replace(text, "calendar: {holidays: FR}", "calendar: {holidays: FR, add_holidays: ["+e.days+"]}", 1)
}

// at returns an instant in November 2026, in Paris.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour-1, minute, 0, 0, time.UTC)
}

// sequence is an edit of a file that once lost, repeated or hastened turns. want lists the turns that must be made
// until the end, by slot, and by due time in Paris.
type sequence struct {
	name             string
	start, edit, end time.Time
	before, after    edited
	want             []string
}

var sequences = []sequence{
	{"a holiday of next year is added after today's turn", at(16, 7, 0), at(16, 10, 0), at(17, 12, 0),
		edited{send: `every: day, at: "08:00"`, periods: "yesterday"},
		edited{send: `every: day, at: "08:00"`, periods: "yesterday", days: "2027-12-24"},
		[]string{"2026-11-16 at 16 08:00", "2026-11-17 at 17 08:00"}},
	{"the minute of an hourly cron", at(16, 20, 30), at(16, 23, 30), at(17, 2, 0),
		edited{send: `cron: "0 * * * *"`}, edited{send: `cron: "5 * * * *"`},
		[]string{"2026-11-16T20:00Z at 16 21:00", "2026-11-16T21:00Z at 16 22:00", "2026-11-16T22:00Z at 16 23:00",
			"2026-11-16T23:05Z at 17 00:05", "2026-11-17T00:05Z at 17 01:05"}},
	{"weekly becomes daily in the afternoon", at(16, 7, 0), at(18, 16, 52), at(20, 12, 0),
		edited{send: `every: week, at: "08:00"`}, edited{send: `every: day, at: "08:00"`},
		[]string{"2026-11-16 at 16 08:00", "2026-11-19 at 19 08:00", "2026-11-20 at 20 08:00"}},
	{"every day as cron", at(16, 7, 0), at(16, 8, 30), at(17, 12, 0),
		edited{send: `every: day, at: "09:00"`}, edited{send: `cron: "0 9 * * *"`},
		[]string{"2026-11-16 at 16 09:00", "2026-11-17 at 17 09:00"}},
	{"every day as cron on the same day", at(16, 7, 0), at(16, 9, 30), at(17, 12, 0),
		edited{send: `every: day, at: "09:00"`}, edited{send: `cron: "0 10 * * *"`},
		[]string{"2026-11-16 at 16 09:00", "2026-11-17 at 17 10:00"}},
	{"a day off of the past moves business day 3", at(2, 7, 0), at(4, 10, 0), at(6, 12, 0),
		edited{send: `every: month, day: business day 3, at: "08:00"`, periods: "last month"},
		edited{send: `every: month, day: business day 3, at: "08:00"`, periods: "last month", days: "2026-11-03"},
		[]string{"2026-11-04 at 04 08:00"}},
	{"the same of the month to date", at(2, 7, 0), at(4, 10, 0), at(6, 12, 0),
		edited{send: `every: month, day: business day 3, at: "08:00"`, periods: "month to date"},
		edited{send: `every: month, day: business day 3, at: "08:00"`, periods: "month to date", days: "2026-11-03"},
		[]string{"2026-11-04 at 04 08:00"}},
	{"an hourly cron goes west", at(16, 20, 30), at(16, 22, 30), at(17, 1, 30),
		edited{send: `cron: "0 * * * *"`}, edited{send: `cron: "0 * * * *"`, zone: "America/New_York"},
		[]string{"2026-11-16T20:00Z at 16 21:00", "2026-11-16T21:00Z at 16 22:00", "2026-11-16T22:00Z at 16 23:00",
			"2026-11-16T23:00Z at 17 00:00", "2026-11-17T00:00Z at 17 01:00"}},
	{"an hourly cron goes east", at(16, 20, 30), at(16, 22, 30), at(17, 1, 30),
		edited{send: `cron: "0 * * * *"`}, edited{send: `cron: "0 * * * *"`, zone: "Asia/Tokyo"},
		[]string{"2026-11-16T20:00Z at 16 21:00", "2026-11-16T21:00Z at 16 22:00", "2026-11-16T22:00Z at 16 23:00",
			"2026-11-16T23:00Z at 17 00:00", "2026-11-17T00:00Z at 17 01:00"}},
	{"a daily report goes east past its hour", at(16, 7, 0), at(16, 7, 30), at(17, 12, 0),
		edited{send: `every: day, at: "08:00"`, periods: "yesterday"}, edited{send: `every: day, at: "08:00"`, periods: "yesterday", zone: "Asia/Tokyo"},
		[]string{"2026-11-16 at 16 08:00", "2026-11-17 at 17 00:00"}},
	{"day 5 becomes day 3 on the 4th", at(2, 7, 0), at(4, 10, 0), at(6, 12, 0),
		edited{send: `every: month, day: 5, at: "08:00"`, periods: "last month"}, edited{send: `every: month, day: 3, at: "08:00"`, periods: "last month"},
		[]string{"2026-11-05 at 05 08:00"}},
	{"tomorrow becomes a day off, and the report is moved before it", at(16, 7, 0), at(16, 10, 0), at(18, 12, 0),
		edited{send: `every: week, day: tuesday, at: "08:00", if_holiday: previous`},
		edited{send: `every: week, day: tuesday, at: "08:00", if_holiday: previous`, days: "2026-11-17"},
		[]string{"2026-11-17 at 17 08:00"}},
	{"Monday's report becomes Friday's on Wednesday", at(16, 7, 0), at(18, 10, 0), at(27, 12, 0),
		edited{send: `every: week, day: monday, at: "08:00"`}, edited{send: `every: week, day: friday, at: "08:00"`},
		[]string{"2026-11-16 at 16 08:00", "2026-11-27 at 27 08:00"}},
	{"Friday's report becomes Monday's on Wednesday", at(12, 7, 0), at(18, 10, 0), at(24, 12, 0),
		edited{send: `every: week, day: friday, at: "08:00"`}, edited{send: `every: week, day: monday, at: "08:00"`},
		[]string{"2026-11-13 at 13 08:00", "2026-11-20 at 20 08:00", "2026-11-23 at 23 08:00"}},
	{"Tuesday's report becomes Monday's a minute before", at(16, 7, 0), at(16, 7, 59), at(17, 12, 0),
		edited{send: `every: week, day: tuesday, at: "08:00"`}, edited{send: `every: week, day: monday, at: "08:00"`},
		[]string{"2026-11-16 at 16 08:00"}},
	{"a report is renamed after it was made", at(16, 7, 0), at(16, 10, 0), at(17, 12, 0),
		edited{send: `every: week, at: "08:00"`}, edited{send: `every: week, at: "11:00"`, name: "new", more: "    renamed_from: r\n"},
		[]string{"2026-11-16 at 16 08:00"}},
	{"a report is renamed before it is made", at(16, 7, 0), at(16, 7, 30), at(17, 12, 0),
		edited{send: `every: week, at: "08:00"`}, edited{send: `every: week, at: "08:00"`, name: "new", more: "    renamed_from: r\n"},
		[]string{"2026-11-16 at 16 08:00"}},
	{"a report is renamed while it is held", at(16, 7, 0), at(16, 9, 10), at(17, 12, 0),
		edited{send: `every: week, at: "08:00"`, held: at(16, 10, 0)}, edited{send: `every: week, at: "08:00"`, name: "new", more: "    renamed_from: r\n"},
		[]string{"2026-11-16 at 16 08:00"}},
	{"a report is renamed while it is due", at(16, 7, 0), at(16, 8, 0), at(17, 12, 0),
		edited{send: `every: week, at: "08:00"`, held: at(16, 8, 1)}, edited{send: `every: week, at: "08:00"`, name: "new", more: "    renamed_from: r\n"},
		[]string{"2026-11-16 at 16 08:00"}},
}

// play plays a sequence. If stopped, the file is edited while no daemon runs.
func (s sequence) play(t *testing.T, o ledger.Options, replicas int, stopped bool) {
	b := &bench{t: t, dir: t.TempDir(), at: s.start, maker: &fakeMaker{}, sender: &office{copies: map[string]int{}, tries: map[string]int{}}}
	b.maker.with = func(maker.Task) *maker.Product {
		if b.now().Before(s.before.held) {
			return &maker.Product{Unusable: "last night's rows are missing"}
		}
		return nil
	}
	b.writeText(s.before.text())
	b.open(o)
	b.join(o, replicas-1)
	b.liveUntil(s.edit)
	b.writeText(s.after.text())
	if stopped {
		b.restart()
	} else {
		b.looks()
	}
	b.liveUntil(s.end)
	if diff := cmp.Diff(s.want, b.produced(s.before.held.IsZero())); diff != "" {
		t.Error(diff)
	}
	mails := 0
	for id, n := range b.sender.(*office).copies {
		if strings.HasPrefix(id, "boss@") {
			mails++
		}
		if n != 1 {
			t.Errorf("%d copies of %s", n, id)
		}
	}
	if mails != len(s.want) {
		t.Errorf("%d mails", mails)
	}
}

func TestEdits(t *testing.T) {
	for _, place := range []string{"sqlite", "three replicas"} {
		for _, how := range []string{"running", "stopped"} {
			t.Run(place+", "+how, func(t *testing.T) {
				for _, s := range sequences {
					t.Run(s.name, func(t *testing.T) {
						if place == "sqlite" {
							s.play(t, ledger.Options{SQLite: filepath.Join(t.TempDir(), "state.db")}, 1, how == "stopped")
							return
						}
						s.play(t, ledger.Options{Postgres: testdb.Postgres(t)}, 3, how == "stopped")
					})
				}
			})
		}
	}
}

// An edit leaves a planned turn out. If the edit is undone before the turn is due, the turn is made.
func TestEditIsTakenBack(t *testing.T) {
	monday, tuesday := edited{send: `every: week, day: monday, at: "08:00"`}, edited{send: `every: week, day: tuesday, at: "08:00"`, periods: "last month"}
	b := &bench{t: t, dir: t.TempDir(), at: at(16, 7, 0), maker: &fakeMaker{}, sender: &office{copies: map[string]int{}, tries: map[string]int{}}}
	b.writeText(monday.text())
	b.open(ledger.Options{SQLite: filepath.Join(t.TempDir(), "state.db")})
	b.liveUntil(at(16, 8, 0).Add(-30 * time.Second)) // so that the turn is planned
	b.writeText(tuesday.text())
	b.looks()
	if s := b.slot("r", "2026-11-16"); s.State != ledger.Skipped || s.Edited != ledger.ByEdit {
		t.Errorf("%s, edited %d", s.State, s.Edited)
	}
	b.set(at(16, 8, 0).Add(-20 * time.Second))
	b.writeText(monday.text())
	b.looks()
	b.liveUntil(at(17, 12, 0))
	if diff := cmp.Diff([]string{"2026-11-16 at 16 08:00"}, b.produced(true)); diff != "" {
		t.Error(diff)
	}
}

// liveUntil lets time pass in steps of half an hour, and does everything that is due.
func (b *bench) liveUntil(end time.Time) {
	b.t.Helper()
	for ; b.now().Before(end); b.set(timetable.EarlierOf(b.now().Add(30*time.Minute), end)) {
		b.step()
	}
	b.step()
}

// restart replaces each daemon with a new one on the same ledger.
func (b *bench) restart() {
	b.t.Helper()
	another := func(d *Daemon) *Daemon {
		next := b.daemon(d.Ledger)
		check(b.t, next.Start())
		return next
	}
	b.Daemon = another(b.Daemon)
	for i, d := range b.others {
		b.others[i] = another(d)
	}
}

// produced lists the turns that were made, oldest first, with their due time in Paris. If punctual, it fails for a turn
// that was made more than 30 minutes late.
func (b *bench) produced(punctual bool) (list []string) {
	b.t.Helper()
	slots, err := b.Ledger.Slots(b.t.Context(), ledger.Filter{})
	check(b.t, err)
	paris, err := time.LoadLocation("Europe/Paris")
	check(b.t, err)
	for _, s := range slots {
		switch {
		case s.State == ledger.Produced:
			list = append(list, s.Key.Slot+" at "+s.Due.In(paris).Format("02 15:04"))
			if late := s.Made.Sub(s.Due); punctual && late > 30*time.Minute {
				b.t.Errorf("%s is late by %s", s.Key, late)
			}
		case s.State != ledger.Skipped:
			b.t.Errorf("%s is %s: %s", s.Key, s.State, s.Reason)
		}
	}
	slices.Reverse(list)
	return list
}
