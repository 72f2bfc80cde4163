package daemon

import (
	"context"
	"fmt"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
)

// deliverWaits grow between attempts; the last one repeats until giveUp has passed.
var deliverWaits = []time.Duration{time.Minute, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}

const (
	giveUp     = 48 * time.Hour      // after which a server that never takes a message has refused it
	mendWithin = 14 * 24 * time.Hour // the same where a person must act first: a report of a fortnight ago helps nobody
	slowWait   = 30 * time.Minute    // where a person must act first
	doubtWait  = 2 * time.Minute
	mostDoubts = 3 // how often a message is sent again without knowing
)

// deliver hands one stored message to one address.
func (d *Daemon) deliver(ctx context.Context, p *ledger.Parcel) ledger.Answer {
	g := d.now()
	if err := mail.Allowed(p.Address, g.cfg.Mail.AllowedDomains); err != nil {
		return dead(0, err.Error())
	}
	if a, is, err := d.suspended(ctx, g, p.Delivery); err != nil || is {
		if err != nil {
			a = ledger.Answer{State: ledger.Waiting, Next: d.Now().Add(deliverWaits[0]), Reply: err.Error()}
		}
		d.logAnswer(p.Delivery, a)
		return a
	}
	if err := d.restamp(ctx, g, p); err != nil {
		return ledger.Answer{State: ledger.Waiting, Next: d.Now().Add(deliverWaits[0]), Reply: err.Error()}
	}
	res := d.send(ctx, g.sender, p)
	d.stats.Sent(res.Verdict.String())
	a := d.answer(g, p.Delivery, res)
	d.suspendRefused(ctx, p.Delivery, res)
	d.logAnswer(p.Delivery, a)
	if a.State == ledger.Sent && p.Purpose == ledger.ForReport {
		d.success(p.Delivery)
	}
	return a
}

// logAnswer writes down what became of one attempt at a message.
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

func (d *Daemon) send(ctx context.Context, to mail.Sender, p *ledger.Parcel) mail.Result {
	defer d.lines.Acquire()()
	return to.Send(ctx, mail.Envelope{From: p.Sender, To: p.Address, Name: p.Name, Leaving: p.Sending}, p.Raw)
}

// answer follows the verdict: what may pass is tried again, what is refused is dead, what nobody knows is as the YAML says.
func (d *Daemon) answer(g *generation, p ledger.Delivery, res mail.Result) ledger.Answer {
	words := res.Reply
	if res.Err != nil {
		words = res.Err.Error()
	}
	now := d.Now()
	a := ledger.Answer{Code: res.Code, Reply: words}
	switch res.Verdict {
	case mail.Sent:
		a.State = ledger.Sent
	case mail.Uncertain:
		return d.uncertain(g, p, a)
	case mail.Dead:
		return d.refused(p, res, words)
	case mail.RetrySlowly:
		a.Fault, a.Next = true, now.Add(slowWait)
		a.Notices = d.trouble(g, p, "mail", words)
		return waiting(p, a, now, mendWithin)
	default:
		a.Next = now.Add(deliverWaits[min(p.Attempts, len(deliverWaits))-1])
		return waiting(p, a, now, giveUp)
	}
	return a
}

// refused is dead, but where the server's policy may be against everybody: a notice then waits until it can leave, and the
// ledger judges the others together.
func (d *Daemon) refused(p ledger.Delivery, res mail.Result, words string) ledger.Answer {
	a := dead(res.Code, words)
	switch {
	case !res.Policy():
	case p.Purpose == ledger.Notice:
		a.State, a.Next = ledger.Waiting, d.Now().Add(slowWait)
	default:
		a.Policy = d.Now().Sub(p.Created) <= mendWithin
	}
	return a
}

// waiting tries again, for as long as it makes sense. Notices wait until they can leave.
func waiting(p ledger.Delivery, a ledger.Answer, now time.Time, within time.Duration) ledger.Answer {
	if p.Purpose != ledger.Notice && now.Sub(p.Created) > within {
		return dead(a.Code, fmt.Sprintf("given up after %s: %s", within, a.Reply))
	}
	a.State = ledger.Waiting
	return a
}

// uncertain sends the same bytes again, which carry the same Message-ID, or holds them: as the YAML says.
func (d *Daemon) uncertain(g *generation, p ledger.Delivery, a ledger.Answer) ledger.Answer {
	if g.cfg.Mail.Uncertain != "hold" && p.Doubts < mostDoubts {
		a.State, a.Doubt, a.Next = ledger.Waiting, true, d.Now().Add(doubtWait)
		return a
	}
	a.State = ledger.Uncertain
	return a
}

// lost is asked about a message that was leaving when its process ended.
func (d *Daemon) lost(_ context.Context, p ledger.Delivery) ledger.Answer {
	a := d.uncertain(d.now(), p, ledger.Answer{Reply: "the program ended while the message was leaving"})
	if a.State == ledger.Waiting {
		a.Next = d.Now()
	}
	return a
}

func dead(code int, words string) ledger.Answer {
	return ledger.Answer{State: ledger.Dead, Code: code, Reply: words}
}

// trouble tells the owner of a server that wants a person, unless the message is itself such a notice.
func (d *Daemon) trouble(g *generation, p ledger.Delivery, kind, words string) []ledger.Delivery {
	if p.Purpose != ledger.ForReport {
		return nil
	}
	return g.Notice(d.Now(), p.Key, kind, words, time.Time{})
}
