package daemon

import (
	"context"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/suspension"
)

// suspended says why a message is not sent: its address gets no mail of the report; false when it does. Notices to owners are always sent.
func (d *Daemon) suspended(ctx context.Context, g *generation, p ledger.Delivery) (ledger.Answer, bool, error) {
	if p.Purpose != ledger.ForReport && p.Purpose != ledger.Delay {
		return ledger.Answer{}, false, nil
	}
	s, err := suspension.Of(ctx, d.Ledger, p.Address, p.Key.Report)
	if err != nil || s == nil {
		return ledger.Answer{}, false, err
	}
	a := ledger.Answer{State: ledger.Cancelled, Reply: s.String()}
	if s.Kind == suspension.ByBounce && g.Owner(s.OwnerOf) != g.Owner(p.Key.Report) { // the other one was told when it bounced
		a.Notices = g.Suspended(d.Now(), p.Key, s.Address, s.Reason, s.Since)
	}
	return a, true, nil
}

// undelivered is the mail that tells a report's owner which messages of a turn did not arrive.
func (d *Daemon) undelivered(k ledger.Key, list []ledger.Delivery) []ledger.Delivery {
	ctx, cancel := context.WithTimeout(context.Background(), readWithin)
	defer cancel()
	var suspended []string // as far as that can be read now
	for _, p := range list {
		if s, err := suspension.Of(ctx, d.Ledger, p.Address, p.Key.Report); err == nil && s != nil {
			suspended = append(suspended, p.Address)
		}
	}
	return d.now().Undelivered(d.Now(), k, list, suspended)
}

// readWithin bounds what is read of the state for a mail that can do without it.
const readWithin = 5 * time.Second
