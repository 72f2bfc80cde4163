package daemon

import (
	"context"
	"time"

	"bilan/internal/bounce"
	"bilan/internal/ledger"
	"bilan/internal/mail"
	"bilan/internal/suspension"
)

// suspendedAnswer returns the answer for a message that is not sent because its address is suspended; false if the message
// may be sent. Notices to owners are always sent.
func (d *Daemon) suspendedAnswer(ctx context.Context, g *generation, p ledger.Delivery) (ledger.Answer, bool, error) {
	if p.Purpose != ledger.ForReport && p.Purpose != ledger.Delay {
		return ledger.Answer{}, false, nil
	}
	s, err := suspension.Find(ctx, d.Ledger, p.Address, p.Key.Report)
	if err != nil || s == nil {
		return ledger.Answer{}, false, err
	}
	a := ledger.Answer{State: ledger.Cancelled, Reply: s.String()}
	if s.Kind == suspension.ByBounce && g.Owner(s.OwnerOf) != g.Owner(p.Key.Report) { // the other owner was told when the message bounced
		a.Notices = g.Suspended(d.Now(), p.Key, s.Address, s.Reason, s.Since)
	}
	return a, true, nil
}

// suspendRefused suspends an address that does not exist, as the server says. If that cannot be stored, the next
// refusal does it.
func (d *Daemon) suspendRefused(ctx context.Context, p ledger.Delivery, res mail.Result) {
	if res.Verdict != mail.Dead || res.Stage != mail.StageRcpt && res.Stage != mail.StageDot {
		return
	}
	suspended, err := bounce.SuspendRefused(ctx, d.Ledger, p, res.Enhanced, res.Reply, d.Now())
	switch {
	case err != nil:
		d.Log.Error("an address could not be suspended", "to", p.Address, "err", err)
	case suspended:
		d.Log.Info("address suspended", "report", p.Key.Report, "to", p.Address, "status", res.Enhanced, "reply", res.Reply)
	}
}

// undeliveredLetter returns the mail that tells a report's owner which messages of a turn did not arrive.
func (d *Daemon) undeliveredLetter(k ledger.Key, list []ledger.Delivery) []ledger.Delivery {
	ctx, cancel := context.WithTimeout(context.Background(), readWithin)
	defer cancel()
	var suspended []string // complete only if the state can be read
	for _, p := range list {
		if s, err := suspension.Find(ctx, d.Ledger, p.Address, p.Key.Report); err == nil && s != nil {
			suspended = append(suspended, p.Address)
		}
	}
	return d.active().Undelivered(d.Now(), k, list, suspended)
}

// readWithin is the time limit for reading optional parts of a mail from the state.
const readWithin = 5 * time.Second
