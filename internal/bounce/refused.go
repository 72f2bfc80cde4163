package bounce

import (
	"context"
	"fmt"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/suspension"
)

// trustWindow is the period in which a mail server's accepted messages are compared with the addresses that it refused.
const trustWindow = 24 * time.Hour

// SuspendRefused suspends the address of a message that a mail server refused at sending, if no later message can reach it. It
// does nothing for a server that accepted no more messages than it refused addresses within trustWindow, because such a
// server probably refuses everybody. status is the server's enhanced status code, "" for none. A refused notice to an
// owner does not suspend his address.
func SuspendRefused(ctx context.Context, l *ledger.Ledger, d ledger.Delivery, status, words string, now time.Time) (suspended bool, err error) {
	r := Recipient{Addresses: []string{d.Address}, Action: "failed", Status: status, Diagnostic: words}
	if !r.Hard() || d.Purpose == ledger.Notice {
		return false, nil
	}
	err = l.Write(ctx, func(t ledger.Tx) error {
		trusted, err := acceptsMore(ctx, t, now.Add(-trustWindow))
		if err != nil || !trusted {
			return err
		}
		d.Reply = r.serverText()
		suspended, err = r.suspend(ctx, t, d, now)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("suspend %s: %w", d.Address, err)
	}
	return suspended, nil
}

// acceptsMore reports whether servers accepted more messages since an instant than they refused addresses. Without any
// refused address, it reports whether a message was ever accepted.
func acceptsMore(ctx context.Context, t ledger.Tx, since time.Time) (bool, error) {
	var taken, ever, refused int64
	err := t.Query(ctx, "SELECT (SELECT count(*) FROM bilan_delivery WHERE state = 'sent' AND sent_at >= $1), (SELECT count(*) FROM bilan_delivery WHERE state = 'sent'),"+
		" (SELECT count(*) FROM bilan_suspension WHERE kind = $2 AND since >= $1)",
		[]any{since.UnixMicro(), string(suspension.ByBounce)}, func(scan func(...any) error) error { return scan(&taken, &ever, &refused) })
	return taken > refused || refused == 0 && ever > 0, err
}
