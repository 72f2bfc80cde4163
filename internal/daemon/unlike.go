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
	"bilan/internal/run"
)

// differencesBefore lists the differences between a turn's distribution and the one before. It compares only scheduled
// turns, because a person who sends by hand can use --plan.
func (d *Daemon) differencesBefore(ctx context.Context, s ledger.Slot, m *maker.Made) ([]distribution.Difference, error) {
	if len(m.Distribution) == 0 || s.Kind != ledger.Scheduled {
		return nil, nil
	}
	was, err := d.previousDistribution(ctx, s.Key)
	if err != nil {
		return nil, fmt.Errorf("read the previous distribution: %w", err)
	}
	if was == nil {
		return nil, nil
	}
	is, err := distribution.Read(m.Distribution)
	if err != nil {
		return nil, err
	}
	return distribution.Differences(was, is), nil
}

// withholdForReview makes the messages of a turn wait if somebody reviews it first, or if its distribution differs from the one
// before. In the second case, its owner is told the differences, and it is not sent without an answer.
func (d *Daemon) withholdForReview(ctx context.Context, g *generation, out *ledger.Outcome, s ledger.Slot, r *run.Review, m *maker.Made) error {
	unlike, err := d.differencesBefore(ctx, s, m)
	if err != nil {
		return err
	}
	if r != nil && len(unlike) > 0 {
		held := *r
		held.Send = false
		r = &held
	}
	g.askReviewers(out, s, r, m, d.Now())
	if len(unlike) == 0 {
		return nil
	}
	if r == nil {
		until := d.Now().Add(g.cfg.Reports[s.Report].Hold.For)
		withhold(out, s, review.Review{Hash: m.DistributionHash, Until: until, Asked: d.Now()})
	}
	g.tellDifferences(out, s, m.DistributionHash, unlike, d.Now())
	d.Log.Info("distribution differs from the one before", "report", s.Report, "slot", s.Slot, "hash", m.DistributionHash, "changes", len(unlike))
	return nil
}

// tellDifferences queues a notice to the owner with the differences, and how to release the report.
func (g *generation) tellDifferences(out *ledger.Outcome, s ledger.Slot, hash string, unlike []distribution.Difference, now time.Time) {
	l := g.Locale(s.Report)
	var lines []string
	for _, difference := range unlike {
		lines = append(lines, difference.Text(l))
	}
	lines = append(lines, "", l.Word("review.do", s.Report, s.Key.Slot, " --hash "+hash), "", l.Word("notice.unlike.hold"))
	out.Notices = append(out.Notices, g.Notice(now, s.Key, "unlike", strings.Join(lines, "\n"), time.Time{})...)
}
