package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// What an edition must not be sent again for.
var (
	ErrRefused  = errors.New("it was refused")
	ErrReplaced = errors.New("a correction replaces it")
	ErrWithheld = errors.New("it waits for a release")
)

// Resend tries again the deliveries of an edition that are dead, uncertain, cancelled or waiting, now. It never touches
// one that is sent. It gives back how many. ErrRefused and ErrReplaced for an edition that must not be sent any more.
func (l *Ledger) Resend(ctx context.Context, edition int64) (n int, err error) {
	n, err = l.resendAll(ctx, "edition = $1", edition)
	if err == nil && n == 0 {
		err = l.inForce(ctx, edition)
	}
	if err != nil {
		return 0, fmt.Errorf("resend edition %d: %w", edition, err)
	}
	return n, nil
}

// ResendTurn does the same with all editions of a turn, its rows' too, and leaves out those that must not be sent any more.
func (l *Ledger) ResendTurn(ctx context.Context, k Key) (n int, err error) {
	n, err = l.resendAll(ctx, "report = $1 AND slot = $2 AND extra = $3 AND edition IS NOT NULL", k.Report, k.Slot, k.Extra)
	if err != nil {
		return 0, fmt.Errorf("resend %s: %w", k, err)
	}
	return n, nil
}

// inForce is nil for an edition that may be sent.
func (l *Ledger) inForce(ctx context.Context, edition int64) error {
	switch f, err := entry.ReadForce(ctx, l.db.Reader(), edition); {
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
			entry.InForce+" ORDER BY id /*lock*/", args...)
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

// AddDeliveries asks for more deliveries of an edition. An address that has it, or is about to, is left out unless
// repeat is true. It gives back those asked for.
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

// Repeat asks for the message of an edition to an address once more, the same bytes. ErrNotFound when the edition was not addressed to it; ErrRefused,
// ErrReplaced and ErrWithheld where it must not be sent, or not yet.
func (l *Ledger) Repeat(ctx context.Context, edition int64, address string) error {
	if err := l.inForce(ctx, edition); err != nil {
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
	whole, err := l.Delivery(ctx, list[i].ID)
	if err != nil {
		return err
	}
	_, err = l.AddDeliveries(ctx, edition, true, Delivery{
		Address: address, Sender: whole.Sender, Role: whole.Role, Name: whole.Name, MessageID: whole.MessageID,
		Raw: whole.Raw, Head: whole.Head, Body: whole.Body,
	})
	return err
}

// Notify queues messages that belong to no attempt, such as "the new configuration is wrong", except those with a known
// Dedupe. Their Key may name the slot that they are about.
func (l *Ledger) Notify(ctx context.Context, list ...Delivery) error {
	return l.Write(ctx, func(t Tx) error { return l.NotifyIn(ctx, t, list...) })
}

// Noticed reports whether a delivery with this Dedupe was ever asked for.
func (l *Ledger) Noticed(ctx context.Context, dedupe string) (bool, error) {
	var n int64
	err := database.One(ctx, l.db.Reader(), "SELECT count(*) FROM bilan_delivery WHERE dedupe = $1", []any{dedupe}, &n)
	return n > 0, err
}
