package inspect

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/diagnose"
	"bilan/report/metric"
	"bilan/report/metric/check"
	"bilan/report/metric/query"
)

// checkKeys warns of values in key columns that match no member, with the amounts of their rows.
func (c *sourceCheck) checkKeys(ctx context.Context) error {
	engine := c.Asker(c.Plan.Params)
	for _, name := range c.Plan.Datasets {
		ds := c.Config.Datasets[name]
		for _, dim := range slices.Sorted(maps.Keys(ds.Keys)) {
			d := c.Config.Dimensions[dim]
			if d.Dataset == "" || c.hasNoValues(name) || c.Broken[d.Dataset] || c.setsTargets(name, dim) {
				continue
			}
			amount, datasetAmount := c.datasetAmount(name)
			list, values, err := check.Unmatched(ctx, c.Plan.Model, engine, name, dim, amount)
			if err != nil || len(list) == 0 {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				continue // a missing column was already reported
			}
			money := diagnose.DescribeUnassigned(c.Plan, list, datasetAmount)
			if strings.HasPrefix(name, "sales.") && money == "" && len(list) == 1 && list[0].Value == "" {
				continue // the line about the entity already says that some rows have no value
			}
			members, err := query.Members(ctx, c.Plan.Model, engine, dim)
			if err != nil {
				return err
			}
			c.warn("datasets."+name+".keys."+dim, diagnose.DescribeUnknownKeys(c.Data, name, ds.Keys[dim], "match no "+dim, list, values, diagnose.NewKeyMatcher(members, dim, name))+money, "")
		}
	}
	return nil
}

// setsTargets reports whether a target is set by the keys of a dataset. The diagnosis of the reports checks those keys.
func (c *sourceCheck) setsTargets(dataset, dim string) bool {
	return slices.ContainsFunc(c.Config.Targets, func(t figure.Target) bool { return t.Dataset == dataset && slices.Contains(t.By, dim) })
}

// datasetAmount returns an SQL sum that describes the rows of a dataset, and the metric's name in words. The sum is the
// value of an additive metric in money. Without such a metric it is "null".
func (c *sourceCheck) datasetAmount(dataset string) (amount, words string) {
	for _, name := range append(c.shownMetrics(), c.sortByPosition("metrics.", slices.Sorted(maps.Keys(c.Config.Metrics)))...) {
		if m := c.Plan.Model.Metrics[name]; m != nil && m.Dataset == dataset && m.AddsUp && m.Unit == metric.Currency {
			return m.Value, "of " + name
		}
	}
	return "null", ""
}

// shownMetrics returns the metrics of the reports in the order of the file.
func (c *sourceCheck) shownMetrics() (list []string) {
	for _, report := range c.sortByPosition("reports.", slices.Sorted(maps.Keys(c.Config.Reports))) {
		for _, s := range c.Config.Reports[report].Sections {
			list = append(list, s.Shows()...)
		}
	}
	return list
}

// sortByPosition sorts names in the order in which the YAML defines them.
func (c *sourceCheck) sortByPosition(block string, names []string) []string {
	slices.SortStableFunc(names, func(a, b string) int {
		x, y := c.Config.Pos(block+a), c.Config.Pos(block+b)
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	return names
}
