package inspect

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"bilan/internal/diagnose"
	"bilan/internal/freshness"
	"bilan/report/metric"
)

// checkAgeLimits adds a remark about each dataset from which no limit of age can be learned. Outdated data would not
// hold its reports.
func (c *sourceCheck) checkAgeLimits(ctx context.Context) error {
	for _, name := range c.Plan.Datasets {
		f := c.Config.Datasets[name].Checks.Fresh
		if c.Config.Datasets[name].Entity != "" { // the user cannot change the check of an entity
			continue
		}
		if f.Column == "" || f.Within != nil || c.Broken[name] || c.Failed["datasets."+name] || c.hasNoValues(name) {
			continue
		}
		h, err := c.History(ctx, c.Plan, name, f.Column)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			continue // a missing column was already reported
		}
		why := ""
		switch h.Judge(c.Plan.NeededUntil(name)).Rhythm {
		case freshness.Short:
			why = "less than 60 business days of rows"
		case freshness.Irregular:
			why = "rows at no regular times"
		default:
			continue
		}
		c.remark("datasets."+name+".checks.fresh", fmt.Sprintf("%q has %s, so no limit can be derived: old data does not hold a report", name, why),
			fmt.Sprintf("write {column: %s, within: 10 days}", f.Column))
	}
	return nil
}

// checkFarOffDates warns of rows with implausible dates, once for each dataset and column.
func (c *sourceCheck) checkFarOffDates(ctx context.Context) error {
	done := map[diagnose.Place]bool{}
	for _, name := range slices.Sorted(maps.Keys(c.Plan.Model.Metrics)) {
		m := c.Plan.Model.Metrics[name]
		at := diagnose.Place{Name: m.Dataset, Column: m.Date}
		if m.Date == "" || m.Formula != nil || done[at] || c.Broken[m.Dataset] || c.Failed["metrics."+name] || c.Failed["metrics."+name+".date"] || c.hasNoValues(m.Dataset) {
			continue
		}
		done[at] = true
		h, err := c.History(ctx, c.Plan, at.Name, at.Column)
		if err != nil || !h.FarOff() {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			continue // a missing column was already reported
		}
		far, err := c.FarOff(ctx, c.Plan, name)
		if err != nil {
			return err
		}
		if far.Rows > 0 {
			c.warn("metrics."+name+".date", c.farOffText(m, far), "correct the dates in the source")
		}
	}
	return nil
}

func (c *sourceCheck) farOffText(m *metric.Metric, far metric.FarOff) string {
	rows := "1 row"
	if far.Rows > 1 {
		rows = fmt.Sprintf("%d rows", far.Rows)
	}
	text := fmt.Sprintf("%s of %q with an impossible %q, such as %s", rows, m.Dataset, m.Date, far.Example)
	if m.AddsUp && far.Amount.OK() {
		text += ": " + c.Plan.AmountText(m, far.Amount.Rat) + " that no report counts"
	}
	return text
}
