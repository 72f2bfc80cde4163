package inspect

import (
	"context"
	"fmt"
	"math/big"

	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/table"
)

// checkTotals warns of totals among the rows of targets.
func (c *sourceCheck) checkTotals(ctx context.Context) error {
	for i, t := range c.Config.Targets {
		path := fmt.Sprintf("targets[%d]", i)
		if t.Dataset == "" || c.Failed[path] || c.hasNoValues(t.Dataset) {
			continue
		}
		if err := c.checkTotalRow(ctx, path, t.Dataset, t.Value.Text); err != nil {
			return err
		}
	}
	return nil
}

// checkTotalRow warns if the last row is the sum of all rows above it.
func (c *sourceCheck) checkTotalRow(ctx context.Context, path, dataset, value string) error {
	v := table.Ident(value)
	t, err := c.Query(ctx, fmt.Sprintf("with d as (select %s as v, row_number() over () as n from %s)"+
		" select count(*), sum(v) filter (where n < (select max(n) from d)), max(v) filter (where n = (select max(n) from d)) from d", v, table.Ident(dataset)))
	if err != nil {
		return ctx.Err() // a missing column was already reported
	}
	row := t.Rows[0]
	n, _ := row[0].(int64)
	if n < 3 || row[1] == nil || row[2] == nil {
		return nil
	}
	above, last := loaded.CellText(row[1]), loaded.CellText(row[2])
	x, okX := new(big.Rat).SetString(above)
	y, okY := new(big.Rat).SetString(last)
	if !okX || !okY || x.Sign() == 0 || x.Cmp(y) != 0 {
		return nil
	}
	where := "the last row"
	if offset, ok := c.LineOffset(dataset); ok {
		where = fmt.Sprintf("line %d", n+offset)
	}
	hint := "leave it out in the query"
	if file, ok := diagnose.OriginTable(c.Data, c.Plan, diagnose.Place{Name: dataset, Column: value}); ok && len(file.Files) == 1 {
		hint = diagnose.TableKey(c.Data, file, "csv: {footer: 1}")
	}
	c.warn(path, fmt.Sprintf("%s of %q equals the sum of the rows above it: every total would double", where, dataset), hint)
	return nil
}
