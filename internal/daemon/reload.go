package daemon

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/regular"
)

// refusal is the last configuration that was wrong.
type refusal struct {
	words string
	told  bool
}

// look reads the YAML again when one of its files has changed. Reading files is cheap, parsing a large YAML is not.
func (d *Daemon) look(ctx context.Context) {
	if d.refusal.words == "" && unchanged(d.now().snapshot) {
		return
	}
	d.load(ctx, false)
}

// reload reads the YAML again because somebody wants it.
func (d *Daemon) reload(ctx context.Context) { d.load(ctx, true) }

// load puts a changed YAML in force as a whole when it is right. A wrong file leaves the old one running, and its owner
// is told once: at once when somebody asked for it, else when it is still wrong at the next look, for an editor may be
// halfway through it.
func (d *Daemon) load(ctx context.Context, asked bool) {
	cfg, snapshot, err := d.Load()
	if err == nil && snapshot.Same(d.now().snapshot) {
		d.refusal = refusal{}
		return
	}
	if err == nil {
		err = d.replace(ctx, cfg, snapshot)
	}
	if err == nil {
		return
	}
	again := err.Error() == d.refusal.words
	if !again {
		d.refusal = refusal{words: err.Error()}
		d.stats.refused.Inc()
		d.Log.Error("configuration refused, the old one stays in force", "err", err)
	}
	if (again || asked) && !d.refusal.told {
		d.refusal.told = d.tellRefused(ctx, err)
	}
}

// replace builds everything that can fail, then swaps.
func (d *Daemon) replace(ctx context.Context, cfg *config.Config, snapshot *config.Snapshot) error {
	next, err := d.build(cfg, snapshot)
	if err != nil {
		return err
	}
	d.current.Store(next)
	d.refusal = refusal{}
	d.stats.reloads.Inc()
	d.Log.Info("configuration in force", "reports", len(cfg.Reports))
	d.tick(ctx)
	return nil
}

// unchanged tells whether all files of a snapshot still hold what they held.
func unchanged(s *config.Snapshot) bool {
	for name, data := range s.Files {
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

// tellRefused tells the company's owner. False when that could not be written down.
func (d *Daemon) tellRefused(ctx context.Context, cause error) bool {
	g := d.now()
	if g.cfg.Owner == "" {
		return true
	}
	l := g.words("")
	sum := sha256.Sum256([]byte(cause.Error()))
	dedupe := "config/" + d.Now().Format(time.DateOnly) + "/" + hex.EncodeToString(sum[:8])
	text := l.Word("notice.config") + "\n\n" + cause.Error()
	if err := d.Ledger.Notify(ctx, g.letter(d.Now(), g.cfg.Owner, dedupe, l.Word("notice.config"), text, ledger.Key{})...); err != nil {
		d.Log.Error("tell the owner failed", "err", err)
		return false
	}
	return true
}
