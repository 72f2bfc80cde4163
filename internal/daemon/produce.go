package daemon

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mailaddr"
	"bilan/internal/maker"
	"bilan/internal/retry"
	"bilan/internal/run"
	"bilan/internal/settlement"
	"bilan/internal/versions"
)

// produce makes one slot and returns its outcome, which the ledger stores in one transaction.
func (d *Daemon) produce(ctx context.Context, job ledger.Job) ledger.Outcome {
	g, s := d.active(), job.Slot
	r, ok := g.cfg.Reports[s.Report]
	switch {
	case !ok && s.Kind == ledger.Scheduled: // the planner ends such a slot; another replica may have a newer file with the report
		return ledger.AsRetrying(ledger.ReportRemoved, d.Now().Add(time.Minute))
	case !ok:
		return ledger.AsFailed(ledger.ReportRemoved)
	}
	turn, err := g.turnOf(s)
	if err != nil {
		return ledger.AsFailed(err.Error())
	}
	task := maker.Task{
		Config: g.snapshot, Report: s.Report, Turn: turn, Due: s.Due, Now: d.Now(), Version: s.Extra + 1,
		Audience: g.audience(s), Members: turn.Members,
	}
	if s.Kind != ledger.Scheduled || turn.Period != "" {
		task.Due = time.Time{} // a report requested by hand is never late
	}
	left, err := settlement.ReadLeft(ctx, d.Ledger, s.ID)
	if err != nil {
		return ledger.AsRetrying(err.Error(), d.Now().Add(time.Minute))
	}
	watch, err := d.fillTask(ctx, g, s, &task, left)
	if task.LeftOut != "" {
		return ledger.AsSkipped(task.LeftOut)
	} else if errors.Is(err, errEarlierTurn) {
		return ledger.AsRetrying(err.Error(), d.Now().Add(earlierWait))
	} else if err != nil {
		return ledger.AsRetrying(err.Error(), d.Now().Add(time.Minute))
	}
	over := !s.Deadline.IsZero() && !d.Now().Before(s.Deadline)
	switch {
	case over && r.Hold.Then == "owner":
		task.Turn.Anyway, task.Audience = true, run.Audience{}
	case over && r.Hold.Then == "banner":
		task.Waited = true
	}
	if !left.Exists() {
		task.Review = g.reviewOf(s, task.Audience, d.Now())
	}
	leave, ok := d.produceLimit.Enter(ctx)
	if !ok {
		return ledger.AsRetrying(ledger.Stopped, d.Now())
	}
	defer leave()
	started := d.Now()
	within, cancel := context.WithTimeout(ctx, g.cfg.Serve.Deadline+deadlineSlack)
	defer cancel()
	product, staged, err := d.makeReport(within, g, task, job, left)
	d.stats.CountReport(s.Report, d.Now().Sub(started))
	switch {
	case ctx.Err() != nil:
		return ledger.AsRetrying(ledger.Stopped, d.Now())
	case within.Err() != nil:
		return d.failedOutcome(ctx, g, s, fmt.Sprintf("it had not finished after %s", g.cfg.Serve.Deadline), retry.Exhausted)
	case err != nil:
		return d.failedOutcome(ctx, g, s, err.Error(), retry.Failed)
	case product.Verdict != nil:
		return d.alertOutcome(g, s, watch, product.Verdict, left)
	case product.Made != nil:
		out := d.madeOutcome(ctx, g, s, product.Made, over)
		out.Along = d.replaceEarlier(s, task.Corrects, product.Made.Replaces != nil)
		left.MarkSent(s.Due, out.Made[0].Deliveries)
		if why := left.OverReason(); why != "" {
			return ledger.AsSkipped(why)
		} else if left.Exists() {
			return out
		}
		if err := d.withholdForReview(ctx, g, &out, s, task.Review, product.Made); err != nil {
			return d.failedOutcome(ctx, g, s, err.Error(), retry.Failed)
		}
		out.Notices = append(out.Notices, d.unservedNotice(ctx, g, s, product.Made)...)
		d.logOutflow(ctx, s, staged+len(product.Made.Messages), out.Withhold)
		return out
	case product.Unchanged:
		return ledger.AsSkipped(versions.Unchanged)
	case product.Empty && r.IfEmpty == "skip":
		return ledger.AsSkipped(product.Unusable)
	case product.Unusable != "":
		return d.heldOutcome(g, s, product)
	case product.Exhausted:
		return d.failedOutcome(ctx, g, s, product.Failed, retry.Exhausted)
	}
	return d.failedOutcome(ctx, g, s, product.Failed, retry.Failed)
}

