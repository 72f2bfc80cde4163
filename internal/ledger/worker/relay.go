package worker

import (
	"context"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/store"
	"bilan/internal/mailaddr"
)

// A mail server (relay) that refuses everybody gives the same answers as one that refuses a single mailbox. Only the
// number of refusals without any acceptance shows the difference. The messages are dead at first. If it was the relay's
// fault, they are tried again slowly.

const (
	refusalWindow       = time.Hour
	minRefusedAddresses = 3 // the least number of refused addresses
	minRefusedDomains   = 2 // the least number of their domains, if the turns have several
)

// refusedMessage is a message that was refused by policy, with the times of the first and last refusal.
type refusedMessage struct {
	entry.DeliveryRow
	first, last time.Time
}

// noteFault handles an answer that may be the relay's fault. It may turn the answer into a later attempt.
func (c *Process) noteFault(ctx context.Context, t database.Tx, id int64, a *Answer) error {
	switch {
	case a.Fault:
		return c.entries.RaiseAlarm(ctx, t, entry.MailAlarm, a.Reply)
	case a.Policy && a.State == entry.Dead:
		return c.noteRefusal(ctx, t, id, a)
	}
	return nil
}

// noteRefusal records that a message was refused by policy. While the mail alarm lasts, this is the relay's fault, and
// the answer becomes a later attempt.
func (c *Process) noteRefusal(ctx context.Context, t database.Tx, id int64, a *Answer) error {
	now := database.Micros(c.now())
	_, err := t.Exec(ctx, "INSERT INTO bilan_refusal (delivery, first_at, last_at) VALUES ($1, $2, $2) ON CONFLICT (delivery) DO UPDATE SET last_at = excluded.last_at", id, now)
	if err != nil {
		return err
	}
	lasts, err := c.alarmLasts(ctx, t)
	if err != nil || !lasts {
		return err
	}
	a.State, a.Next = entry.Waiting, c.now().Add(c.RelayWait)
	return c.entries.RaiseAlarm(ctx, t, entry.MailAlarm, a.Reply)
}

// alarmLasts reports whether the mail alarm lasts: it was raised, and the mail server has accepted no message since.
func (p *Pool) alarmLasts(ctx context.Context, c database.Conn) (bool, error) {
	list, err := entry.ReadAlarms(ctx, c, "WHERE kind = $1 AND over = 0", entry.MailAlarm)
	if err != nil || len(list) == 0 {
		return false, err
	}
	accepted, err := lastAccepted(ctx, c)
	return accepted.Before(list[0].Last), err
}

// lastAccepted returns the time at which the mail server last accepted a message.
func lastAccepted(ctx context.Context, c database.Conn) (time.Time, error) {
	var at int64
	err := database.One(ctx, c, "SELECT coalesce(max(sent_at), 0) FROM bilan_delivery WHERE sent_at > 0", nil, &at)
	return database.Instant(at), err
}

// watchRelay checks whether the relay is at fault, and whether its alarm has ended. If nothing is wrong, it only runs
// two short queries.
func (c *Process) watchRelay(ctx context.Context) error {
	lasting, err := entry.LastingAlarms(ctx, c.db.Reader())
	if err != nil {
		return err
	}
	recent, err := database.Ids(ctx, c.db.Reader(), "SELECT delivery FROM bilan_refusal WHERE last_at > $1 LIMIT 1", database.Micros(c.now().Add(-refusalWindow)))
	if err != nil || len(lasting)+len(recent) == 0 {
		return err
	}
	return c.db.Write(ctx, func(t database.Tx) error {
		if err := store.WaitToBeAlone(ctx, t); err != nil {
			return err
		}
		return c.judgeRelay(ctx, t)
	})
}

