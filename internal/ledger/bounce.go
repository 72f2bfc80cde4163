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

// Bounce is a mail server's notification about one address after it had accepted a message.
type Bounce struct {
	Digest    string    // of the notification, so that it counts once
	At        time.Time // when the server wrote it
	Originals []string  // Message-IDs of the message, the surest first
	Addresses []string  // as the servers name the recipient
	Status    string    // 5.1.1
	Words     string    // the server's with the status, on one line
	Failed    bool      // the message will not arrive
}

// Bounced is the result of a Bounce.
type Bounced struct {
	Delivery Delivery // the message, in its present state
	Known    bool     // the notification had been read before: nothing was done
	Behind   bool     // about a person to whom the address forwards, such as a member of its list: it is only noted
}

// bounceWithin is how long a server may take to say that a message did not arrive, where it does not say which.
const bounceWithin = 7 * 24 * time.Hour

// Bounce assigns a notification to its message: by its Message-ID, else to the last message to the address in the week
// before. A message that failed after it was sent becomes Dead, and its owner is notified together with the other
// messages of its turn. along writes what follows from a new notification, in the same transaction. It returns
// ErrNotFound if there is no such message.
func (l *Ledger) Bounce(ctx context.Context, b Bounce, along func(context.Context, Tx, Delivery) error) (out Bounced, err error) {
	err = l.db.Write(ctx, func(t database.Tx) error {
		out = Bounced{}
		d, err := bouncedDelivery(ctx, t, b)
		if err != nil {
			return err
		}
		out.Delivery, out.Behind = d.Delivery, !names(b.Addresses, d.Address)
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
		return Bounced{}, fmt.Errorf("record a bounce: %w", err)
	}
	return out, nil
}

func bouncedDelivery(ctx context.Context, t database.Tx, b Bounce) (entry.DeliveryRow, error) {
	named := func(d entry.DeliveryRow) bool { return names(b.Addresses, d.Address) }
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

func names(list []string, address string) bool {
	return slices.ContainsFunc(list, func(a string) bool { return strings.EqualFold(a, address) })
}
