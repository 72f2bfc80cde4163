package sales

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
)

// From is one table of an entity: the dataset with its rows, and by role the SQL of each mapped role.
type From struct {
	Dataset string
	SQL     map[string]string
}

// StagedDataset returns the name of the dataset with an entity's staged rows: its roles as columns, with unchanged
// values. For the lines of an entity, canonical is the entity's canonical dataset.
func StagedDataset(e *Entity, canonical string) string {
	if e.Name == "lines" {
		return canonical + "/lines"
	}
	return canonical + "/rows"
}

// StageSQL returns the SELECT of an entity's staged rows: the union of all its tables.
func StageSQL(e *Entity, from []From) string {
	parts := make([]string, len(from))
	for i, f := range from {
		list := make([]string, len(e.Roles))
		for j, r := range e.Roles {
			list[j] = wrapSQL(f.SQL[r.Name]) + " as " + table.Ident(r.Name)
		}
		parts[i] = "select " + strings.Join(list, ", ") + " from " + table.Ident(f.Dataset)
		if e.Where != "" {
			parts[i] += " where " + wrapSQL(e.Where)
		}
	}
	return strings.Join(parts, " union all by name ")
}

// wrapSQL wraps SQL of the user, which passed the gate, for use in a statement. The line break ends a trailing comment.
func wrapSQL(sql string) string { return "(" + sql + "\n)" }

// ProbeSQL returns a SELECT that evaluates an expression of the user on a table. before is the number of bytes in front
// of the expression.
func ProbeSQL(dataset, sql string) (query string, before int) {
	const start = "select ("
	return fmt.Sprintf("%s%s\n) as x from %s", start, sql, table.Ident(dataset)), len(start)
}

// UnreadableSQL returns a SELECT of one value of a role that is filled but cannot be read as the role's kind. It has
// one row or none.
func UnreadableSQL(e *Entity, r Role, kind table.Kind) string {
	return fmt.Sprintf("select r.%[1]s from %[2]s as r where r.%[1]s is not null and %[3]s is null order by 1 limit 1", table.Ident(r.Name),
		table.Ident(StagedDataset(e, Dataset(e.Name))), typedSQL(r, kind))
}

// OverlapSQL returns a SELECT of how many rows of a dataset satisfy the conditions of two entities.
func OverlapSQL(a, b *Entity, dataset string) string {
	condition := "true"
	for _, e := range []*Entity{a, b} {
		if e.Where != "" {
			condition += " and " + wrapSQL(e.Where)
		}
	}
	return "select count(*) from " + table.Ident(dataset) + " where " + condition
}

// UnknownKeysSQL returns a SELECT of how many different values a key has in the canonical rows, how many of them are
// members, how many members there are, and the first three values and members.
func UnknownKeysSQL(e *Entity, r Role) string {
	list := func(column, from string) string {
		return fmt.Sprintf("(select string_agg(x, ', ' order by x) from (select distinct cast(%[1]s as varchar) as x from %[2]s where %[1]s is not null order by 1 limit 3))", column, from)
	}
	rows, members := table.Ident(Dataset(e.Name)), table.Ident(Dataset(r.Of))
	return fmt.Sprintf("select count(distinct %[1]s), count(distinct %[1]s) filter (where %[1]s in (select id from %[3]s)), (select count(*) from %[3]s), %[4]s, %[5]s from %[2]s",
		table.Ident(r.Name), rows, members, list(table.Ident(r.Name), rows), list("id", members))
}

// UnmatchedLinesSQL returns a SELECT that has one row if an entity and its lines have ids, but none in common, else no
// row. The row has the first three ids of each.
func UnmatchedLinesSQL(e *Entity) string {
	heads, lines := table.Ident(StagedDataset(e, Dataset(e.Name))), table.Ident(StagedDataset(e.Lines, Dataset(e.Name)))
	first := func(column string) string {
		return "(select string_agg(x, ', ' order by x) from (select distinct x from " + column + " where x is not null order by 1 limit 3))"
	}
	return fmt.Sprintf(`with l as (select trim(cast("order" as varchar)) as x from %s), h as (select trim(cast(id as varchar)) as x from %s)
select %s, %s where exists (from l where x is not null) and exists (from h where x is not null) and not exists (select 1 from l join h on h.x = l.x)`, lines, heads, first("l"), first("h"))
}

// references gives by entity and role the entity whose ids the role holds, if these are not members of a dimension.
var references = map[string]map[string]string{
	"deal_history": {"deal": "deals"}, "quotes": {"deal": "deals"}, "leads": {"deal": "deals"}, "invoices": {"order": "orders"}, "orders": {"quote": "quotes"},
}

// References returns the mapped roles of an entity that hold ids of another mapped entity, with that entity in Of. For
// 'split' it is the role with the id of the shared sale.
func (m *Model) References(entity string) (list []Role) {
	e := m.entities[entity]
	if e == nil {
		return nil
	}
	for _, r := range e.Roles {
		r.Of = references[entity][r.Name]
		if entity == "split" && r.Name == "id" {
			r.Of = m.SharedEntity()
		}
		if m.entities[r.Of] != nil {
			list = append(list, r)
		}
	}
	return list
}

// UnknownStagesSQL returns a SELECT with the columns of UnknownKeysSQL, about the stages in the history and those that
// the lists of the deals name; "" if deals or the history are not mapped.
func (m *Model) UnknownStagesSQL() string {
	deals := m.entities["deals"]
	if m.entities["deal_history"] == nil || deals == nil {
		return ""
	}
	listedStages := slices.Concat(deals.Lists["stages"], deals.Lists["won"], deals.Lists["lost"])
	return fmt.Sprintf("select count(distinct stage), count(distinct stage) filter (where %s), %d, (select string_agg(x, ', ' order by x) from (select distinct stage as x from %[3]s where stage is not null order by 1 limit 3)), %s from %[3]s",
		inListSQL("stage", listedStages), len(listedStages), table.Ident(Dataset("deal_history")), table.Literal(strings.Join(listedStages, ", ")))
}

// CurrenciesSQL returns a SELECT of the currency codes in a column that are not the company's currency, with the number
// of the entity's rows that have each.
func CurrenciesSQL(e *Entity, dataset, column, companyCurrency string) string {
	code := "upper(trim(cast(" + table.Ident(column) + " as varchar)))"
	condition := "true"
	if e.Where != "" {
		condition = wrapSQL(e.Where)
	}
	return fmt.Sprintf("select %[1]s as code, count(*) as n from %[2]s where %[3]s and regexp_full_match(%[1]s, '[A-Z]{3}') and %[1]s <> %[4]s group by 1 order by 2 desc, 1 limit 4",
		code, table.Ident(dataset), condition, table.Literal(companyCurrency))
}

// TaxedSQL returns a SELECT that says whether an amount column probably is the column net with tax: it is smaller in no
// row, and 2 to 30 % larger in total.
func TaxedSQL(dataset, amount, net string) string {
	a, n := "abs("+table.Ident(amount)+")", "abs("+table.Ident(net)+")"
	return fmt.Sprintf("select coalesce(bool_and(%[1]s >= %[2]s) and sum(%[1]s) between sum(%[2]s) * 1.02 and sum(%[2]s) * 1.30, false) from %[3]s where %[1]s is not null and %[2]s is not null",
		a, n, table.Ident(dataset))
}
