package inspect

import (
	"context"
	"fmt"
	"math/big"
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/locale"
	"bilan/internal/sales"
	"bilan/internal/table"
)

// LeftOut returns the metrics of the sales model that are left out because a role is not mapped, in a line for each
// role.
func LeftOut(p *loaded.Program) (lines []string) {
	model := p.Config.SalesModel()
	if model == nil {
		return nil
	}
	var roles []string
	by := map[string][]string{}
	_, left := model.Metrics()
	for _, l := range left {
		if _, defined := p.Config.Metrics[l.Metric]; defined {
			continue
		}
		if by[l.Needs] == nil {
			roles = append(roles, l.Needs)
		}
		by[l.Needs] = append(by[l.Needs], l.Metric)
	}
	for _, role := range roles {
		lines = append(lines, fmt.Sprintf("%s (map %s to have them)", strings.Join(by[role], ", "), role))
	}
	return append(lines, p.Config.LeftOutOfPacks()...)
}

// checkEntities adds a line about the rows of each entity of the sales model, and checks the entity's values.
func (c *sourceCheck) checkEntities(ctx context.Context) error {
	model := c.Config.SalesModel()
	if model == nil {
		return nil
	}
	for _, entity := range model.Datasets() {
		if c.Broken[sales.Dataset(entity)] {
			continue
		}
		line, err := c.entityLine(ctx, model, entity)
		if err != nil {
			return err
		}
		c.found.Entities = append(c.found.Entities, line)
		if err := c.checkUnlisted(ctx, model, entity); err != nil {
			return err
		}
		if err := c.checkLists(ctx, model, entity); err != nil {
			return err
		}
		if err := c.checkReferences(ctx, model, entity); err != nil {
			return err
		}
	}
	return nil
}

// checkReferences warns of columns of which no value is in the entity that they refer to. It does the same for stages
// in the history of deals.
func (c *sourceCheck) checkReferences(ctx context.Context, model *sales.Model, entity string) error {
	for _, r := range model.References(entity) {
		if c.Broken[sales.Dataset(r.Of)] {
			continue
		}
		if err := c.warnUnknown(ctx, r.Path, "sales."+r.Of, sales.UnknownKeysSQL(model.Entity(entity), r)); err != nil {
			return err
		}
	}
	if sql := model.UnknownStagesSQL(); sql != "" && entity == "deal_history" {
		return c.warnUnknown(ctx, "sales.deal_history.stage", "the stages of sales.deals", sql)
	}
	return nil
}

func (c *sourceCheck) warnUnknown(ctx context.Context, path, of, sql string) error {
	t, err := c.Query(ctx, sql)
	if err != nil {
		return err
	}
	n, _ := t.Rows[0][0].(int64)
	known, _ := t.Rows[0][1].(int64)
	if members, _ := t.Rows[0][2].(int64); members > 0 && known == 0 && n > 1 {
		c.warn(path, fmt.Sprintf("none of its %d values is in %s: %s; the values there are %s", n, of, loaded.CellText(t.Rows[0][3]), loaded.CellText(t.Rows[0][4])), "map the column that has them")
	}
	return nil
}

// entityLine returns a line such as "orders: 5 426 lines, 3 219 sales, 24 months, newest 27/11/2026; 4 cancelled; rep:
// 12 of 12 known".
func (c *sourceCheck) entityLine(ctx context.Context, model *sales.Model, entity string) (string, error) {
	loc, from := c.Plan.Scope.Locale, table.Ident(sales.Dataset(entity))
	rows, err := c.queryCount(ctx, "select count(*) from "+from)
	if err != nil {
		return "", err
	}
	parts := []string{countOf(loc, rows, "line")}
	var rest []string
	for _, n := range model.Counts(entity) {
		words, err := c.describeCount(ctx, loc, n)
		if err != nil {
			return "", err
		}
		switch {
		case words == "":
		case n.Of == "" && len(rest) == 0 && (entity == "orders" || entity == "invoices") && len(parts) == 1:
			parts = append(parts, words)
		default:
			rest = append(rest, words)
		}
	}
	if day := model.DayColumn(entity); day != "" && rows > 0 {
		t, err := c.Query(ctx, fmt.Sprintf("select count(distinct date_trunc('month', %[1]s)), max(%[1]s) from %[2]s", table.Ident(day), from))
		if err != nil {
			return "", err
		}
		months, _ := t.Rows[0][0].(int64)
		if newest, ok := table.Day(t.Rows[0][1]); ok {
			parts = append(parts, countOf(loc, months, "month"), "newest "+loc.DateMedium(newest))
		}
	}
	return sales.Title(entity) + ": " + strings.Join(append([]string{strings.Join(parts, ", ")}, rest...), "; "), nil
}

func (c *sourceCheck) queryCount(ctx context.Context, sql string) (int64, error) {
	t, err := c.Query(ctx, sql)
	if err != nil {
		return 0, err
	}
	n, _ := t.Rows[0][0].(int64)
	return n, nil
}

// describeCount writes a count with its words. It returns "" if a plain count or a share is zero, or if the total of a
// part is zero.
func (c *sourceCheck) describeCount(ctx context.Context, loc *locale.Locale, n sales.Count) (string, error) {
	part, err := c.queryCount(ctx, n.SQL)
	if err != nil || n.Of == "" {
		if part == 0 {
			return "", err
		}
		return fmt.Sprintf(n.Words, formatNumber(loc, part)), err
	}
	all, err := c.queryCount(ctx, n.Of)
	switch {
	case err != nil, all == 0, n.Share && part == 0:
		return "", err
	case n.Share && part*100 < all:
		return fmt.Sprintf(n.Words, "less than 1 %"), nil
	case n.Share:
		return fmt.Sprintf(n.Words, fmt.Sprintf("%d %%", (part*100+all/2)/all)), nil
	}
	return fmt.Sprintf(n.Words, formatNumber(loc, part), formatNumber(loc, all)), nil
}

// countOf writes a number with a noun, such as "1 month" or "3 months".
func countOf(loc *locale.Locale, n int64, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return formatNumber(loc, n) + " " + thing + "s"
}

func formatNumber(loc *locale.Locale, n int64) string { return loc.Number(new(big.Rat).SetInt64(n), 0) }

// checkUnlisted reports the statuses that are in no list, with the rows and the amount of each.
func (c *sourceCheck) checkUnlisted(ctx context.Context, model *sales.Model, entity string) error {
	sql := model.UnlistedSQL(entity)
	if sql == "" {
		return nil
	}
	t, err := c.Query(ctx, sql)
	if err != nil || len(t.Rows) == 0 {
		return err
	}
	var list []string
	for i, row := range t.Rows {
		if i == 8 {
			list = append(list, fmt.Sprintf("and %d more", len(t.Rows)-i))
			break
		}
		n, _ := row[1].(int64)
		text := fmt.Sprintf("%s (%s", loaded.CellText(row[0]), countOf(c.Plan.Scope.Locale, n, "row"))
		if row[2] != nil {
			text += ", " + loaded.CellText(row[2])
		}
		list = append(list, text+")")
	}
	add := c.remark
	if entity == "deals" {
		add = c.warn
	}
	add("sales."+entity+"."+sales.ListedRole(entity), "values that no list names "+sales.UnlistedMeaning(entity)+": "+strings.Join(list, "; "), "if a value means something else, add it to "+sales.ListKeys(entity))
	return nil
}
