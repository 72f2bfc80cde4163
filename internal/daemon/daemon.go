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

// Daemon is the running process. Set its exported fields, then call Run once.
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

	current        atomic.Pointer[generation]
	stats          monitor.Stats
	refusal        refusal
	intervals      intervals
	produceLimit   limit.Produce
	connections    limit.Connections
	pings          pings
	reading        chan *reading // receives the YAML that is being read; nil if none is
	adopted        *generation   // the generation that plans; nil after a start, and while another replica plans
	schedulesSince time.Time     // from when its schedules apply
	overtaken      *generation   // the generation in force when another replica got a newer YAML; reports that it lacks may be that replica's
	replica        string        // name of this process among those that share the state
	standing       atomic.Pointer[ledger.ReplicaStatus]
	missedTold     bool // missed turns were reported since the start
	clock          clockState
}

// intervals are the times between two runs of each task of the loop.
type intervals struct{ plan, reload, retain time.Duration }

const (
	planEvery   = 20 * time.Second
	reloadEvery = 15 * time.Second
	retainEvery = 6 * time.Hour
	// Each pass of the loop must end well before systemd's watchdog does.
	planWithin   = 40 * time.Second
	retainWithin = 40 * time.Second
)

// active returns the generation in force.
func (d *Daemon) active() *generation { return d.current.Load() }

// Start loads the YAML for the first time, and returns the errors of the file.
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

// Run plans, produces and delivers until ctx ends, then waits at most Drain for running work.
func (d *Daemon) Run(ctx context.Context) error {
	if d.active() == nil {
		if err := d.Start(); err != nil {
			return err
		}
	}
	if err := d.begin(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	d.stats.LastPlan.Store(d.Now().Unix())
	work := make(chan error, 1)
	go func() { work <- d.retryWhileAway(ctx, d.work) }()
	go d.keepAnnouncing(ctx)
	defer d.withdraw(ctx)
	go d.sendAlarm(ctx)
	go d.sendPings(ctx)
	go d.readBounces(ctx)
	defer d.sendLastPings(ctx)
	debug.SetGCPercent(30) // the daemon is idle most of the time, so it prefers little memory to few collections
	debug.FreeOSMemory()   // the memory that reading the YAML used is not needed again for a long time
	notifyReady(d.active())
	d.stats.Ready.Store(true)
	d.Log.Info("started", "reports", len(d.active().Tables))
	defer context.AfterFunc(ctx, notifyStopping)()
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
				d.storeReading(context.WithoutCancel(ctx))
				return nil
			}
			return err
		case <-plan.C:
			d.tick(ctx)
		case <-reload.C:
			d.rereadYAML(ctx, false)
		case <-d.Reload:
			notifyReloading()
			d.rereadYAML(ctx, true)
			notifyReady(d.active())
		case <-retain.C:
			d.removeOld(ctx)
		}
	}
}

// Workers returns the functions that produce slots and deliver messages for the ledger.
func (d *Daemon) Workers() ledger.Workers {
	return ledger.Workers{Produce: d.produce, Deliver: d.deliver, KnowsReport: d.hasReport, DecideLost: d.answerLost, Undelivered: d.undeliveredLetter}
}

// PaceLimits returns the limits of the mail service that the YAML names.
func PaceLimits(cfg *config.Config) (m pace.Limits) {
	m.PerMinute, m.PerDay = mail.Pace(cfg.Mail)
	return m
}

// limits returns the limits of the ledger's work. Its timeouts are a last resort, because makers and senders have their
// own.
func (d *Daemon) limits() ledger.Limits {
	return ledger.Limits{
		Produce: limit.MostMade, Deliver: maxDeliveries, ProduceTimeout: lastResortTimeout, DeliverTimeout: lastResortTimeout, Drain: d.Drain, Pace: PaceLimits(d.active().cfg),
	}
}

// maxDeliveries is the number of parallel deliveries. It is high because most deliveries wait for the ledger to store their
// progress.
const maxDeliveries = 24

const lastResortTimeout = 24 * time.Hour

// DrainSlot produces one slot and delivers its messages in the calling goroutine, for a command that holds the lock.
func (d *Daemon) DrainSlot(ctx context.Context, k ledger.Key) error {
	defer d.sendDuePings(ctx)
	return d.Ledger.Drain(ctx, k, d.Workers(), d.limits())
}

// clockState is what the clock checks remember.
type clockState struct {
	doubted bool      // the log says that the clock is not confirmed
	kept    time.Time // when the last reading was stored
}

// refusal is the last configuration that was refused because of a mistake.
type refusal struct {
	words string
	told  bool
}

// reading is the result of reading the YAML again. In the zero value nothing has changed.
type reading struct {
	next  *generation
	err   error
	same  bool // the content was read and is the one in force
	asked bool // somebody requested the reading
}
