package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// Reasons why an edition must not be sent again.
var (
	ErrRefused  = errors.New("it was refused")
	ErrReplaced = errors.New("a correction replaces it")
	ErrWithheld = errors.New("it waits for a release")
)

// Resend sends the deliveries of an edition now that are dead, uncertain, cancelled or waiting. It does not send those
// that were sent. It returns their number. The error is ErrRefused or ErrReplaced if the edition must not be sent any
// more.
func (l *Ledger) Resend(ctx context.Context, edition int64) (n int, err error) {
	n, err = l.resendAll(ctx, "edition = $1", edition)
	if err == nil && n == 0 {
		err = l.checkSendable(ctx, edition)
	}
	if err != nil {
		return 0, fmt.Errorf("resend edition %d: %w", edition, err)
	}
	return n, nil
}

// ResendTurn does what Resend does for all editions of a turn, including those of members. It ignores editions that
// must not be sent any more.
func (l *Ledger) ResendTurn(ctx context.Context, k Key) (n int, err error) {
	n, err = l.resendAll(ctx, "report = $1 AND slot = $2 AND extra = $3 AND edition IS NOT NULL", k.Report, k.Slot, k.Extra)
	if err != nil {
		return 0, fmt.Errorf("resend %s: %w", k, err)
	}
	return n, nil
}

// checkSendable returns nil for an edition that may be sent, else ErrRefused or ErrReplaced.
func (l *Ledger) checkSendable(ctx context.Context, edition int64) error {
	switch f, err := entry.ReadValidity(ctx, l.db.Reader(), edition); {
	case err != nil:
		return err
	case f == entry.Refused:
		return ErrRefused
	case f == entry.Replaced:
		return ErrReplaced
	}
	return nil
}

func (l *Ledger) resendAll(ctx context.Context, which string, args ...any) (n int, err error) {
	if err := l.origin.Check(ctx); err != nil {
		return 0, err
	}
	err = l.db.Write(ctx, func(t database.Tx) error {
		list, err := entry.ReadDeliveries(ctx, t, "WHERE "+which+" AND state IN ('dead', 'uncertain', 'cancelled', 'retrying') AND "+
			entry.SendableSQL+" ORDER BY id /*lock*/", args...)
		n = len(list)
		for _, d := range list {
			if err := l.resend(ctx, t, d); err != nil {
				return err
			}
		}
		return err
	})
	return n, err
}

func (l *Ledger) resend(ctx context.Context, t database.Tx, d entry.DeliveryRow) error {
	d.Next = l.now().UTC()
	if _, err := t.Exec(ctx, "UPDATE bilan_delivery SET state = 'pending', next_at = $2 WHERE id = $1", d.ID, database.Micros(d.Next)); err != nil {
		return err
	}
	return l.entries.WakeDelivery(ctx, t, d)
}

// AddDeliveries queues more deliveries of an edition. Without repeat it leaves out addresses that have a delivery of
// the edition. It returns the deliveries that it queued.
func (l *Ledger) AddDeliveries(ctx context.Context, edition int64, repeat bool, list ...Delivery) (added []Delivery, err error) {
	err = l.db.Write(ctx, func(t database.Tx) error {
		added = nil
		s, err := entry.ReadSlot(ctx, t, "id = (SELECT slot_id FROM bilan_edition WHERE id = $1)", edition)
		if err != nil {
			return err
		}
		for _, d := range list {
			d.Key, d.Edition, d.State = s.Key, edition, Pending
			err := database.One(ctx, t, "SELECT coalesce(max(copy) + 1, 0) FROM bilan_delivery WHERE edition = $1 AND address = $2", []any{edition, d.Address}, &d.Copy)
			if err != nil {
				return err
			}
			if d.Copy > 0 && !repeat {
				continue
			}
			if d.ID, err = l.entries.InsertDelivery(ctx, t, s.ID, d); err != nil {
				return err
			}
			if err := l.entries.WakeDelivery(ctx, t, entry.DeliveryRow{Delivery: Delivery{ID: d.ID, Next: l.now()}}); err != nil {
				return err
			}
			added = append(added, d)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("add deliveries to edition %d: %w", edition, err)
	}
	return added, nil
}

// Repeat queues the message of an edition to an address once more, with the same bytes. It returns ErrNotFound if the
// edition was not addressed to it. It returns ErrRefused or ErrReplaced if the edition must not be sent any more, and
// ErrWithheld if it must not be sent yet.
func (l *Ledger) Repeat(ctx context.Context, edition int64, address string) error {
	if err := l.checkSendable(ctx, edition); err != nil {
		return err
	}
	list, err := l.Deliveries(ctx, edition)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(d Delivery) bool { return d.Address == address })
	switch {
	case i < 0:
		return ErrNotFound
	case list[i].State == Withheld:
		return ErrWithheld
	}
	full, err := l.Delivery(ctx, list[i].ID)
	if err != nil {
		return err
	}
	_, err = l.AddDeliveries(ctx, edition, true, Delivery{
		Address: address, Sender: full.Sender, Role: full.Role, Name: full.Name, MessageID: full.MessageID,
		Raw: full.Raw, Head: full.Head, Body: full.Body,
	})
	return err
}

// Notify queues messages that belong to no edition, such as "the new configuration is wrong". It ignores a message
// whose Dedupe is known. The Key of a message may name the slot that it is about.
func (l *Ledger) Notify(ctx context.Context, list ...Delivery) error {
	return l.Write(ctx, func(t Tx) error { return l.NotifyIn(ctx, t, list...) })
}

// HasDedupe reports whether a delivery with this Dedupe was ever queued.
func (l *Ledger) HasDedupe(ctx context.Context, dedupe string) (bool, error) {
	var n int64
	err := database.One(ctx, l.db.Reader(), "SELECT count(*) FROM bilan_delivery WHERE dedupe = $1", []any{dedupe}, &n)
	return n > 0, err
}
