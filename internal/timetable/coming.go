package timetable

import (
	"context"
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/locale"
	"bilan/internal/pace"
	"bilan/internal/schedule"
)

// Coming is what the state says about future turns. The zero value says nothing.
type Coming struct {
	paused map[string]ledger.Pause
	slots  map[ledger.Key]ledger.State
	Limits pace.Limits    // of the mail service; without limits LastMail delays no mail
	Mails  map[string]int // by report: the number of mails of its last turn; for the reports given to ReadTurns
	sent   []time.Time    // when the messages were sent that count for the limit per day
	kept   map[string][]ledger.Slot
	past   map[string][]ledger.Slot
	now    time.Time
}

// ReadTurns reads the number of mails of each report's last turn, because the number of its next ones is only known
// when the data is read. It also reads the turns that earlier schedules have planned or made.
func (c *Coming) ReadTurns(ctx context.Context, l *ledger.Ledger, reports ...string) error {
	if err := c.CountMails(ctx, l, reports...); err != nil {
		return err
	}
	allMembers := ""
	slots, err := l.Slots(ctx, ledger.Filter{Since: c.now.AddDate(0, 0, -lookBack), Row: &allMembers, NoExtras: true})
	c.past = map[string][]ledger.Slot{}
	for _, s := range slots {
		c.past[s.Report] = append(c.past[s.Report], s)
	}
	return err
}

// KeptTurns returns the turns of a report that are sent at their old instant although its schedule was edited, earliest
// first.
func (c Coming) KeptTurns(report string) []ledger.Slot { return c.kept[report] }

// SameWork returns the key of a turn of an earlier schedule that does the work of the coming turn o, which is then left
// out; "" if there is none.
func (c Coming) SameWork(report string, t *schedule.Timetable, o schedule.Occurrence) string {
	w := t.Work(o)
	for _, s := range c.past[report] {
		dropped := s.State == ledger.Skipped && s.Edited == ledger.ByEdit
		if !dropped && s.Day != "" && s.Rule != t.Hash() && s.Key.Slot != w.Key && workOf(s).Same(w) && (s.State != ledger.Planned || s.Edited == ledger.ByEdit) {
			return s.Key.Slot
		}
	}
	return ""
}

// CountMails reads the number of mails of each report's last turn into Mails.
func (c *Coming) CountMails(ctx context.Context, l *ledger.Ledger, reports ...string) error {
	c.Mails = map[string]int{}
	return l.Read(ctx, func(t ledger.Tx) error {
		for _, name := range reports {
			if err := c.readMails(ctx, t, name); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *Coming) readMails(ctx context.Context, t ledger.Tx, report string) error {
	return t.Query(ctx, `SELECT count(*) FROM bilan_delivery WHERE report = $1 AND extra = 0 AND purpose = 'report' AND slot =
		(SELECT slot FROM bilan_slot WHERE report = $1 AND extra = 0 AND row_key = '' AND state = 'produced' ORDER BY due DESC LIMIT 1)`, []any{report},
		func(scan func(...any) error) error {
			var n int
			err := scan(&n)
			c.Mails[report] = n
			return err
		})
}

// ReadComing reads what the state says about all turns due after now. limits are those of the mail service.
func ReadComing(ctx context.Context, l *ledger.Ledger, limits pace.Limits, now time.Time) (Coming, error) {
	c := Coming{Limits: limits, now: now, paused: map[string]ledger.Pause{}, slots: map[ledger.Key]ledger.State{}, kept: map[string][]ledger.Slot{}}
	pauses, err := l.Paused(ctx)
	if err != nil {
		return c, err
	}
	if c.sent, err = l.SentWithinDay(ctx, limits); err != nil {
		return c, err
	}
	for _, p := range pauses {
		c.paused[p.Report] = p
	}
	slots, err := l.Slots(ctx, ledger.Filter{Since: now, NoExtras: true})
	for _, s := range slices.Backward(slots) { // the latest is first
		c.slots[s.Key] = s.State
		if s.State == ledger.Planned && s.Edited == ledger.ByEdit {
			c.kept[s.Report] = append(c.kept[s.Report], s)
		}
	}
	return c, err
}

// NotMadeReason says why the daemon will not make a coming turn: "paused", "left out", "made already", "given up" or
// "failed"; "" if it will make the turn.
func (c Coming) NotMadeReason(report, slot string) string {
	switch c.slots[ledger.Key{Report: report, Slot: slot}] {
	case ledger.Skipped:
		return "left out"
	case ledger.Produced:
		return "made already"
	case ledger.Missed:
		return "given up"
	case ledger.Failed:
		return "failed"
	}
	if _, paused := c.paused[report]; paused {
		return "paused"
	}
	return ""
}

// Paused returns a report's pause; false if it is not paused.
func (c Coming) Paused(report string) (ledger.Pause, bool) {
	p, ok := c.paused[report]
	return p, ok
}

// LastMail returns when the last of a report's mails will leave if the report is made at an instant, by the mail
// service's limits; false if no limit delays it.
func (c Coming) LastMail(mails int, at time.Time) (time.Time, bool) {
	last := c.Limits.LastOut(at, mails, c.sent)
	return last, last.Sub(at) >= time.Minute
}

// InstantText writes the instant last as "at 10:12", with its day if that is not the day of due.
func InstantText(l *locale.Locale, due, last time.Time) string {
	last = last.Add(time.Minute - time.Nanosecond).Truncate(time.Minute)
	if due.Format(time.DateOnly) == last.Format(time.DateOnly) {
		return "at " + last.Format("15:04")
	}
	return l.Weekday(last) + " " + l.Date(last) + " at " + last.Format("15:04")
}
