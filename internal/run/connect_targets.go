package run

import (
	"context"
	"fmt"
	"math/big"
	"strings"

	"bilan/internal/period"
	"bilan/report/metric"
)

// targets holds targets against actuals in the last whole month: values that stand twice or miss, units that
// cannot be, totals among the rows.
func (c *connection) targets(ctx context.Context) error {
	engine := asker{c.bench, c.plan.Params}
	cal := c.plan.calendar
	month := cal.Shift(cal.Containing(period.Month, c.plan.Slot.Date), -1)
	seen := map[string]bool{}
	for i, t := range c.cfg.Targets {
		path := fmt.Sprintf("targets[%d]", i)
		if c.unfit[path] || c.unfit["metrics."+t.Metric] || c.unknown(t.Dataset) || c.unknown(c.cfg.Metrics[t.Metric].Dataset) ||
			c.unfit["datasets."+c.cfg.Metrics[t.Metric].Dataset+".credit"] {
			continue
		}
		if t.Dataset != "" {
			if err := c.totalRow(ctx, path, t.Dataset, t.Value); err != nil {
				return err
			}
		}
		by := ""
		if len(t.By) > 0 {
			by = t.By[0]
		}
		book, err := c.plan.Model.Compute(ctx, engine, []metric.Ask{{Metric: t.Metric, By: by, Period: month}})
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			c.mistake(path, err.Error(), "")
			continue
		}
		if !seen[t.Metric] {
			seen[t.Metric] = true
			c.judge(path, month, book.Answer(metric.Ask{Metric: t.Metric, By: by, Period: month}))
		}
	}
	return nil
}

func (c *connection) judge(path string, month period.Period, a metric.Answer) {
	f := a.Total
	name := c.plan.calendar.ID(month)
	if f.AC.OK() && f.PL.OK() && f.PL.Rat.Sign() > 0 && f.Metric.AddsUp {
		ratio, _ := new(big.Rat).Quo(f.AC.Rat, f.PL.Rat).Float64()
		scale, ok := map[bool]string{true: "1000", false: "0.001"}[ratio > 1], ratio > 50 || ratio > 0 && ratio < 0.02
		if ok {
			c.warn(path, fmt.Sprintf("in %s the actual is %s against a target of %s, %.0f %%", name, c.money(f.AC.Rat), c.money(f.PL.Rat), ratio*100),
				"is the target in another unit? scale: "+scale)
		}
	}
	var without []string
	for _, s := range a.Slices {
		if !s.Unassigned && !s.Figure.PL.OK() && s.Figure.AC.OK() && s.Figure.AC.Rat.Sign() != 0 {
			without = append(without, s.Label)
		}
	}
	if len(without) > 0 {
		c.warn(path, fmt.Sprintf("%d members have an actual and no target in %s: %s", len(without), name, few(without)), "")
	}
}

// totalRow finds a last row that holds the sum of all rows above it.
func (c *connection) totalRow(ctx context.Context, path, dataset, value string) error {
	v := ident(value)
	t, err := c.query(ctx, fmt.Sprintf("with d as (select %s as v, row_number() over () as n from %s)"+
		" select count(*), sum(v) filter (where n < (select max(n) from d)), max(v) filter (where n = (select max(n) from d)) from d", v, ident(dataset)))
	if err != nil {
		return ctx.Err() // a column that is not there was told already
	}
	row := t.Rows[0]
	n, _ := row[0].(int64)
	if n < 3 || row[1] == nil || row[2] == nil {
		return nil
	}
	above, last := cellText(row[1]), cellText(row[2])
	x, okX := new(big.Rat).SetString(above)
	y, okY := new(big.Rat).SetString(last)
	if !okX || !okY || x.Sign() == 0 || x.Cmp(y) != 0 {
		return nil
	}
	where := "the last row"
	if offset, ok := c.lines(dataset); ok {
		where = fmt.Sprintf("line %d", n+offset)
	}
	hint := "leave it out in the query"
	if file, ok := c.origin(c.plan, place{name: dataset, column: value}); ok && len(file.files) == 1 {
		hint = c.tableKey(file, "csv: {footer: 1}")
	}
	c.warn(path, fmt.Sprintf("%s of %q equals the sum of the rows above it: every total would double", where, dataset), hint)
	return nil
}

func few(list []string) string {
	if len(list) > 5 {
		return strings.Join(list[:5], ", ") + fmt.Sprintf(" and %d more", len(list)-5)
	}
	return strings.Join(list, ", ")
}
