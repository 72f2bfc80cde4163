package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// Bounce is a mail server's notification that a message which it had accepted did not arrive, or is delayed, at one or
// more addresses.
type Bounce struct {
	Digest    string    // of the notification, so that it is counted once
	At        time.Time // when the server wrote it
	Originals []string  // possible Message-IDs of the message, the most certain first
	Addresses []string  // the recipient, as the servers name him
	Status    string    // the enhanced status code, such as 5.1.1
	Words     string    // the server's explanation of the status, on one line
	Failed    bool      // whether the message will not arrive; false for a delay
}

// BounceResult is what Ledger.Bounce found and did.
type BounceResult struct {
	Delivery Delivery // the message, in its state afterwards
	Known    bool     // the notification was read before, so nothing was done
	Behind   bool     // the notification is about an address that the recipient forwards to, so it is only recorded
}

// bounceWithin is how long after sending a notification without a Message-ID is assigned to a message.
const bounceWithin = 7 * 24 * time.Hour

// RecordBounce assigns a notification to its message: by its Message-ID, or else to the last message to the address in
// the week before. A sent message that failed becomes Dead, and the owner is notified together with the other messages
// of its turn. For a new notification it calls along in the same transaction. It returns ErrNotFound if there is no
// such message.
func (l *Ledger) RecordBounce(ctx context.Context, b Bounce, along func(context.Context, Tx, Delivery) error) (out BounceResult, err error) {
	err = l.db.Write(ctx, func(t database.Tx) error {
		out = BounceResult{}
		d, err := bouncedDelivery(ctx, t, b)
		if err != nil {
			return err
		}
		out.Delivery, out.Behind = d.Delivery, !containsAddress(b.Addresses, d.Address)
		n, err := t.Exec(ctx, "INSERT INTO bilan_bounce (digest, delivery, at, status, words) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (digest, delivery) DO NOTHING",
			b.Digest, d.ID, database.Micros(l.now()), b.Status, b.Words)
		if out.Known = n == 0; err != nil || out.Known || out.Behind {
			return err
		}
		if b.Failed && (d.State == Sent || d.State == Uncertain) {
			out.Delivery.State, out.Delivery.Reply = Dead, "bounced: "+b.Words
			if _, err := t.Exec(ctx, "UPDATE bilan_delivery SET state = 'dead', reply = $2, told = 0 WHERE id = $1", d.ID, out.Delivery.Reply); err != nil {
				return err
			}
		}
		return along(ctx, entry.NewTx(t), out.Delivery)
	})
	if err != nil {
		return BounceResult{}, fmt.Errorf("record a bounce: %w", err)
	}
	return out, nil
}

func bouncedDelivery(ctx context.Context, t database.Tx, b Bounce) (entry.DeliveryRow, error) {
	named := func(d entry.DeliveryRow) bool { return containsAddress(b.Addresses, d.Address) }
	for _, id := range b.Originals {
		list, err := entry.ReadDeliveries(ctx, t, "WHERE message_id = $1 ORDER BY id DESC /*lock*/", id)
		if err != nil || len(list) > 0 {
			return append(list, entry.DeliveryRow{})[max(0, slices.IndexFunc(list, named))], err
		}
	}
	if b.At.IsZero() {
		return entry.DeliveryRow{}, ErrNotFound
	}
	list, err := entry.ReadDeliveries(ctx, t, "WHERE sent_at > $1 AND sent_at <= $2 ORDER BY sent_at DESC, id DESC /*lock*/",
		max(1, database.Micros(b.At.Add(-bounceWithin))), database.Micros(b.At.Add(aheadBy)))
	if i := slices.IndexFunc(list, named); err != nil || i >= 0 {
		return append(list, entry.DeliveryRow{})[max(0, i)], err
	}
	return entry.DeliveryRow{}, ErrNotFound
}

func containsAddress(list []string, address string) bool {
	return slices.ContainsFunc(list, func(a string) bool { return strings.EqualFold(a, address) })
}
