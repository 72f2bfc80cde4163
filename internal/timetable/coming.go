package timetable

import (
	"context"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/locale"
	"bilan/internal/pace"
)

// Coming is what the state knows of turns that are still to come. The zero value knows nothing.
type Coming struct {
	paused map[string]ledger.Pause
	slots  map[ledger.Key]ledger.State
	Limits pace.Limits // the mail service's; zero limits foretell no mail
	sent   []time.Time // what counts for the mail service's day
}

// ReadComing reads it for all turns due after now. limits are the mail service's; zero limits foretell no mail.
func ReadComing(ctx context.Context, l *ledger.Ledger, limits pace.Limits, now time.Time) (Coming, error) {
	c := Coming{Limits: limits, paused: map[string]ledger.Pause{}, slots: map[ledger.Key]ledger.State{}}
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
	for _, s := range slots {
		c.slots[s.Key] = s.State
	}
	return c, err
}

// Words say why the daemon will not make a coming turn: "paused", "left out" or "made already"; "" when it will.
func (c Coming) Words(report, slot string) string {
	switch c.slots[ledger.Key{Report: report, Slot: slot}] {
	case ledger.Skipped:
		return "left out"
	case ledger.Produced:
		return "made already"
	}
	if _, paused := c.paused[report]; paused {
		return "paused"
	}
	return ""
}

// Paused is a report's pause; false where it has none.
func (c Coming) Paused(report string) (ledger.Pause, bool) {
	p, ok := c.paused[report]
	return p, ok
}

// LastMail is when the last of a report's mails will be out that is made at an instant, by the mail service's limits; false where none
// holds it back.
func (c Coming) LastMail(mails int, at time.Time) (time.Time, bool) {
	last := c.Limits.LastOut(at, mails, c.sent)
	return last, last.Sub(at) >= time.Minute
}

// LastWords is "at 10:12", or the day too where that is another.
func LastWords(l *locale.Locale, due, last time.Time) string {
	last = last.Add(time.Minute - time.Nanosecond).Truncate(time.Minute)
	if due.Format(time.DateOnly) == last.Format(time.DateOnly) {
		return "at " + last.Format("15:04")
	}
	return l.Weekday(last) + " " + l.Date(last) + " at " + last.Format("15:04")
}
