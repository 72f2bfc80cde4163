package daemon

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"bilan/internal/clock"
	"bilan/internal/ledger"
)

// Replicas are several processes on one state. Each announces its YAML. Those with the YAML that was announced last
// plan and work; the others wait, so that no edition is made by rules that were replaced.

const (
	announceEvery = 5 * time.Second
	standingEvery = time.Second     // how often work checks whether this process may work
	rollOutTime   = 5 * time.Minute // a different YAML is not reported for so long, because it may be a roll-out
)

// announce announces the current YAML, and stores whether this process has the newest one.
func (d *Daemon) announce(ctx context.Context) error {
	s, err := d.Ledger.Announce(ctx, d.replica, d.active().snapshot.Hash)
	if err != nil {
		return err
	}
	before := d.standing.Swap(&s)
	switch {
	case before != nil && before.Newest && !s.Newest:
		d.Log.Warn("another replica has a newer YAML, the work is left to it", "replicas", s.OtherNames())
	case before != nil && !before.Newest && s.Newest:
		d.Log.Info("the YAML is the newest of all replicas, the work goes on")
	}
	return nil
}

// newest reports whether this process has the newest YAML, as far as it knows.
func (d *Daemon) newest() bool {
	s := d.standing.Load()
	return s == nil || s.Newest
}

// mayWork reports whether this process produces and delivers: its YAML is the newest, and the state is settled.
func (d *Daemon) mayWork() bool { return d.newest() && !d.stats.Unsettled.Load() }

// keepAnnouncing announces this process and its YAML at intervals until ctx ends.
func (d *Daemon) keepAnnouncing(ctx context.Context) {
	clock.Every(ctx, announceEvery, func() {
		within, cancel := context.WithTimeout(ctx, announceEvery)
		defer cancel()
		if err := d.announce(within); err != nil && ctx.Err() == nil {
			d.Log.Warn("the state's database does not answer", "err", err)
		}
	})
}

// withdraw announces that this process stops working. Otherwise the other replicas notice it only after 20 seconds.
func (d *Daemon) withdraw(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), announceEvery)
	defer cancel()
	if err := d.Ledger.Withdraw(ctx, d.replica); err != nil {
		d.Log.Warn("the state's database does not answer", "err", err)
	}
}

// work produces and delivers while this process has the newest YAML and the state is settled, until ctx ends.
func (d *Daemon) work(ctx context.Context) error {
	for {
		if !d.waitUntilMayWork(ctx, true) {
			return nil
		}
		within, stop := context.WithCancel(ctx)
		go func() {
			d.waitUntilMayWork(within, false)
			stop()
		}()
		err := d.Ledger.Work(within, d.Workers(), d.limits())
		stop()
		if errors.Is(err, ledger.ErrBehind) { // the planner pauses when it next checks the state
			err = nil
			if !d.wait(ctx, standingEvery) {
				return nil
			}
		}
		if err != nil || ctx.Err() != nil {
			return err
		}
	}
}

// wait waits. It returns false if ctx ended first.
func (d *Daemon) wait(ctx context.Context, wait time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(wait):
		return true
	}
}

// waitUntilMayWork waits until d.works() has the given value. It returns false if ctx ended first.
func (d *Daemon) waitUntilMayWork(ctx context.Context, works bool) bool {
	for d.mayWork() != works {
		if !d.wait(ctx, standingEvery) {
			return false
		}
	}
	return true
}

// tellReplicas tells the company's owner about replicas that have had another YAML for longer than a roll-out takes,
// once for each set of YAMLs.
func (d *Daemon) tellReplicas(ctx context.Context, g *generation) error {
	s := d.standing.Load()
	var lines, hashes []string
	for _, r := range s.Others {
		if s.Now.Sub(r.Since) >= rollOutTime {
			lines = append(lines, r.Name+": "+r.Since.In(g.cfg.Timezone.Location()).Format(time.DateTime))
			hashes = append(hashes, r.Hash)
		}
	}
	if len(lines) == 0 || g.cfg.Owner == "" {
		return nil
	}
	slices.Sort(hashes)
	head := g.Locale("").Word("notice.replicas")
	dedupe := "replicas/" + g.snapshot.Hash + "/" + strings.Join(slices.Compact(hashes), "/")
	return d.Ledger.Notify(ctx, g.Letter(d.Now(), g.cfg.Owner, dedupe, head, head+"\n\n"+strings.Join(lines, "\n"), ledger.Key{})...)
}
