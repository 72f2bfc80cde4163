package daemon

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"bilan/internal/alerts"
	"bilan/internal/baseline"
	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/run"
	"bilan/internal/settlement"
	"bilan/internal/versions"
)

// loadAlert returns the stored state of the alert that a turn evaluates, for the daemon and for the maker.
func (d *Daemon) loadAlert(ctx context.Context, s ledger.Slot) (*alerts.Status, *run.Watch, error) {
	w, err := alerts.Load(ctx, d.Ledger, strings.TrimPrefix(s.Report, config.AlertPrefix))
	if err != nil {
		return nil, nil, err
	}
	return &w, &run.Watch{Muted: w.Muted(d.Now()), At: s.Due, Tracks: w.AlertTracks()}, nil
}

// alertOutcome returns the outcome of an alert's turn: the alert's new state and its mails, stored in the transaction
// that ends the turn.
func (d *Daemon) alertOutcome(g *generation, s ledger.Slot, w *alerts.Status, v *maker.Verdict, left *settlement.Left) ledger.Outcome {
	w.SetTracks(v.Tracks)
	out := ledger.AsProduced()
	out.Reason, out.Along = v.Said, alerts.Save(*w)
	for _, m := range v.Messages {
		out.Notices = append(out.Notices, ledger.Delivery{
			Address: m.Address, Sender: g.cfg.Mail.Sender(), Role: g.role(s, m.Address), Name: v.Name, MessageID: m.MessageID, Raw: m.Head,
			Purpose: ledger.ForAlert, Dedupe: "alert/" + m.MessageID,
		})
	}
	left.MarkSent(s.Due, out.Notices)
	if v.Said != "" {
		d.Log.Info("alert changed", "alert", w.Name, "slot", s.Slot, "what", v.Said)
	}
	return out
}

// errEarlierTurn reports that a turn of an alert must wait, because after a restore an earlier turn of it is evaluated
// first.
var errEarlierTurn = errors.New("an earlier evaluation is repeated first, after the state was restored")

const earlierWait = 2 * time.Second

// fillTask fills a task with what the state knows: the figures to compare with, the alert to evaluate, the additional
// readers, or the reason why the turn is left out. It returns the alert's state if the turn evaluates an alert.
func (d *Daemon) fillTask(ctx context.Context, g *generation, s ledger.Slot, t *maker.Task, left *settlement.Left) (w *alerts.Status, err error) {
	r := g.cfg.Reports[s.Report]
	if r.Alert != nil {
		if earlier, err := settlement.HasEarlier(ctx, d.Ledger, s.Report, s.Due); earlier || err != nil {
			return nil, cmp.Or(err, errEarlierTurn)
		}
		w, t.Watch, err = d.loadAlert(ctx, s)
		return w, err
	}
	if s.Kind == ledger.Scheduled && len(g.cfg.Alerts) > 0 {
		open, err := alerts.LoadOpen(ctx, d.Ledger)
		if err != nil {
			return nil, err
		}
		if t.LeftOut, t.Audience.Added = alerts.WhyLeftOut(r.OnlyIf, open), g.cfg.AddedReaders(s.Report, open); t.LeftOut != "" && !left.Exists() {
			return nil, nil
		}
		t.LeftOut = ""
	}
	if t.Corrects, err = versions.ReadCorrection(ctx, d.Ledger, s); err != nil {
		return nil, err
	}
	seen := s.Key
	if t.Corrects != nil {
		seen.Slot = t.Corrects.Earlier
	}
	if t.Before, err = baseline.Load(ctx, d.Ledger, seen); err == nil && r.PerMember() {
		t.BeforeOf, err = baseline.LoadRows(ctx, d.Ledger, seen)
	}
	return nil, err
}
