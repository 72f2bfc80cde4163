package bounce

import (
	"context"
	"fmt"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/suspension"
)

// trustedFor is the time within which a mail server must have taken more messages than it has refused addresses, from the second of them on.
const trustedFor = 24 * time.Hour

// Refused suspends the address of a message that a mail server refused while it was being sent, where no later message
// can reach it: as a notification would. A server that has refused as many addresses within a day as it took messages
// suspends no further one: it is likely to refuse everybody. status is the server's enhanced status code, "" for none.
// Owners are still told about problems.
func Refused(ctx context.Context, l *ledger.Ledger, d ledger.Delivery, status, words string, now time.Time) (suspended bool, err error) {
	r := Recipient{Addresses: []string{d.Address}, Action: "failed", Status: status, Diagnostic: words}
	if !r.Hard() || d.Purpose == ledger.Notice {
		return false, nil
	}
	err = l.Write(ctx, func(t ledger.Tx) error {
		trusted, err := takesMore(ctx, t, now.Add(-trustedFor))
		if err != nil || !trusted {
			return err
		}
		d.Reply = r.said()
		suspended, err = r.suspend(ctx, t, d, now)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("suspend %s: %w", d.Address, err)
	}
	return suspended, nil
}

// takesMore reports whether more messages were taken since an instant than addresses were suspended; of none at all, whether one was ever taken.
func takesMore(ctx context.Context, t ledger.Tx, since time.Time) (bool, error) {
	var taken, ever, refused int64
	err := t.Query(ctx, "SELECT (SELECT count(*) FROM bilan_delivery WHERE state = 'sent' AND sent_at >= $1), (SELECT count(*) FROM bilan_delivery WHERE state = 'sent'),"+
		" (SELECT count(*) FROM bilan_suspension WHERE kind = $2 AND since >= $1)",
		[]any{since.UnixMicro(), string(suspension.ByBounce)}, func(scan func(...any) error) error { return scan(&taken, &ever, &refused) })
	return taken > refused || refused == 0 && ever > 0, err
}
