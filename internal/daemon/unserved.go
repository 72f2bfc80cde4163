package daemon

import (
	"context"
	"strings"
	"time"

	"bilan/internal/distribution"
	"bilan/internal/ledger"
	"bilan/internal/maker"
)

// mostUnserved is how many members one mail names.
const mostUnserved = 20

// unserved tells a report's owner which members get no edition although they should, once for each reason that is new. Only scheduled turns tell it: for
// one sent by hand there is --plan.
func (d *Daemon) unserved(ctx context.Context, g *generation, s ledger.Slot, m *maker.Made) []ledger.Delivery {
	if len(m.Distribution) == 0 || s.Kind != ledger.Scheduled {
		return nil
	}
	now, err := distribution.Read(m.Distribution)
	if err != nil {
		return nil // what reviews it fails
	}
	before, _ := d.shownDistribution(ctx, s.Key)
	list := distribution.Unserved(before, now)
	if len(list) == 0 {
		return nil
	}
	l := g.Words(s.Report)
	var lines []string
	for _, line := range list[:min(len(list), mostUnserved)] {
		lines = append(lines, line.Unserved(l))
	}
	if more := len(list) - mostUnserved; more > 0 {
		lines = append(lines, l.Word("unserved.more", more))
	}
	lines = append(lines, "", l.Word("unserved.cure", s.Report, list[0].Member))
	d.Log.Info("members get no edition", "report", s.Report, "slot", s.Slot, "members", len(list))
	return g.Notice(d.Now(), s.Key, "unserved", strings.Join(lines, "\n"), time.Time{})
}

// shownDistribution is the distribution before a turn; nil when there is none.
func (d *Daemon) shownDistribution(ctx context.Context, k ledger.Key) (*distribution.Distribution, error) {
	before, err := d.Ledger.Shown(ctx, k)
	if err != nil || len(before.Distribution) == 0 {
		return nil, nil // the first one has nothing before it
	}
	return distribution.Read(before.Distribution)
}
