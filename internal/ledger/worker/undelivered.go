package worker

import (
	"context"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/store"
)

// Messages that do not arrive are reported together, so that forty wrong addresses make one mail to the owner, not
// forty. A turn is reported when none of its messages is in progress. The transaction that queues the mail marks the
// messages as reported, so that a crash or a second process neither repeats nor loses the report.

// How long the mail to the owner waits for messages that are tried again. It also waits for messages that were never
// tried.
const (
	waitNextAttempt   = 30 * time.Second // for an attempt that is about to be made
	waitFirstAttempts = 5 * time.Minute  // for one of the first attempts
	firstAttempts     = "5"              // the number of attempts that count as the first; a message with more attempts delays nothing
)

// whereUnreported selects the messages of a turn and its members that do not arrive and have not been reported. An
// empty report means all turns.
const whereUnreported = `WHERE purpose = 'report' AND state IN ('dead', 'uncertain') AND told = 0
	AND ($3 = '' OR report = $3 AND slot = $4 AND extra = $5)
	AND NOT EXISTS (SELECT 1 FROM bilan_delivery o WHERE o.report = bilan_delivery.report AND o.slot = bilan_delivery.slot AND o.extra = bilan_delivery.extra
		AND o.purpose = 'report' AND o.state IN ('pending', 'sending', 'retrying')
		AND (o.state <> 'retrying' OR o.next_at < $1 OR o.next_at < $2 AND o.attempts < ` + firstAttempts + `)) ORDER BY id`

// NotifyUndelivered queues a mail to the owner of each turn with messages that do not arrive: of turn k, or of all
// turns if k is zero. With last it does not wait for later attempts, because the process is ending. It returns the
// number of mails.
func (c *Process) NotifyUndelivered(ctx context.Context, k entry.Key, last bool) (asked int, err error) {
	if c.Undelivered == nil {
		return 0, nil
	}
	soon, later := int64(0), int64(0)
	if !last {
		soon, later = database.Micros(c.now().Add(waitNextAttempt)), database.Micros(c.now().Add(waitFirstAttempts))
	}
	args := []any{soon, later, k.Report, k.Slot, k.Extra}
	if list, err := entry.ReadDeliveries(ctx, c.db.Reader(), whereUnreported+" LIMIT 1", args...); err != nil || len(list) == 0 {
		return 0, err
	}
	err = c.db.Write(ctx, func(t database.Tx) error {
		asked = 0
		if err := store.WaitToBeAlone(ctx, t); err != nil {
			return err
		}
		if err := c.judgeRelay(ctx, t); err != nil { // the messages that it restores are not reported
			return err
		}
		list, err := entry.ReadDeliveries(ctx, t, whereUnreported+" /*lock*/", args...)
		if err != nil {
			return err
		}
		for _, turn := range byTurn(list) {
			if err := c.notifyTurn(ctx, t, turn, &asked); err != nil {
				return err
			}
		}
		return nil
	})
	return asked, err
}

// byTurn groups messages by turn, in the order of the first message of each turn.
func byTurn(list []entry.DeliveryRow) (turns [][]entry.DeliveryRow) {
	at := map[entry.Key]int{}
	for _, d := range list {
		k := d.Key
		k.Row = ""
		i, known := at[k]
		if !known {
			i, at[k] = len(turns), len(turns)
			turns = append(turns, nil)
		}
		turns[i] = append(turns[i], d)
	}
	return turns
}

func (c *Process) notifyTurn(ctx context.Context, t database.Tx, turn []entry.DeliveryRow, asked *int) error {
	list := make([]entry.Delivery, len(turn))
	for i, d := range turn {
		list[i] = d.Delivery
		if _, err := t.Exec(ctx, "UPDATE bilan_delivery SET told = 1 WHERE id = $1", d.ID); err != nil {
			return err
		}
	}
	k := turn[0].Key
	k.Row = ""
	mails := c.Undelivered(k, list)
	*asked += len(mails)
	return c.entries.InsertDeliveries(ctx, t, entry.Slot{ID: turn[0].Slot, Key: k}, 0, mails)
}
