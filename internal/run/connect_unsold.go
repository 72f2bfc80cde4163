package run

import (
	"context"
	"fmt"

	"bilan/report/metric"
)

// unsold names the values that a target is set for and that no row of its metric has, in dimensions that are the values found: a
// region that is written otherwise in the plan would get a line of its own. Each is told once, however many targets read it.
func (c *connection) unsold(ctx context.Context, engine asker, path string, t *metric.Target) error {
	for _, dim := range t.By {
		list, sold, err := c.plan.Model.Unsold(ctx, engine, t, dim)
		if err != nil || len(list) == 0 || len(sold) == 0 {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			continue // a column that is not there was told already
		}
		at, where := path+".values", "it has"
		if t.Dataset != "" {
			at, where = "datasets."+t.Dataset+".keys."+dim, fmt.Sprintf("%q has", t.Dataset)
		}
		if c.unfit[at] {
			continue
		}
		c.unfit[at] = true
		members := make([]metric.Member, len(sold))
		for i, value := range sold {
			members[i] = metric.Member{Key: value, Label: value}
		}
		names := make([]string, len(list))
		for i, value := range list {
			names[i] = fmt.Sprintf("%q", value)
			if other := twin(value, members); other != "" {
				names[i] += fmt.Sprintf(" (did you mean %q?)", other)
			}
		}
		c.warn(at, fmt.Sprintf("%s values for a %s that no row of %q has: %s", where, dim, c.cfg.Metrics[t.Metric].Dataset, few(names)), "")
	}
	return nil
}

// twin is the member whose name differs by accents, case or order only, "" for none.
func twin(value string, members []metric.Member) string {
	for _, m := range members {
		if sameWords(value, m.Key) {
			return m.Key
		}
	}
	return ""
}