// judgeRelay makes messages run again that are dead through the relay's fault. It ends the alarm if a message was
// accepted since. It must not run in two transactions at once.
func (c *Process) judgeRelay(ctx context.Context, t database.Tx) error {
	accepted, err := lastAccepted(ctx, t)
	if err != nil {
		return err
	}
	lasting, err := entry.ReadAlarms(ctx, t, "WHERE kind = $1 AND over = 0 /*lock*/", entry.MailAlarm)
	if err != nil {
		return err
	}
	lasts := len(lasting) > 0 && accepted.Before(lasting[0].Last)
	if len(lasting) > 0 && !lasts {
		if err := c.entries.EndAlarm(ctx, t, entry.MailAlarm); err != nil {
			return err
		}
	}
	list, err := c.suspects(ctx, t, accepted)
	if err != nil || len(list) == 0 {
		return err
	}
	if !lasts {
		if fault, err := c.relayFault(ctx, t, list); err != nil || !fault {
			return err
		}
	}
	for _, r := range list {
		if err := c.retryDead(ctx, t, r.DeliveryRow); err != nil {
			return err
		}
	}
	return c.entries.RaiseAlarm(ctx, t, entry.MailAlarm, list[len(list)-1].Reply)
}

// suspects returns the dead messages that were refused by policy after the server last accepted a message. It includes
// only turns in which every message was tried and none was sent.
func (c *Process) suspects(ctx context.Context, t database.Tx, accepted time.Time) ([]refusedMessage, error) {
	return database.All(ctx, t, "SELECT "+entry.DeliveryColumns+`, first_at, last_at FROM bilan_delivery JOIN bilan_refusal ON bilan_refusal.delivery = bilan_delivery.id
		WHERE state = 'dead' AND first_at > $1 AND NOT EXISTS (SELECT 1 FROM bilan_delivery o WHERE o.report = bilan_delivery.report AND o.slot = bilan_delivery.slot
			AND o.extra = bilan_delivery.extra AND o.purpose = 'report' AND o.state IN ('pending', 'sending', 'sent')) AND `+entry.SendableSQL+` ORDER BY last_at, id`, []any{database.Micros(accepted)},
		func(scan func(...any) error) (r refusedMessage, err error) {
			var first, last int64
			r.DeliveryRow, err = entry.ScanDelivery(scan, &first, &last)
			r.first, r.last = database.Instant(first), database.Instant(last)
			return r, err
		})
}

// relayFault reports whether the refusals are the relay's fault. They are if three addresses were refused within an
// hour, in two domains unless all their turns have only one.
func (c *Process) relayFault(ctx context.Context, t database.Tx, list []refusedMessage) (bool, error) {
	addresses, domains := map[string]bool{}, map[string]bool{}
	since := list[len(list)-1].last.Add(-refusalWindow)
	for _, r := range list {
		if !r.last.Before(since) {
			addresses[r.Address], domains[mailaddr.Domain(r.Address)] = true, true
		}
	}
	if len(addresses) < minRefusedAddresses || len(domains) >= minRefusedDomains {
		return len(addresses) >= minRefusedAddresses, nil
	}
	for _, r := range list {
		all, err := entry.ReadDeliveries(ctx, t, "WHERE report = $1 AND slot = $2 AND extra = $3 AND purpose = 'report'", r.Key.Report, r.Key.Slot, r.Key.Extra)
		if err != nil {
			return false, err
		}
		for _, d := range all {
			if !domains[mailaddr.Domain(d.Address)] {
				return false, nil
			}
		}
	}
	return true, nil
}

// retryDead makes a dead message wait for another attempt.
func (c *Process) retryDead(ctx context.Context, t database.Tx, d entry.DeliveryRow) error {
	d.Next = c.now().Add(c.RelayWait)
	if _, err := t.Exec(ctx, "UPDATE bilan_delivery SET state = 'retrying', next_at = $2, told = 0 WHERE id = $1", d.ID, database.Micros(d.Next)); err != nil {
		return err
	}
	return c.entries.WakeDelivery(ctx, t, d)
}
