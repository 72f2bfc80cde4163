package daemon

import (
	"context"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
	"bilan/internal/retry"
)

// deliver sends one stored message to its address, and returns the server's answer and what follows from it.
func (d *Daemon) deliver(ctx context.Context, p *ledger.DueDelivery) ledger.Answer {
	g := d.active()
	if err := mail.Allowed(p.Address, g.cfg.Mail.AllowedDomains); err != nil {
		return retry.Dead(0, err.Error())
	}
	if a, is, err := d.suspendedAnswer(ctx, g, p.Delivery); err != nil || is {
		if err != nil {
			a = retry.NotBegun(d.Now(), err.Error())
		}
		d.logAnswer(p.Delivery, a)
		return a
	}
	if err := d.restamp(ctx, g, p); err != nil {
		return retry.NotBegun(d.Now(), err.Error())
	}
	res := d.send(ctx, g.sender, p)
	d.stats.CountMessage(res.Verdict.String())
	a := d.retryMessage(g, p.Delivery).After(res)
	if a.Fault {
		a.Notices = d.relayNotice(g, p.Delivery, "mail", a.Reply)
	}
	d.suspendRefused(ctx, p.Delivery, res)
	d.logAnswer(p.Delivery, a)
	if a.State == ledger.Sent && p.Purpose == ledger.ForReport {
		d.notePing(p.Delivery)
	}
	return a
}

// logAnswer logs the result of one attempt at a message.
func (d *Daemon) logAnswer(p ledger.Delivery, a ledger.Answer) {
	words := "message waits"
	switch {
	case a.State == ledger.Sent:
		words = "message sent"
	case a.State == ledger.Dead:
		words = "message given up"
	case a.State == ledger.Cancelled:
		words = "message left out"
	case a.State == ledger.Uncertain, a.Doubt:
		words = "message may have arrived"
	}
	d.Log.Info(words, "report", p.Key.Report, "slot", p.Key.Slot, "to", p.Address, "purpose", p.Purpose, "attempt", p.Attempts,
		"state", a.State, "code", a.Code, "reply", a.Reply)
}

func (d *Daemon) send(ctx context.Context, to mail.Sender, p *ledger.DueDelivery) mail.Result {
	release := d.connections.Acquire()
	return to.Send(ctx, mail.Envelope{From: p.Sender, To: p.Address, Name: p.Name, Leaving: p.MarkSending, Ended: release}, p.Raw)
}

// retryMessage returns a message after an attempt, together with the rules of the YAML for the next one.
func (d *Daemon) retryMessage(g *generation, p ledger.Delivery) retry.Message {
	return retry.Message{Delivery: p, Hold: g.cfg.Mail.Uncertain == "hold", Now: d.Now()}
}

// answerLost returns what to do with a message that was being sent when its process ended.
func (d *Daemon) answerLost(_ context.Context, p ledger.Delivery) ledger.Answer {
	a := d.retryMessage(d.active(), p).Doubtful(ledger.Answer{Reply: "the program ended while the message was being sent"})
	if a.State == ledger.Waiting {
		a.Next = d.Now()
	}
	return a
}

// relayNotice returns the notice to an owner about a mail server problem that a person must correct. It returns none if
// the message is itself a notice.
func (d *Daemon) relayNotice(g *generation, p ledger.Delivery, kind, words string) []ledger.Delivery {
	if p.Purpose != ledger.ForReport {
		return nil
	}
	return g.Notice(d.Now(), p.Key, kind, words, time.Time{})
}
