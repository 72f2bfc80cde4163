package daemon

import (
	"context"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/locale"
)

// logOutflow says when the last message of an edition that is being kept will be out, where the mail service's limits hold it back.
func (d *Daemon) logOutflow(ctx context.Context, s ledger.Slot, messages int, withheld bool) {
	m := paced(d.now().cfg)
	if !m.Paced() || withheld {
		return
	}
	waiting, _, err := d.Ledger.Outflow(ctx, m)
	if err != nil {
		return // the delivery says why
	}
	sent, err := d.Ledger.SentWithinDay(ctx, m)
	if err != nil {
		return
	}
	d.Log.Info("messages wait for their turn", "report", s.Report, "slot", s.Slot, "messages", messages, "last_out", m.LastOut(d.Now(), waiting+messages, sent))
}

// LastMail is when the last mail of a report will be out that is made at an instant, by the mail service's limits; false where none holds
// it back.
func (c Coming) LastMail(cfg *config.Config, report string, at time.Time) (time.Time, bool) {
	m := paced(cfg)
	last := m.LastOut(at, len(letter.Readers(cfg.Reports[report])), c.sent)
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
