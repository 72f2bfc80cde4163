package run

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/report/metric"
)

// keys names the values of key columns that match no member, with what they are worth.
func (c *connection) keys(ctx context.Context) error {
	engine := asker{c.bench, c.plan.Params}
	for _, name := range c.plan.Datasets {
		ds := c.cfg.Datasets[name]
		for _, dim := range sortedKeys(ds.Keys) {
			d := c.cfg.Dimensions[dim]
			if d.Dataset == "" || c.unknown(name) || c.broken[d.Dataset] {
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
			c.warn("datasets."+name+".keys."+dim, c.strangers(name, ds.Keys[dim], dim, list, values, members, worth), "")
		}
	}
	return nil
}

// worth is what a dataset's rows are summed up as: the value of a target or of a metric in money.
func (c *connection) worth(dataset string) (amount, words string) {
	for _, t := range c.cfg.Targets {
		if t.Dataset == dataset {
			factor := ""
			if r := t.Scale.Rat; r != nil {
				digits, _ := r.FloatPrec()
				factor = " * " + r.FloatString(digits)
			}
			return fmt.Sprintf("sum(%s)%s", ident(t.Value), factor), "of objectives"
		}
	}
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

// strangers is the sentence: 2 of 12 "matricule" in quotas match no rep: … : 1 184 000 € would be on no page.
func (c *connection) strangers(dataset, column, dim string, list []metric.Unmatched, values int64, members []metric.Member, worth string) string {
	var b strings.Builder
	named := slices.DeleteFunc(slices.Clone(list), func(u metric.Unmatched) bool { return u.Value == "" })
	if len(named) > 0 {
		fmt.Fprintf(&b, "%d of %d values of %q in %q match no %s: ", len(named), values, column, dataset, dim)
	}
	sum, money := new(big.Rat), false
	for i, u := range list {
		if u.Amount.OK() {
			sum.Add(sum, u.Amount.Rat)
			money = true
		}
		if i < 8 {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(c.stranger(dataset, column, u, len(named) > 0, members))
		}
	}
	if len(list) > 8 {
		fmt.Fprintf(&b, " and %d more", len(list)-8)
	}
	if money {
		fmt.Fprintf(&b, ": %s %s would be under %q", c.money(sum), worth, c.plan.Scope.Locale.Word("unassigned"))
	}
	return b.String()
}

// stranger is one value that matches no member, with where it stands. Empty cells are a sentence of their own when
// no other value is named.
func (c *connection) stranger(dataset, column string, u metric.Unmatched, among bool, members []metric.Member) string {
	rows := fmt.Sprintf("%d rows", u.Rows)
	if u.Rows == 1 {
		rows = "1 row"
	}
	if u.Value == "" && !among {
		return fmt.Sprintf("%s of %q %s no %q", rows, dataset, map[bool]string{true: "has", false: "have"}[u.Rows == 1], column)
	}
	where := rows
	if offset, ok := c.lines(dataset); ok {
		where = fmt.Sprintf("lines %d–%d", u.First+offset, u.Last+offset)
		if u.First == u.Last {
			where = fmt.Sprintf("line %d", u.First+offset)
		}
	}
	if u.Value == "" {
		return rows + " without a value"
	}
	if hint := meant(u.Value, members); hint != "" {
		where += "; " + hint
	}
	return fmt.Sprintf("%q (%s)", u.Value, where)
}

// meant guesses which member a value stands for: a leading zero that a spreadsheet ate, a name instead of a
// key, another order of the names.
func meant(value string, members []metric.Member) string {
	for _, m := range members {
		if strings.TrimLeft(m.Key, "0") == strings.TrimLeft(value, "0") && m.Key != value {
			return fmt.Sprintf("%q? a leading zero was lost", m.Key)
		}
	}
	for _, m := range members {
		if sameWords(value, m.Label) || sameWords(value, m.Key) {
			return fmt.Sprintf("did you mean %q, %s?", m.Key, m.Label)
		}
	}
	return ""
}

func (c *connection) money(r *big.Rat) string { return c.plan.Scope.Locale.Money(r, c.cfg.Currency, 0) }
