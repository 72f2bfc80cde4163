package daemon

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"time"

	"bilan/internal/alarm"
	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/maker"
	"bilan/internal/regular"
	"bilan/internal/timetable"
	"bilan/internal/yamlfile"
)

// readWait is how long the loop waits for the YAML. A disk that does not respond must not stop the planning.
const readWait = 5 * time.Second

// rereadYAML reads the YAML again if one of its files has changed, or if asked. The reading has its own goroutine; while it
// runs, no second one begins.
func (d *Daemon) rereadYAML(ctx context.Context, asked bool) {
	if d.reading == nil {
		done, g, refused := make(chan *reading, 1), d.active(), d.refusal.words != ""
		d.reading = done
		go func() { done <- d.readYAML(g, refused, asked) }()
	}
	select {
	case r := <-d.reading:
		d.reading = nil
		d.apply(ctx, r)
	case <-ctx.Done():
	case <-time.After(readWait):
		d.Log.Error("reading the YAML takes too long, the old one stays in force: one of its files is on a disk that does not answer")
	}
}

// readYAML reads the files and builds a generation, but puts nothing in force. It parses the YAML only if a file has
// changed, because parsing a large YAML is slow.
func (d *Daemon) readYAML(g *generation, refused, asked bool) *reading {
	r := &reading{asked: asked}
	if !asked && !refused && unchanged(g.snapshot) {
		return r
	}
	cfg, snapshot, err := d.Load()
	if r.err = err; err != nil {
		return r
	}
	if r.same = snapshot.Same(g.snapshot); !r.same {
		r.next, r.err = d.build(cfg, snapshot)
	}
	return r
}

// apply puts a changed YAML in force if it has no mistakes. Otherwise the old one stays in force, and its owner is told
// once: immediately after an explicit request, otherwise only if the file is still wrong at the next check, because an
// editor may have saved half of it.
func (d *Daemon) apply(ctx context.Context, r *reading) {
	switch {
	case r.err != nil:
		d.refuse(ctx, r.err, r.asked)
	case r.same:
		d.refusal = refusal{}
	case r.next != nil:
		d.replace(ctx, r.next)
	}
}

func (d *Daemon) refuse(ctx context.Context, err error, asked bool) {
	again := err.Error() == d.refusal.words
	if !again {
		d.refusal = refusal{words: err.Error()}
		d.stats.Refused.Inc()
		d.Log.Error("configuration refused, the old one stays in force", "err", err)
	}
	if (again || asked) && !d.refusal.told {
		d.refusal.told = d.tellRefused(ctx, err)
	}
}

// replace puts another generation in force and plans with it.
func (d *Daemon) replace(ctx context.Context, next *generation) {
	next.loaded = d.Now()
	next.rememberGone(d.active())
	d.current.Store(next)
	d.refusal = refusal{}
	d.stats.Reloads.Inc()
	d.Log.Info("configuration in force", "reports", len(next.cfg.Reports))
	d.tick(ctx)
}

// unchanged reports whether all files of a snapshot still have the same content. A stream, such as standard input,
// counts as unchanged.
func unchanged(s *load.Snapshot) bool {
	for name, data := range s.Files {
		if yamlfile.IsStream(name) {
			continue // a stream was read to its end
		}
		now, err := regular.ReadFile(name)
		if err != nil || !bytes.Equal(now, data) {
			return false
		}
	}
	for pattern, names := range s.Globs {
		now, err := filepath.Glob(pattern)
		if err != nil || !slices.Equal(now, names) {
			return false
		}
	}
	return true
}

// tellRefused tells the company's owner why a configuration was refused. It returns false if the notice could not be
// stored.
func (d *Daemon) tellRefused(ctx context.Context, cause error) bool {
	g := d.active()
	if g.cfg.Owner == "" {
		return true
	}
	l := g.Locale("")
	sum := sha256.Sum256([]byte(cause.Error()))
	dedupe := "config/" + d.Now().Format(time.DateOnly) + "/" + hex.EncodeToString(sum[:8])
	text := l.Word("notice.config") + "\n\n" + cause.Error()
	if err := d.Ledger.Notify(ctx, g.Letter(d.Now(), g.cfg.Owner, dedupe, l.Word("notice.config"), text, ledger.Key{})...); err != nil {
		d.Log.Error("could not notify the owner", "err", err)
		return false
	}
	return true
}

// build returns a generation of a config; it is not yet in force.
func (d *Daemon) build(cfg *config.Config, snapshot *load.Snapshot) (*generation, error) {
	g := &generation{cfg: cfg, snapshot: snapshot, loaded: d.Now()}
	var err error
	g.Timetable = timetable.New(cfg)
	g.Writer = &letter.Writer{Config: cfg, Zone: g.ZoneOf}
	if g.sender, err = d.Sender(cfg); err != nil {
		return nil, err
	}
	g.maker, g.channels = d.Maker(cfg), alarm.New(cfg.Alarm, maker.Environment())
	return g, nil
}
