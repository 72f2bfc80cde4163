package daemon

import (
	"context"
	"errors"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
)

// lateAfter is how long after a message was made its date and text may stay as they are.
const lateAfter = 10 * time.Minute

// restamp gives a message whose first attempt is late the current date, and a note with its due time. It stores the new
// bytes before the server gets them, so that every later attempt sends the same bytes, even if the process ends in
// between.
func (d *Daemon) restamp(ctx context.Context, g *generation, p *ledger.DueDelivery) error {
	now := d.Now()
	if p.Replaced || p.Attempts != 1 || now.Sub(p.Created) < lateAfter {
		return nil
	}
	note, err := d.lateNote(ctx, g, p.Delivery, now)
	if err != nil {
		return err
	}
	return p.ReplaceBytes(ctx, mail.Restamp(p.Raw, now.In(g.ZoneOf(p.Key.Report)), note))
}

// lateNote returns a sentence about when a report was due and when it was sent. It returns "" for a report that was
// requested by hand, and for one that was made late, whose text already says so.
func (d *Daemon) lateNote(ctx context.Context, g *generation, p ledger.Delivery, now time.Time) (string, error) {
	if p.Purpose != ledger.ForReport {
		return "", nil
	}
	s, err := d.Ledger.Slot(ctx, p.Key)
	if errors.Is(err, ledger.ErrNotFound) {
		return "", nil
	}
	if err != nil || s.Kind != ledger.Scheduled || s.Made.Sub(s.Due) >= lateAfter {
		return "", err
	}
	l, due, left := g.Locale(p.Key.Report), s.Due.In(g.ZoneOf(p.Key.Report)), now.In(g.ZoneOf(p.Key.Report))
	if due.Format(time.DateOnly) == left.Format(time.DateOnly) {
		return l.Word("mail.late.sent", l.Time(due), l.Time(left)), nil
	}
	return l.Word("mail.late.sent", l.DateShort(due)+" "+l.Time(due), l.DateShort(left)+" "+l.Time(left)), nil
}
