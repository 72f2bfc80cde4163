package daemon

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"bilan/internal/ledger"
)

// reload reads the YAML again and, when it has changed and is right, puts it in force as a whole. A wrong file leaves
// the old one running, and its owner is told once.
func (d *Daemon) reload(ctx context.Context) {
	cfg, snapshot, err := d.Load()
	g := d.now()
	if err == nil && snapshot.Same(g.snapshot) {
		d.rejects = ""
		return
	}
	if err == nil {
		var next *generation
		if next, err = d.build(cfg, snapshot); err == nil {
			d.current.Store(next)
			d.rejects = ""
			d.stats.reloads.Inc()
			d.Log.Info("configuration in force", "reports", len(cfg.Reports))
			d.tick(ctx)
			return
		}
	}
	if err.Error() == d.rejects {
		return
	}
	d.rejects = err.Error()
	d.stats.refused.Inc()
	d.Log.Error("configuration refused, the old one stays in force", "err", err)
	d.tellRefused(ctx, g, err)
}

func (d *Daemon) tellRefused(ctx context.Context, g *generation, err error) {
	if g.cfg.Owner == "" {
		return
	}
	l := g.words("")
	sum := sha256.Sum256([]byte(err.Error()))
	dedupe := "config/" + d.Now().Format(time.DateOnly) + "/" + hex.EncodeToString(sum[:8])
	text := l.Word("notice.config") + "\n\n" + err.Error()
	if err := d.Ledger.Notify(ctx, g.letter(d.Now(), g.cfg.Owner, dedupe, l.Word("notice.config"), text, ledger.Key{})...); err != nil {
		d.Log.Error("tell the owner failed", "err", err)
	}
}
