package daemon

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"bilan/internal/ledger"
)

// chaosFile is the YAML of the daemons: three reports to three addresses each, due every minute or every other minute.
type chaosFile struct {
	mailing string
	number  int // the number of edits so far
	names   [3][]string
	rule    string
	zone    string
	off     string
}

func newChaosFile(mailing string) chaosFile {
	return chaosFile{mailing: mailing, names: [3][]string{{"alpha"}, {"beta"}, {"gamma"}}, rule: "* * * * *", zone: "Europe/Paris"}
}

// name returns the present name of a report.
func (f chaosFile) name(i int) string { return f.names[i][len(f.names[i])-1] }

// half reports whether a rule is due only every other minute.
func half(rule string) bool { return strings.Contains(rule, "*/2") }

func (f chaosFile) text() string {
	reports := fmt.Sprintf("  # edit %d\n", f.number)
	for i, names := range f.names {
		first := names[0]
		reports += fmt.Sprintf("  %s:\n    title: %s\n    timezone: %s\n    periods: [last week]\n    send: {cron: \"%s\", if_holiday: send}\n    missed: all\n    to: [%[5]s.1@shop.example, %[5]s.2@shop.example, %[5]s.3@shop.example]\n",
			f.name(i), first, f.zone, f.rule, first)
		if len(names) > 1 {
			reports += "    renamed_from: [" + strings.Join(names[:len(names)-1], ", ") + "]\n"
		}
		reports += "    sections: [scorecard: [revenue]]\n"
	}
	text := fmt.Sprintf(head, "Europe/Paris", f.mailing, reports)
	return strings.Replace(text, "calendar: {holidays: FR}", "calendar: {holidays: FR, add_holidays: [2027-12-24"+f.off+"]}", 1)
}

func (c *chaos) fileOf(i int) string { return filepath.Join(c.dir, fmt.Sprintf("bilan-%d.yaml", i)) }

// writeFile replaces a daemon's file in one step.
func (c *chaos) writeFile(i int) {
	c.t.Helper()
	part := filepath.Join(c.dir, "part.yaml")
	check(c.t, os.WriteFile(part, []byte(c.file.text()), 0o600))
	check(c.t, os.Rename(part, c.fileOf(i)))
}

// ruleSince is a rule that a report had in the state, and from when.
type ruleSince struct {
	half  bool
	since time.Time
}

// look notes each new rule that the state has for the reports.
func (c *chaos) look() {
	l, err := ledger.Open(c.t.Context(), c.state)
	if err != nil {
		return // the database is down
	}
	defer l.Close()
	c.lookInto(l)
}

func (c *chaos) lookInto(l *ledger.Ledger) {
	marks, err := l.Watermarks(context.WithoutCancel(c.t.Context()))
	if err != nil {
		return
	}
	for i := range c.file.names {
		m, known := marks[c.file.name(i)]
		if n := len(c.rules[i]); known && m.Rule != "" && (n == 0 || c.rules[i][n-1].half != half(m.Rule)) {
			c.rules[i] = append(c.rules[i], ruleSince{half(m.Rule), m.Loaded})
		}
	}
}

// known reports whether the state has the file's rule for all reports. Only then may the rule change again, so that no
// rule is overlooked.
func (c *chaos) known() bool {
	for i := range c.file.names {
		if n := len(c.rules[i]); n == 0 || c.rules[i][n-1].half != half(c.file.rule) {
			return false
		}
	}
	return true
}

// change edits the file or moves the clock; n selects the kind of change.
func (c *chaos) change(n int, running bool) {
	c.t.Helper()
	f, what := &c.file, ""
	f.number++
	switch n % 6 {
	case 0:
		what, f.zone = "zone", pick(rand.New(rand.NewPCG(uint64(n), 1)), "America/New_York", "Asia/Tokyo", "Asia/Kolkata", "Europe/Paris")
	case 1:
		i := rand.IntN(len(f.names))
		what, f.names[i] = "name", append(f.names[i], fmt.Sprintf("%s-edit%d", f.names[i][0], n))
	case 2:
		if what = "rule"; !c.known() {
			return
		}
		if half(f.rule) {
			f.rule = "*/1 * * * *"
		} else {
			f.rule = "*/2 * * * *"
		}
	case 3:
		what, f.off = "holiday", f.off+", "+time.Date(2026, 11, 1+n%28, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case 4, 5:
		c.jump(running)
		return
	}
	c.note(what)
	c.rollOut()
}

// rollOut gives the file to one replica after another, in random order.
func (c *chaos) rollOut() {
	for _, i := range rand.Perm(len(c.servants)) {
		c.writeFile(i)
		if len(c.servants) > 1 {
			time.Sleep(upTo(time.Second))
		}
	}
}

// jump sets the clock wrong for two seconds of real time. That is two minutes of the daemons' clock, which is less than
// the five after which they believe it.
func (c *chaos) jump(running bool) {
	if c.state.Postgres != "" {
		return // with PostgreSQL the daemons have no guard; the ledger's own chaos test moves its clock
	}
	c.note("clock")
	c.setClock(pick(rand.New(rand.NewPCG(rand.Uint64(), 1)), 365*24*time.Hour, 40*24*time.Hour, 3*time.Hour, -2*time.Hour, -30*24*time.Hour))
	time.Sleep(upTo(2 * time.Second))
	if running && rand.IntN(2) == 0 {
		c.kill(0)
		c.begin(0)
		time.Sleep(upTo(time.Second))
	}
	c.setClock(0)
}

// setClock makes the clock of the daemons' machine wrong by off.
func (c *chaos) setClock(off time.Duration) {
	part := filepath.Join(c.dir, "part.clock")
	check(c.t, os.WriteFile(part, []byte(off.String()), 0o600))
	check(c.t, os.Rename(part, filepath.Join(c.dir, clockFile)))
}
