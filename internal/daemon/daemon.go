// Package daemon is the running process. It puts due slots into the ledger, has reports made in child processes and
// messages delivered, reloads the YAML, serves the health endpoints, and finishes running work before it ends. It does
// not know how a stage works.
package daemon

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"bilan/internal/clock"
	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/ledger"
	"bilan/internal/limit"
	"bilan/internal/mail"
	"bilan/internal/maker"
	"bilan/internal/monitor"
	"bilan/internal/pace"
)

// Daemon is the running process. Fill its exported fields, then Run it once.
type Daemon struct {
	Load   func() (*config.Config, *load.Snapshot, error)
	Ledger *ledger.Ledger
	Maker  func(*config.Config) maker.Maker
	Sender func(*config.Config) (mail.Sender, error)
	Now    func() time.Time
	Log    *slog.Logger
	Reload <-chan struct{} // requests to read the YAML again immediately; may be nil
	Drain  time.Duration   // how long running work may take when the daemon is stopped
	Guard  *clock.Guard    // the source of Now; nil if a test sets Now itself

	current      atomic.Pointer[generation]
	stats        monitor.Stats
	refusal      refusal
	intervals    intervals
	produceLimit limit.Produce
	connections  limit.Connections
	pings        pings
	reading      chan *reading // what is being read of the YAML; nil for nothing
	adopted      *generation   // the one that plans, and whose edits were last logged; nil after a start, and while another replica plans
	since        time.Time     // since when it does
	overtaken    *generation   // the one that a newer YAML of another replica was preferred to: what it does not know may be that one's
	replica      string        // this process among those that share the state
	standing     atomic.Pointer[ledger.Standing]
	missed       bool // missed turns have been reported since the start
	clock        clockState
}

// intervals contains the intervals of the loop's tasks.
type intervals struct{ plan, reload, retain time.Duration }

const (
	planEvery   = 20 * time.Second
	reloadEvery = 15 * time.Second
	retainEvery = 6 * time.Hour
	// One pass of the loop must take much less time than systemd's watchdog allows.
	planWithin   = 40 * time.Second
	retainWithin = 40 * time.Second
)

// now is the generation in force.
func (d *Daemon) now() *generation { return d.current.Load() }

// Start loads the YAML for the first time. Its errors are those of the file.
func (d *Daemon) Start() error {
	d.stats.Init()
	d.produceLimit, d.replica = limit.NewProduce(), ledger.ProcessName()
	d.intervals = intervals{cmp.Or(d.intervals.plan, planEvery), cmp.Or(d.intervals.reload, reloadEvery), cmp.Or(d.intervals.retain, retainEvery)}
	cfg, snapshot, err := d.Load()
	if err != nil {
		return err
	}
	g, err := d.build(cfg, snapshot)
	if err != nil {
		return err
	}
	d.current.Store(g)
	return nil
}

// Run works until ctx ends, then lets running work finish for at most Drain.
func (d *Daemon) Run(ctx context.Context) error {
	if d.now() == nil {
		if err := d.Start(); err != nil {
			return err
		}
	}
	if err := d.begin(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	d.stats.Ticked.Store(d.Now().Unix())
	work := make(chan error, 1)
	go func() { work <- d.awaited(ctx, d.work) }()
	go d.announcing(ctx)
	defer d.withdraw(ctx)
	go d.sendAlarm(ctx)
	go d.pingOut(ctx)
	go d.readBounces(ctx)
	defer d.lastPings(ctx)
	debug.SetGCPercent(30) // a daemon waits far more than it works: little memory is worth more than few collections
	debug.FreeOSMemory()   // what reading the YAML took is not needed for months
	ready(d.now())
	d.stats.Ready.Store(true)
	d.Log.Info("started", "reports", len(d.now().Tables))
	defer context.AfterFunc(ctx, stopping)()
	return d.loop(ctx, work)
}

func (d *Daemon) loop(ctx context.Context, work <-chan error) error {
	plan, reload, retain := time.NewTicker(d.intervals.plan), time.NewTicker(d.intervals.reload), time.NewTicker(d.intervals.retain)
	defer plan.Stop()
	defer reload.Stop()
	defer retain.Stop()
	for {
		select {
		case err := <-work:
			if ctx.Err() != nil && (err == nil || errors.Is(err, context.Canceled)) {
				d.keepReading(context.WithoutCancel(ctx))
				return nil
			}
			return err
		case <-plan.C:
			d.tick(ctx)
		case <-reload.C:
			d.reread(ctx, false)
		case <-d.Reload:
			reloading()
			d.reread(ctx, true)
			ready(d.now())
		case <-retain.C:
			d.retain(ctx)
		}
	}
}

// Workers returns the functions that do the ledger's jobs.
func (d *Daemon) Workers() ledger.Workers {
	return ledger.Workers{Produce: d.produce, Deliver: d.deliver, Knows: d.hasReport, Lost: d.lost, Undelivered: d.undelivered}
}

// Paced are the mail service's limits.
func Paced(cfg *config.Config) (m pace.Limits) {
	m.PerMinute, m.PerDay = mail.Pace(cfg.Mail)
	return m
}

// limits bound the work. Its time-outs are only the last resort: makers and senders have their own, which follow the YAML.
func (d *Daemon) limits() ledger.Limits {
	return ledger.Limits{
		Produce: limit.MostMade, Deliver: atOnce, ProduceTimeout: lastResort, DeliverTimeout: lastResort, Drain: d.Drain, Pace: Paced(d.now().cfg),
	}
}

// atOnce is the number of parallel deliveries. Most of them wait for the ledger to record their progress.
const atOnce = 24

const lastResort = 24 * time.Hour

// DrainSlot makes one slot and delivers its messages in the calling goroutine, for a command that holds the lock.
func (d *Daemon) DrainSlot(ctx context.Context, k ledger.Key) error {
	defer d.tellWatches(ctx)
	return d.Ledger.Drain(ctx, k, d.Workers(), d.limits())
}

// clockState is the state of the clock checks.
type clockState struct {
	doubted bool      // that it is not confirmed has been logged
	kept    time.Time // when the last reading was stored
}

// refusal is the last configuration that was refused as wrong.
type refusal struct {
	words string
	told  bool
}

// reading is the result of reading the YAML again. The zero value means that nothing has changed.
type reading struct {
	next  *generation
	err   error
	same  bool // read, and it holds what is in force
	asked bool // somebody wanted it
}
