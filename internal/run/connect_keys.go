package run

import (
	"cmp"
	"context"
	"slices"

	"bilan/internal/config"
	"bilan/report/metric"
)

// keys names the values of key columns that match no member, with what they are worth.
func (c *connection) keys(ctx context.Context) error {
	engine := c.asker(c.plan.Params)
	for _, name := range c.plan.Datasets {
		ds := c.cfg.Datasets[name]
		for _, dim := range sortedKeys(ds.Keys) {
			d := c.cfg.Dimensions[dim]
			if d.Dataset == "" || c.unknown(name) || c.broken[d.Dataset] || c.planned(name, dim) {
				continue
			}
			amount, worth := c.worth(name)
			list, values, err := c.plan.Model.Unmatched(ctx, engine, name, dim, amount)
			if err != nil || len(list) == 0 {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				continue // a column that is not there was told already
			}
			members, err := c.plan.Model.Members(ctx, engine, dim)
			if err != nil {
				return err
			}
			c.warn("datasets."+name+".keys."+dim, c.strangers(name, ds.Keys[dim], "match no "+dim, list, values, meaningsOf(members, dim, name))+c.plan.unassigned(list, worth), "")
		}
	}
	return nil
}

// planned tells of a dataset's keys that a target is set by: a diagnosis of the reports looks at them.
func (c *connection) planned(dataset, dim string) bool {
	return slices.ContainsFunc(c.cfg.Targets, func(t config.Target) bool { return t.Dataset == dataset && slices.Contains(t.By, dim) })
}

// worth is what a dataset's rows are summed up as: the value of a metric in money.
func (c *connection) worth(dataset string) (amount, words string) {
	for _, name := range append(c.shown(), c.written("metrics.", sortedKeys(c.cfg.Metrics))...) {
		if m := c.plan.Model.Metrics[name]; m != nil && m.Dataset == dataset && m.AddsUp && m.Unit == metric.Currency {
			return m.Value, "of " + name
		}
	}
	return "null", ""
}

// shown lists the metrics of the reports, as they stand in the file.
func (c *connection) shown() (list []string) {
	for _, report := range c.written("reports.", sortedKeys(c.cfg.Reports)) {
		for _, s := range c.cfg.Reports[report].Sections {
			list = append(list, s.Shows()...)
		}
	}
	return list
}

// written puts names in the order in which they are defined.
func (c *connection) written(block string, names []string) []string {
	slices.SortStableFunc(names, func(a, b string) int {
		x, y := c.cfg.Pos(block+a), c.cfg.Pos(block+b)
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	return names
}
