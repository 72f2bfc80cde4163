package daemon

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"bilan/internal/clock"
	"bilan/internal/ledger"
)

// A year is simulated with random edits of rule, hour, zone, holidays, names and recipients, with restarts of process
// and machine, times off, and clocks that jump. Each turn that is due by the rule of the time is made for the
// recipients of the time, and nothing else is sent.
func TestYearOfEdits(t *testing.T) {
	seeds, days := 4, 365
	if testing.Short() {
		seeds, days = 2, 45
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			y := newYear(t, uint64(seed))
			y.live(days)
			y.judge()
		})
	}
}

// year is a simulated year of a file with a few reports. Its models say what must become of them.
type year struct {
	*bench
	random *rand.Rand
	models []*model
	names  [][]string // the names of each report, the present one last
	off    []string
	jumped time.Duration // how much the machine's clock is wrong
	boot   int           // number of starts of the machine
	booted time.Time
	count  map[string]int // number of events by kind
}

const yearReports = 4

func newYear(t *testing.T, seed uint64) *year {
	y := &year{random: rand.New(rand.NewPCG(seed, 11)), off: []string{"2026-12-25"}, count: map[string]int{}}
	y.bench = &bench{t: t, dir: t.TempDir(), at: time.Date(2026, 11, 2, 3, 17, 0, 0, time.UTC), maker: &fakeMaker{}, sender: &office{copies: map[string]int{}, tries: map[string]int{}}}
	y.booted = y.now().Add(-time.Hour)
	y.guard = clock.New(y.reading)
	for i := range yearReports {
		y.models = append(y.models, &model{plan: y.plan(), since: y.now(), to: "boss@shop.example"})
		y.names = append(y.names, []string{fmt.Sprintf("r%d", i)})
	}
	y.writeText(y.text())
	y.open(ledger.Options{SQLite: filepath.Join(y.dir, "state.db")})
	check(t, y.resumeClock(t.Context()))
	y.step()
	return y
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

func (y *year) plan() plan {
	r := y.random
	p := plan{kind: pick(r, "daily", "cron", "weekly", "weekly", "monthly", "monthly", "business", "twice"), hour: 5 + r.IntN(12), off: slices.Clone(y.off),
		policy: pick(r, "send", "next", "previous"), zone: pick(r, "Europe/Paris", "America/New_York", "Asia/Tokyo")}
	switch p.kind {
	case "weekly":
		p.n = 1 + r.IntN(5)
	case "monthly":
		p.n = 1 + r.IntN(28)
	case "business":
		p.n = 1 + r.IntN(12)
	}
	return p
}

func (y *year) text() string {
	text := ""
	for i, m := range y.models {
		names := y.names[i]
		_, phrase := m.plan.unit()
		text += fmt.Sprintf("  %s:\n    title: R\n    timezone: %s\n    periods: [%s]\n    send: {%s}\n    missed: all\n    grace: 20 days\n    to: [%s]\n",
			names[len(names)-1], m.plan.zone, phrase, m.plan.send(), m.to)
		if len(names) > 1 {
			text += "    renamed_from: [" + strings.Join(names[:len(names)-1], ", ") + "]\n"
		}
		text += "    sections: [scorecard: [revenue]]\n"
	}
	text = fmt.Sprintf(head, "Europe/Paris", "  folder: out\n", text)
	return strings.Replace(text, "calendar: {holidays: FR}", "calendar: {add_holidays: ["+strings.Join(y.off, ", ")+"]}", 1)
}

// reading returns the machine's clock and its uptime.
func (y *year) reading() clock.Reading {
	return clock.Reading{Wall: y.now().Add(y.jumped), Uptime: y.now().Sub(y.booted), Boot: fmt.Sprint(y.boot)}
}

// live lets days pass. Every few days it edits the file; sometimes the daemon is stopped for up to three days.
func (y *year) live(days int) {
	for end := y.now().AddDate(0, 0, days); y.now().Before(end); {
		wait := time.Duration(6+y.random.IntN(24*5))*time.Hour + time.Duration(y.random.IntN(50))*time.Minute
		at := y.now().Add(wait)
		at = at.Truncate(time.Hour).Add(time.Duration(5+at.Minute()%40) * time.Minute)
		stopped := y.random.IntN(3) == 0
		alive := at
		if stopped {
			alive = at.Add(-time.Duration(1+y.random.IntN(70)) * time.Hour)
			if alive.Before(y.now()) {
				alive = y.now()
			}
		}
		y.through(alive)
		for _, m := range y.models {
			m.pass(alive)
		}
		y.set(at)
		if !stopped && y.random.IntN(3) == 0 {
			y.jump()
		}
		y.change(y.now())
		if stopped {
			y.returns()
		} else {
			y.looks()
		}
		y.step()
		y.clockIsRight()
	}
	for _, m := range y.models {
		m.pass(y.now())
	}
}

// jump sets the clock wrong for a minute, which is too short for it to be confirmed.
func (y *year) jump() {
	y.count["jump"]++
	y.jumped = pick(y.random, 366*24*time.Hour, 40*24*time.Hour, 2*time.Hour, -2*time.Hour, -40*24*time.Hour)
	y.step()
	y.set(y.now().Add(time.Minute))
	y.step()
}

// clockIsRight sets the clock right, and lets time pass until it is confirmed.
func (y *year) clockIsRight() {
	y.set(y.now().Add(time.Minute))
	y.step()
	y.jumped = 0
	for range 7 {
		y.set(y.now().Add(time.Minute))
		y.step()
	}
	if !y.guard.Confirmed() {
		y.t.Fatal("the clock is not confirmed")
	}
}

// returns starts a new daemon, in half of the cases on a restarted machine. Its clock may be wrong at first.
func (y *year) returns() {
	y.count["stop"]++
	if y.random.IntN(2) == 0 {
		y.count["boot"]++
		y.boot++
		y.booted = y.now().Add(-time.Minute)
	}
	if y.random.IntN(3) == 0 {
		y.count["wrong at start"]++
		y.jumped = pick(y.random, 366*24*time.Hour, 40*24*time.Hour, -40*24*time.Hour)
	}
	y.guard = clock.New(y.reading)
	y.restart()
	check(y.t, y.resumeClock(y.t.Context()))
}

// through lets time pass until an instant, and steps the daemon whenever a turn is due.
func (y *year) through(end time.Time) {
	var dues []time.Time
	for _, m := range y.models {
		for _, j := range slices.Concat(m.plan.between(y.now(), end), m.waiting) {
			dues = append(dues, j.due)
		}
	}
	for at := y.now(); at.Before(end); at = at.Add(12 * time.Hour) {
		dues = append(dues, at)
	}
	slices.SortFunc(dues, time.Time.Compare)
	for _, due := range dues {
		if due.After(y.now()) && due.Before(end) {
			y.set(due)
			y.step()
		}
	}
}

// change makes a random edit of one report, or of the holidays that all reports have.
func (y *year) change(at time.Time) {
	next := make([]plan, len(y.models))
	for i, m := range y.models {
		next[i] = m.plan
	}
	i := y.random.IntN(len(next))
	p := &next[i]
	y.count["edit"]++
	switch y.random.IntN(7) {
	case 0:
		*p = y.plan()
	case 1:
		p.hour = 5 + y.random.IntN(12)
	case 2:
		p.zone = pick(y.random, "Europe/Paris", "America/New_York", "Asia/Tokyo")
	case 3:
		y.names[i] = append(y.names[i], fmt.Sprintf("r%d-edit%d", i, len(y.names[i])))
	case 4:
		day := at.AddDate(0, 0, y.random.IntN(30)-10).Format(time.DateOnly)
		if y.random.IntN(4) == 0 {
			y.off = y.off[:len(y.off)-1] // one holiday is removed
		}
		if len(y.off) == 0 || !slices.Contains(y.off, day) {
			y.off = append(y.off, day)
		}
	case 5: // changes one field of the rule, so that the same work is due on another day
		other := y.plan()
		p.n, p.policy = other.n, other.policy
		if other.kind != p.kind {
			*p = other
		}
	case 6:
		y.models[i].to = fmt.Sprintf("boss%d@shop.example", y.count["edit"])
	}
	for i, m := range y.models {
		next[i].off = slices.Clone(y.off)
		m.edit(at, next[i])
	}
	y.writeText(y.text())
}

func (y *year) judge() {
	y.t.Helper()
	list, err := y.Ledger.Slots(y.t.Context(), ledger.Filter{States: []ledger.State{ledger.Produced}})
	check(y.t, err)
	var want, got, mails []string
	for i, m := range y.models {
		for _, j := range m.done {
			want = append(want, fmt.Sprintf("%d %s %s", i, j.key, j.due.Format(time.RFC3339)))
			mails = append(mails, fmt.Sprintf("%s <%s>", j.to, identity(fmt.Sprintf("r%d", i), j.key, j.to)))
		}
		for _, s := range list {
			if s.Report == y.names[i][len(y.names[i])-1] {
				got = append(got, fmt.Sprintf("%d %s %s", i, s.Key.Slot, s.Due.Format(time.RFC3339)))
			}
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		y.t.Errorf("turns: %s", diff)
	}
	var sent []string
	for id, n := range y.sender.(*office).copies {
		if n != 1 {
			y.t.Errorf("%d copies of %s", n, id)
		}
		sent = append(sent, id)
	}
	slices.Sort(mails)
	slices.Sort(sent)
	if diff := cmp.Diff(mails, sent); diff != "" {
		y.t.Errorf("mails: %s", diff)
	}
	y.t.Logf("%d turns, %v", len(want), y.count)
}
