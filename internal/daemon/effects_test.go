package daemon

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/timetable"
)

// An edit has the effects that check and the log announce.
func TestEffects(t *testing.T) {
	week := `every: week, day: monday, at: "08:00"`
	for _, test := range []struct {
		edit  time.Time
		after edited
		want  string
	}{
		{at(18, 10, 0), edited{send: week}, ""},
		{at(18, 10, 0), edited{send: week, days: "2027-12-24"}, "r: next Mon 23 Nov 2026 08:00 CET, as before; nothing is sent now"},
		{at(18, 10, 0), edited{send: `every: week, day: friday, at: "08:00"`}, "r: next Fri 27 Nov 2026 08:00 CET instead of Mon 23 Nov 2026 08:00 CET; nothing is sent now"},
		{at(18, 10, 0), edited{send: `every: day, at: "08:00"`}, "r: next Thu 19 Nov 2026 08:00 CET instead of Mon 23 Nov 2026 08:00 CET; nothing is sent now"},
		{at(18, 10, 0), edited{send: week, name: "new", more: "    renamed_from: r\n"}, ""},
		{at(18, 10, 0), edited{send: `every: day, at: "09:00"`, name: "new", more: "    renamed_from: r\n"},
			"new: next Thu 19 Nov 2026 09:00 CET instead of Mon 23 Nov 2026 08:00 CET; nothing is sent now"},
		{at(23, 10, 0), edited{send: `every: week, day: monday, at: "11:00"`},
			"r: next Mon 30 Nov 2026 11:00 CET instead of Mon 30 Nov 2026 08:00 CET; what was due Mon 23 Nov 2026 08:00 CET by the old schedule is made now"},
		{at(18, 10, 0), edited{send: week, name: "new"}, "new: next Mon 23 Nov 2026 08:00 CET; nothing is sent now\n" +
			"r: it is no longer in the file, so it is not sent any more (next was Mon 23 Nov 2026 08:00 CET); nothing is sent now"},
	} {
		b := &bench{t: t, dir: t.TempDir(), at: at(16, 7, 0), maker: &fakeMaker{}, sender: &office{copies: map[string]int{}, tries: map[string]int{}}}
		b.writeText(edited{send: week}.text())
		b.open(ledger.Options{SQLite: b.dir + "/state.db"})
		b.liveUntil(at(16, 9, 0))
		b.set(test.edit)
		b.writeText(test.after.text())
		cfg, _, err := b.Load()
		check(t, err)
		effects, err := timetable.Effects(t.Context(), b.Ledger, cfg, b.now())
		check(t, err)
		var lines []string
		for _, e := range effects {
			lines = append(lines, e.Report+": "+e.Words)
		}
		if got := strings.Join(lines, "\n"); got != test.want {
			t.Errorf("%+v:\ngot  %s\nwant %s", test.after, got, test.want)
		}
	}
}

// If a report is removed from the file while it is held, its owner is told. It is sent after all if it comes back, also
// under another name.
func TestReportLeavesTheFileWhileHeld(t *testing.T) {
	week := `every: week, day: monday, at: "08:00"`
	for _, back := range []edited{{send: week}, {send: week, name: "new", more: "    renamed_from: r\n"}} {
		p := newPostbox(t)
		b := newBench(t, p.yaml(), "  r:\n    title: R\n    sections: [scorecard: [revenue]]\n")
		write := func(e edited) { b.writeText(strings.Replace(e.text(), "  folder: out\n", p.yaml(), 1)) }
		b.set(at(16, 7, 0))
		write(edited{send: week})
		b.looks()
		usable := false
		b.maker.with = func(maker.Task) *maker.Product {
			if usable {
				return nil
			}
			return &maker.Product{Unusable: "not closed"}
		}
		b.liveUntil(at(16, 9, 0))
		told := p.count(owner)
		write(edited{send: week, name: "new"})
		b.looks()
		b.liveUntil(at(16, 9, 30))
		if s := b.slot("r", "2026-11-16"); s.State != ledger.Skipped || s.Reason != ledger.ReportRemoved {
			t.Errorf("%s: %s", s.State, s.Reason)
		}
		if letters := p.letters(owner); len(letters) != told+1 || !strings.Contains(text(t, letters[told]), "renamed_from: r") {
			t.Errorf("the owner got %d mails, then %q", told, letters)
		}
		usable = true
		write(back)
		b.looks()
		b.liveUntil(at(16, 10, 0))
		name := "r"
		if back.name != "" {
			name = back.name
		}
		if s := b.slot(name, "2026-11-16"); s.State != ledger.Produced || p.count("boss@shop.example") != 1 {
			t.Errorf("%s is %s, %d mails", name, s.State, p.count("boss@shop.example"))
		}
	}
}
