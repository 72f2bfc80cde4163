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

// chaosFile is the YAML of the daemons: three reports that leave each minute, or each second one, to three addresses each.
type chaosFile struct {
	mailing string
	number  int // of the edit
	names   [3][]string
	rule    string
	zone    string
	off     string
}

func newChaosFile(mailing string) chaosFile {
	return chaosFile{mailing: mailing, names: [3][]string{{"alpha"}, {"beta"}, {"gamma"}}, rule: "* * * * *", zone: "Europe/Paris"}
}

// name is the one in force.
func (f chaosFile) name(i int) string { return f.names[i][len(f.names[i])-1] }

// half reports whether a rule leaves out every other minute.
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

// writeFile has a daemon's file hold what is in force, all at once.
func (c *chaos) writeFile(i int) {
	c.t.Helper()
	part := filepath.Join(c.dir, "part.yaml")
	check(c.t, os.WriteFile(part, []byte(c.file.text()), 0o600))
	check(c.t, os.Rename(part, c.fileOf(i)))
}

// ruleSince is the rule that the state has for a report, and since when.
type ruleSince struct {
	half  bool
	since time.Time
}

// look learns from the state which rule is in force.
func (c *chaos) look() {
	l, err := ledger.Open(c.t.Context(), c.state)
	if err != nil {
		return // the database is away
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

// known reports whether the rule of the file is in force for all reports: only then another may come, so that each is seen.
func (c *chaos) known() bool {
	for i := range c.file.names {
		if n := len(c.rules[i]); n == 0 || c.rules[i][n-1].half != half(c.file.rule) {
			return false
		}
	}
	return true
}

// change edits the file, or sets the clock.
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

// rollOut gives the file to one replica after another.
func (c *chaos) rollOut() {
	for _, i := range rand.Perm(len(c.servants)) {
		c.writeFile(i)
		if len(c.servants) > 1 {
			time.Sleep(upTo(time.Second))
		}
	}
}

// jump sets the clock for a short while: by less than what confirms it, four seconds that are four minutes.
func (c *chaos) jump(running bool) {
	if c.state.Postgres != "" {
		return // the server's clock cannot be made fast: the ledger's own chaos has this
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

// setClock has the machine's clock of the daemons be off.
func (c *chaos) setClock(off time.Duration) {
	part := filepath.Join(c.dir, "part.clock")
	check(c.t, os.WriteFile(part, []byte(off.String()), 0o600))
	check(c.t, os.Rename(part, filepath.Join(c.dir, clockFile)))
}
