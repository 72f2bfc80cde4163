package daemon

import (
	"context"
	"strings"
	"time"

	"bilan/internal/distribution"
	"bilan/internal/ledger"
	"bilan/internal/maker"
)

// maxUnservedNamed is the largest number of members in one mail.
const maxUnservedNamed = 20

// unservedNotice returns the mail that tells a report's owner which members get no edition although they should, unless the
// turn before had the same reason. Only scheduled turns are reported, because a person who sends by hand can use
// --plan.
func (d *Daemon) unservedNotice(ctx context.Context, g *generation, s ledger.Slot, m *maker.Made) []ledger.Delivery {
	if len(m.Distribution) == 0 || s.Kind != ledger.Scheduled {
		return nil
	}
	now, err := distribution.Read(m.Distribution)
	if err != nil {
		return nil // the review fails because of the same error
	}
	before, _ := d.previousDistribution(ctx, s.Key)
	list := distribution.Unserved(before, now)
	if len(list) == 0 {
		return nil
	}
	l := g.Locale(s.Report)
	var lines []string
	for _, line := range list[:min(len(list), maxUnservedNamed)] {
		lines = append(lines, line.UnservedText(l))
	}
	if more := len(list) - maxUnservedNamed; more > 0 {
		lines = append(lines, l.Word("unserved.more", more))
	}
	lines = append(lines, "", l.Word("unserved.cure", s.Report, list[0].Member))
	d.Log.Info("members get no edition", "report", s.Report, "slot", s.Slot, "members", len(list))
	return g.Notice(d.Now(), s.Key, "unserved", strings.Join(lines, "\n"), time.Time{})
}

// previousDistribution returns the distribution of the turn before; nil if there is none.
func (d *Daemon) previousDistribution(ctx context.Context, k ledger.Key) (*distribution.Distribution, error) {
	before, err := d.Ledger.ShownEdition(ctx, k)
	if err != nil || len(before.Distribution) == 0 {
		return nil, nil // the first turn has none before it
	}
	return distribution.Read(before.Distribution)
}
