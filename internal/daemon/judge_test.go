package daemon

import (
	"os"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// tally is what became of everything that was planned.
type tally struct{ planned, produced, messages, sent, uncertain, twice, lost int }

// judge holds the ledger against a plan made without it, and the mail server's copies against the ledger.
func (b *bench) judge(p *postbox, kills int, end time.Time) {
	t := b.t
	t.Helper()
	var n tally
	options := period.Options{Holidays: "FR"}
	calendar, err := period.NewCalendar(options)
	check(t, err)
	table, err := schedule.NewTimetable(schedule.Spec{Cron: "* * * * *"}, "Europe/Paris", options, calendar, "last week")
	check(t, err)
	for _, report := range everyMinute {
		first, err := b.Ledger.Slots(t.Context(), ledger.Filter{Report: report})
		check(t, err)
		from := first[len(first)-1].Due.Add(-time.Second) // a report begins when the first daemon sees it
		if from.After(monday.Add(fast * 10 * time.Second)) {
			t.Errorf("%s begins at %s", report, from)
		}
		for _, o := range table.DueBetween(from, end.Add(-time.Second)) {
			n.planned++
			s, err := b.Ledger.Slot(t.Context(), ledger.Key{Report: report, Slot: table.Key(o)})
			if err != nil || s.State != ledger.Produced {
				n.lost++
				t.Errorf("%s %s: %v %s %s", report, o.Slot, err, s.State, s.Reason)
				continue
			}
			n.produced++
			if list, err := b.Ledger.Editions(t.Context(), report, table.Key(o)); err != nil || len(list) != 1 {
				t.Errorf("%s %s has %d editions", report, o.Slot, len(list))
			}
			b.judgeMessages(p, s, &n)
		}
	}
	if left := b.relatives(); len(left) > 0 {
		t.Errorf("processes are left: %v", left)
	}
	if left, _ := os.ReadDir(b.temp()); len(left) > 0 {
		t.Errorf("folders are left: %v (this is process %d)", left, os.Getpid())
	}
	t.Logf("%d kills: %d slots planned, %d produced, %d messages, %d sent, %d lost, %d sent twice (each marked as a doubt), %d held as uncertain",
		kills, n.planned, n.produced, n.messages, n.sent, n.lost, n.twice, n.uncertain)
}

func (b *bench) judgeMessages(p *postbox, s ledger.Slot, n *tally) {
	list, err := b.Ledger.Deliveries(b.t.Context(), s.Edition)
	check(b.t, err)
	if len(list) != 3 {
		b.t.Errorf("%s has %d messages", s.Key, len(list))
	}
	for _, d := range list {
		n.messages++
		copies := 0
		for _, l := range p.letters(d.Address) {
			if strings.Contains(l, "Message-ID: <"+d.MessageID+">\r\n") {
				copies++
			}
		}
		switch {
		case d.State == ledger.Uncertain:
			n.uncertain++
		case d.State != ledger.Sent || copies == 0:
			n.lost++
			b.t.Errorf("%s to %s: %s with %d copies: %s", s.Key, d.Address, d.State, copies, d.Reply)
		default:
			n.sent++
		}
		if copies > 1 {
			n.twice++
		}
		if copies > 1+d.Doubts {
			b.t.Errorf("%s to %s: %d copies and %d doubts", s.Key, d.Address, copies, d.Doubts)
		}
	}
}
