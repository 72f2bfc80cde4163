package run

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"bilan/internal/period"
	"bilan/report/metric"
)

// targets holds targets against actuals in the last whole month: values that stand twice, units that cannot be, totals
// among the rows. Then it looks for those that nobody set.
func (c *connection) targets(ctx context.Context) error {
	engine := asker{c.bench, c.plan.Params}
	cal := c.plan.calendar
	month := cal.Shift(cal.Containing(period.Month, c.plan.CutOff), -1)
	failed := map[string]bool{} // metrics of which not every target can be asked
	seen := map[string]bool{}
	for i, t := range c.cfg.Targets {
		path := fmt.Sprintf("targets[%d]", i)
		if c.unfit[path] || c.unfit["metrics."+t.Metric] || c.unknown(t.Dataset) || c.unknown(c.cfg.Metrics[t.Metric].Dataset) {
			failed[t.Metric] = true
			continue
		}
		if t.Dataset != "" {
			if err := c.totalRow(ctx, path, t.Dataset, t.Value); err != nil {
				return err
			}
		}
		if err := c.strays(ctx, engine, path, &c.plan.Model.Targets[i]); err != nil {
			return err
		}
		if err := c.unsold(ctx, engine, path, &c.plan.Model.Targets[i]); err != nil {
			return err
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
			c.unreadable(path, err)
			failed[t.Metric] = true
			continue
		}
		if !seen[t.Metric] && c.plan.Model.HasTarget(t.Metric) {
			seen[t.Metric] = true
			c.judge(path, month, book.Answer(metric.Ask{Metric: t.Metric, By: by, Period: month}))
		}
	}
	for _, step := range []func(context.Context, map[string]bool) error{c.gaps, c.unshaped, c.untargeted} {
		if err := step(ctx, failed); err != nil {
			return err
		}
	}
	return nil
}

// unreadable notes what keeps a metric from being held against its targets: at the one that is to blame, once, and only
// when no other step told it.
func (c *connection) unreadable(path string, err error) {
	message := err.Error()
	var at *metric.TargetError
	if errors.As(err, &at) {
		path, message = fmt.Sprintf("targets[%d]", at.Index), at.Err.Error()
		if c.unfit[path] || c.unknown(c.cfg.Targets[at.Index].Dataset) {
			return
		}
	}
	if c.unfit[path] || lacksColumn(err) && len(c.found.Mistakes) > 0 {
		return
	}
	c.mistake(path, message, "")
	c.unfit[path] = true
}

// judge doubts a target that is far from the actual.
func (c *connection) judge(path string, month period.Period, a metric.Answer) {
	f := a.Total
	if !f.AC.OK() || !f.PL.OK() || f.PL.Rat.Sign() <= 0 || !f.Metric.AddsUp {
		return
	}
	ratio, _ := new(big.Rat).Quo(f.AC.Rat, f.PL.Rat).Float64()
	if ratio <= 50 && (ratio <= 0 || ratio >= 0.02) {
		return
	}
	scale := map[bool]string{true: "1000", false: "0.001"}[ratio > 1]
	c.warn(path, fmt.Sprintf("in %s the actual is %s against a target of %s, %.0f %%", c.plan.calendar.ID(month), c.amount(f.Metric, f.AC.Rat), c.amount(f.Metric, f.PL.Rat), ratio*100),
		"is the target in another unit? scale: "+scale)
}

// amount is a value of a metric with its unit, and with decimals where it is small.
func (c *connection) amount(m *metric.Metric, r *big.Rat) string {
	digits := 0
	if r.Cmp(big.NewRat(100, 1)) < 0 && !r.IsInt() {
		digits = 2
	}
	if m.Unit == metric.Currency {
		return c.plan.Scope.Locale.Money(r, cmp.Or(m.Currency, c.cfg.Currency), digits)
	}
	return c.plan.Scope.Locale.Number(r, digits)
}

// strays names the members of "values" that match nobody.
func (c *connection) strays(ctx context.Context, engine asker, path string, t *metric.Target) error {
	list, err := c.plan.Model.Strays(ctx, engine, t)
	if err != nil || len(list) == 0 {
		return ctx.Err() // a column of the roster that is not there was told already
	}
	members, err := c.plan.Model.Members(ctx, engine, t.By[0])
	if err != nil {
		return ctx.Err()
	}
	sum, names := new(big.Rat), make([]string, len(list))
	for i, key := range list {
		sum.Add(sum, t.Members[key])
		names[i] = fmt.Sprintf("%q", key)
		if hint := meant(key, members); hint != "" {
			names[i] += " (" + hint + ")"
		}
	}
	worth := ""
	if m := c.plan.Model.Metrics[t.Metric]; m.AddsUp && m.Unit == metric.Currency {
		if t.Scale != nil {
			sum.Mul(sum, t.Scale)
		}
		worth = fmt.Sprintf(": %s a %s would be under %q", c.money(sum), t.Per, c.plan.Scope.Locale.Word("unassigned"))
	}
	c.warn(path+".values", fmt.Sprintf("%d of %d members match no %s: %s%s", len(list), len(t.Members), t.By[0], few(names), worth), "")
	return nil
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
