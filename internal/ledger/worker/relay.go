package worker

import (
	"context"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/store"
	"bilan/internal/mailaddr"
)

// A relay that refuses everybody answers like a mailbox that refuses one message. The difference is the number of
// refusals without any acceptance. The messages are dead at first, and are tried again slowly if it was the relay.

const (
	refusedWithin  = time.Hour
	refusedTo      = 3 // addresses
	refusedDomains = 2 // where the turns have several
)

// refused is a message that was refused by policy.
type refused struct {
	entry.DeliveryRow
	first, last time.Time
}

// noteFault looks at an answer that may be the relay's fault, and may make a later attempt of it.
func (c *Process) noteFault(ctx context.Context, t database.Tx, id int64, a *Answer) error {
	switch {
	case a.Fault:
		return c.entries.Raise(ctx, t, entry.MailAlarm, a.Reply)
	case a.Policy && a.State == entry.Dead:
		return c.noteRefusal(ctx, t, id, a)
	}
	return nil
}

// noteRefusal writes down that a message was refused by policy. While the alarm lasts that is the relay's fault: the answer
// becomes a later attempt.
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
	return c.entries.Raise(ctx, t, entry.MailAlarm, a.Reply)
}

// alarmLasts reports whether the mail server takes nothing, as far as is known.
func (p *Pool) alarmLasts(ctx context.Context, c database.Conn) (bool, error) {
	list, err := entry.ReadAlarms(ctx, c, "WHERE kind = $1 AND over = 0", entry.MailAlarm)
	if err != nil || len(list) == 0 {
		return false, err
	}
	accepted, err := lastAccepted(ctx, c)
	return accepted.Before(list[0].Last), err
}

// lastAccepted is when a server took a message last.
func lastAccepted(ctx context.Context, c database.Conn) (time.Time, error) {
	var at int64
	err := database.One(ctx, c, "SELECT coalesce(max(sent_at), 0) FROM bilan_delivery WHERE sent_at > 0", nil, &at)
	return database.Instant(at), err
}

// watchRelay looks whether the relay is at fault, and whether an alarm has ended. It costs two short looks where nothing is wrong.
func (c *Process) watchRelay(ctx context.Context) error {
	lasting, err := entry.LastingAlarms(ctx, c.db.Reader())
	if err != nil {
		return err
	}
	recent, err := database.Ids(ctx, c.db.Reader(), "SELECT delivery FROM bilan_refusal WHERE last_at > $1 LIMIT 1", database.Micros(c.now().Add(-refusedWithin)))
	if err != nil || len(lasting)+len(recent) == 0 {
		return err
	}
	return c.db.Write(ctx, func(t database.Tx) error {
		if err := store.Alone(ctx, t); err != nil {
			return err
		}
		return c.judgeRelay(ctx, t)
	})
}

// judgeRelay restores messages that are dead through the relay's fault, and ends the alarm if a message was accepted
// since. It must not run in parallel.
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
	return c.entries.Raise(ctx, t, entry.MailAlarm, list[len(list)-1].Reply)
}

// suspects are the dead messages that were refused by policy since the server last accepted a message, from turns in
// which everybody was tried and nobody was reached.
func (c *Process) suspects(ctx context.Context, t database.Tx, accepted time.Time) ([]refused, error) {
	return database.All(ctx, t, "SELECT "+entry.DeliveryColumns+`, first_at, last_at FROM bilan_delivery JOIN bilan_refusal ON bilan_refusal.delivery = bilan_delivery.id
		WHERE state = 'dead' AND first_at > $1 AND NOT EXISTS (SELECT 1 FROM bilan_delivery o WHERE o.report = bilan_delivery.report AND o.slot = bilan_delivery.slot
			AND o.extra = bilan_delivery.extra AND o.purpose = 'report' AND o.state IN ('pending', 'sending', 'sent')) AND `+entry.InForce+` ORDER BY last_at, id`, []any{database.Micros(accepted)},
		func(scan func(...any) error) (r refused, err error) {
			var first, last int64
			r.DeliveryRow, err = entry.ScanDelivery(scan, &first, &last)
			r.first, r.last = database.Instant(first), database.Instant(last)
			return r, err
		})
}

// relayFault reports whether so many refusals are the relay's: three addresses within an hour, in two domains unless all the turns
// concerned go to one.
func (c *Process) relayFault(ctx context.Context, t database.Tx, list []refused) (bool, error) {
	addresses, domains := map[string]bool{}, map[string]bool{}
	since := list[len(list)-1].last.Add(-refusedWithin)
	for _, r := range list {
		if !r.last.Before(since) {
			addresses[r.Address], domains[mailaddr.Domain(r.Address)] = true, true
		}
	}
	if len(addresses) < refusedTo || len(domains) >= refusedDomains {
		return len(addresses) >= refusedTo, nil
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

// retryDead has a dead message tried again later.
func (c *Process) retryDead(ctx context.Context, t database.Tx, d entry.DeliveryRow) error {
	d.Next = c.now().Add(c.RelayWait)
	if _, err := t.Exec(ctx, "UPDATE bilan_delivery SET state = 'retrying', next_at = $2, told = 0 WHERE id = $1", d.ID, database.Micros(d.Next)); err != nil {
		return err
	}
	return c.entries.WakeDelivery(ctx, t, d)
}
