package daemon

import (
	"context"
	"fmt"
	"strings"
	"time"

	"bilan/internal/distribution"
	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/review"
)

// checkDistribution has the messages of members wait until somebody has looked at who gets what, where that is unlike the time before, and tells the owner
// why. What the schedule sends is looked at alone: who sends by hand has --plan.
func (d *Daemon) checkDistribution(ctx context.Context, g *generation, out *ledger.Outcome, s ledger.Slot, m *maker.Made) error {
	if len(m.Distribution) == 0 || s.Kind != ledger.Scheduled || out.Withhold {
		return nil
	}
	before, err := d.Ledger.Shown(ctx, s.Key)
	if err != nil || len(before.Distribution) == 0 {
		return nil // the first one has nothing before it
	}
	was, err := distribution.Read(before.Distribution)
	if err != nil {
		return fmt.Errorf("read the distribution before: %w", err)
	}
	is, err := distribution.Read(m.Distribution)
	if err != nil {
		return err
	}
	unlike := distribution.Unlike(was, is)
	if len(unlike) == 0 {
		return nil
	}
	until := d.Now().Add(g.cfg.Reports[s.Report].Hold.For)
	g.askToRelease(out, s, is.Hash, unlike, d.Now(), until)
	d.Log.Info("distribution is unlike the one before", "report", s.Report, "slot", s.Slot, "hash", is.Hash, "changes", len(unlike))
	return nil
}

func (g *generation) askToRelease(out *ledger.Outcome, s ledger.Slot, hash string, unlike []string, now, until time.Time) {
	withhold(out, s, review.Review{Hash: hash, Until: until, Asked: now})
	why := strings.Join(unlike, "\n") + fmt.Sprintf("\n\nbilan release %s %s --hash %s\nbilan refuse %s %s --why …", s.Report, s.Key.Slot, hash, s.Report, s.Key.Slot)
	out.Notices = append(out.Notices, g.Notice(now, s.Key, "unlike", why, until)...)
}
