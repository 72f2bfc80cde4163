package daemon

import (
	"context"
	"errors"
	"time"

	"bilan/internal/distribution"
	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/review"
)

// maxDelayAge is the greatest age of a turn whose readers are told that it is late. After that, nobody waits for the
// report any more.
const maxDelayAge = 36 * time.Hour

// tellDelays tells the readers of each late report once that it is late.
func (d *Daemon) tellDelays(ctx context.Context, g *generation) error {
	now := d.Now()
	list, err := d.Ledger.Slots(ctx, ledger.Filter{
		States: []ledger.State{ledger.Held, ledger.Retrying, ledger.Failed, ledger.Produced}, Since: now.Add(-maxDelayAge), Until: now, NoExtras: true,
	})
	if err != nil {
		return err
	}
	var errs []error
	for _, s := range list {
		r := g.cfg.Reports[s.Report]
		if after := r.DelayNotice.After; after > 0 && r.State != "draft" && now.Sub(s.Due) >= after && s.Kind == ledger.Scheduled {
			errs = append(errs, d.tellDelay(ctx, g, s))
		}
	}
	return errors.Join(errs...)
}

func (d *Daemon) tellDelay(ctx context.Context, g *generation, s ledger.Slot) error {
	if s.State == ledger.Produced { // made, but possibly not released
		r, err := review.Get(ctx, d.Ledger, s.Key)
		if errors.Is(err, review.ErrNone) || err == nil && r.Decision != review.Undecided && r.Decision != review.Expired {
			return nil
		}
		if err != nil {
			return err
		}
	}
	members, err := d.expectingAddresses(ctx, s)
	if err != nil {
		return err
	}
	return d.Ledger.Notify(ctx, g.Delay(d.Now(), s.Key, s.Due, members)...)
}

// expectingAddresses returns the addresses of the members who wait for an edition of their own. They come from the distribution
// that was made or, without one, from that of the turn before.
func (d *Daemon) expectingAddresses(ctx context.Context, s ledger.Slot) ([]string, error) {
	var kept []byte
	if s.State == ledger.Produced {
		e, err := d.Ledger.Edition(ctx, s.Edition)
		if err != nil {
			return nil, err
		}
		kept = e.Distribution
	} else if before, err := d.Ledger.ShownEdition(ctx, s.Key); err == nil { // after an error, there is no turn before
		kept = before.Distribution
	}
	if len(kept) == 0 {
		return nil, nil
	}
	who, err := distribution.Read(kept)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, line := range who.Lines {
		list = append(list, line.To...)
	}
	return list, nil
}

// endNotice is how long before a report's last turn its owner gets a reminder.
const endNotice = 14 * 24 * time.Hour

// tellEnds reminds the owner of each report whose last turn is near, once.
func (d *Daemon) tellEnds(ctx context.Context, g *generation) error {
	now := d.Now()
	var errs []error
	for name, table := range g.Tables {
		last, ok := table.Last(now)
		if !ok || last.Due.Sub(now) > endNotice {
			continue
		}
		k := ledger.Key{Report: name, Slot: table.Key(last)}
		told, err := d.Ledger.HasDedupe(ctx, letter.LastTurnKey(k))
		if err == nil && !told {
			err = d.Ledger.Notify(ctx, g.LastTurn(now, k, last.Due)...)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