// hasReport reports whether a report is in the YAML.
func (d *Daemon) hasReport(report string) bool {
	_, ok := d.active().cfg.Reports[report]
	return ok
}

// deadlineSlack is how much longer the daemon waits for a maker than the maker's own deadline.
const deadlineSlack = time.Minute

// audience returns the readers of a slot's edition. A draft goes only to its owner.
func (g *generation) audience(s ledger.Slot) run.Audience {
	switch {
	case g.cfg.Reports[s.Report].State == "draft":
		return run.Audience{}
	case s.Kind == ledger.Address:
		return run.Audience{To: s.To}
	}
	return run.Audience{All: true}
}

func (d *Daemon) madeOutcome(ctx context.Context, g *generation, s ledger.Slot, m *maker.Made, doubtful bool) ledger.Outcome {
	made := g.ledgerEdition(s, m)
	out := ledger.AsProduced(made)
	if !doubtful {
		out.Notices = d.recoveryNotice(ctx, g, s, m)
	}
	return out
}

// heldOutcome returns the outcome of a turn that waits for its data, with one notice to the owner.
func (d *Daemon) heldOutcome(g *generation, s ledger.Slot, product *maker.Product) ledger.Outcome {
	reason := product.Unusable
	if s.Kind != ledger.Scheduled {
		return ledger.AsFailed(reason) // the person who requested it sees the reason, and can request it again
	}
	hold, now := g.cfg.Reports[s.Report].Hold, d.Now()
	next, deadline := retry.NextHeldAttempt(s, hold.Retry, hold.For, now)
	out := ledger.AsHeld(reason, next, deadline)
	why := reason
	if len(product.Said) > 0 {
		why = strings.Join(product.Said, "\n") + "\n\n" + reason
	}
	out.Notices = g.Notice(d.Now(), s.Key, "held", why, deadline)
	d.Log.Info("report held", "report", s.Report, "slot", s.Slot, "reason", reason, "next", next, "until", deadline)
	return out
}

// failedOutcome returns the outcome of a turn that failed: another attempt after the next of the waits or, after the
// last of them, a notice to the owner.
func (d *Daemon) failedOutcome(ctx context.Context, g *generation, s ledger.Slot, reason string, waits []time.Duration) ledger.Outcome {
	if s.Kind != ledger.Scheduled {
		return ledger.AsFailed(reason)
	}
	attempts, err := d.Ledger.Attempts(ctx, s.ID)
	if err != nil {
		attempts = nil // without the list, this counts as the first attempt
	}
	if next, again := retry.NextAttempt(s, attempts, waits, d.Now()); again {
		d.Log.Info("report is tried again", "report", s.Report, "slot", s.Slot, "reason", reason, "next", next)
		return ledger.AsRetrying(reason, next)
	}
	d.Log.Info("report given up", "report", s.Report, "slot", s.Slot, "reason", reason)
	out := ledger.AsFailed(reason)
	out.Notices = g.Notice(d.Now(), s.Key, "failed", reason, time.Time{})
	return out
}

// recoveryNotice returns the notice to the owner that a report which was held or failed was sent after all.
func (d *Daemon) recoveryNotice(ctx context.Context, g *generation, s ledger.Slot, m *maker.Made) []ledger.Delivery {
	for _, kind := range []string{"held", "failed"} {
		if told, err := d.Ledger.HasDedupe(ctx, ledger.NoticeKey(s.Key, kind)); err == nil && told {
			return g.Notice(d.Now(), s.Key, "recovered", m.Subject, time.Time{})
		}
	}
	return nil
}

// role returns the header that contains an address: to, cc or bcc.
func (g *generation) role(s ledger.Slot, address string) string {
	r := g.cfg.Reports[s.Report]
	same := func(a string) bool { return mailaddr.Bare(a) == address }
	switch {
	case slices.ContainsFunc(r.CC, same):
		return "cc"
	case slices.ContainsFunc(r.BCC, same):
		return "bcc"
	}
	return "to"
}
