package daemon

import (
	"os"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// tally counts what became of all planned turns and messages.
type tally struct {
	planned, produced, messages, sent, twice, lost int
	uncertain                                      int // held as uncertain
	marked                                         int // marked as possibly sent twice, or not at all
	settled                                        int // turns that were sent before an older state was restored
	unproved                                       int // messages of settled turns that nobody got; a person must send them
	late                                           int // given up because the machine was off for 60 days before the last attempt
}

// judge compares the ledger with a plan that the test made itself, and the mail server's copies with the ledger.
func (c *chaos) judge(kills int) {
	t := c.t
	t.Helper()
	var n tally
	calendar, err := period.NewCalendar(period.Options{Holidays: "FR"})
	check(t, err)
	zone, err := time.LoadLocation("Europe/Paris")
	check(t, err)
	minutely, err := schedule.Parse(schedule.Spec{Cron: "* * * * *"})
	check(t, err)
	table := schedule.NewTimetable(minutely, zone, calendar, period.MustPhrase("last week"))
	for i := range c.file.names {
		slots, err := c.Ledger.Slots(t.Context(), ledger.Filter{Report: c.file.name(i)})
		check(t, err)
		made := map[string]ledger.Slot{}
		for _, s := range slots {
			made[s.Key.Slot] = s
		}
		from := slots[len(slots)-1].Due.Add(-time.Second) // a report begins when the first daemon reads it
		if from.After(monday.Add(fast * 10 * time.Second)) {
			t.Errorf("%s begins at %s", c.file.name(i), from)
		}
		for _, o := range table.DueBetween(from, c.now().Add(-time.Second)) {
			s, known := made[table.Key(o)]
			delete(made, table.Key(o))
			due, either := c.dueAt(i, o.Due)
			switch {
			case s.State == ledger.Produced && (due || either):
				n.planned++
				n.produced++
				c.judgeMessages(s, &n)
			case s.State == ledger.Skipped && strings.HasSuffix(s.Reason, foundInMail) && (due || either):
				n.planned++
				n.settled++
				c.judgeSettled(s)
			case due:
				n.planned++
				n.lost++
				t.Errorf("%s %s: %s %s (known: %v)", c.file.name(i), o.Slot, s.State, s.Reason, known)
			case s.State == ledger.Produced:
				t.Errorf("%s was not due", s.Key)
			}
		}
		for _, s := range made {
			if s.Due.Before(c.now()) && s.Extra == 0 {
				t.Errorf("%s at %s is nobody's turn", s.Key, s.Due)
			}
		}
	}
	c.judgeRest(kills, n)
}

func (c *chaos) judgeRest(kills int, n tally) {
	t := c.t
	t.Helper()
	if left := c.relatives(); len(left) > 0 {
		t.Errorf("processes are left: %v", left)
	}
	if left, _ := os.ReadDir(c.temp()); len(left) > 0 {
		t.Errorf("folders are left: %v (this is process %d)", left, os.Getpid())
	}
	t.Logf("%d kills, changes %v, %d pauses: %d slots planned, %d produced, %d settled after a restore, %d messages, %d sent, %d lost, %d sent twice, %d held as uncertain, %d marked, %d left to a person",
		kills, c.changes, c.pauses, n.planned, n.produced, n.settled, n.messages, n.sent, n.lost, n.twice, n.uncertain, n.marked, n.unproved)
}

// judgeSettled checks the copies of a turn that was sent before an older state was restored.
func (c *chaos) judgeSettled(s ledger.Slot) {
	most := 3
	for id, n := range c.doubts {
		if strings.Contains(id, "."+s.Key.Slot+".") && strings.HasPrefix(id, strings.Split(s.Report, "-")[0]+".") {
			most += n
		}
	}
	if copies := c.arrived(s.Key); copies == 0 || copies > most {
		c.t.Errorf("%s was settled with %d copies, and %d at most are known of", s.Key, copies, most)
	}
}

// dueAt reports whether a turn is due at a minute by the rule of the time. either is true shortly after a change of the
// rule, when both answers are right.
func (c *chaos) dueAt(report int, at time.Time) (due, either bool) {
	for _, r := range c.rules[report] {
		if r.since.Before(at) {
			due = !r.half || at.Minute()%2 == 0
		}
		if age := at.Sub(r.since); age >= 0 && age < c.late {
			either = true
		}
	}
	if either && at.Minute()%2 == 0 {
		return true, true
	}
	return due && !either, either
}

func (c *chaos) judgeMessages(s ledger.Slot, n *tally) { c.judgeMessagesOf(s, n, 3) }

// judgeMessagesOf checks a turn's messages, which must go to the given number of addresses.
func (c *chaos) judgeMessagesOf(s ledger.Slot, n *tally, addresses int) {
	list, err := c.Ledger.Deliveries(c.t.Context(), s.Edition)
	check(c.t, err)
	if len(list) != addresses {
		c.t.Errorf("%s has %d messages", s.Key, len(list))
	}
	for _, d := range list {
		n.messages++
		copies := 0
		for _, l := range c.post.letters(d.Address) {
			if strings.Contains(l, "Message-ID: <"+d.MessageID+">\r\n") {
				copies++
			}
		}
		doubts := max(d.Doubts, c.doubts[d.MessageID])
		if doubts > 0 || d.State == ledger.Uncertain {
			n.marked++
		}
		switch {
		case d.State == ledger.Uncertain:
			n.uncertain++
		case d.State == ledger.Sent && copies == 0 && strings.HasSuffix(d.Reply, foundInMail):
			n.unproved++
		case c.long && d.State == ledger.Dead && copies == 0 && strings.HasPrefix(d.Reply, "given up after 48 hours"):
			n.late++
		case d.State != ledger.Sent || copies == 0:
			n.lost++
			c.t.Errorf("%s to %s: %s with %d copies: %s", s.Key, d.Address, d.State, copies, d.Reply)
		default:
			n.sent++
		}
		if copies > 1 {
			n.twice++
		}
		if copies > 1+doubts {
			c.t.Errorf("%s to %s: %s with %d copies and %d doubts: %s", s.Key, d.Address, d.State, copies, doubts, d.Reply)
		}
	}
}
