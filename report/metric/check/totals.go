// Package check looks for signs that figures are wrong: totals and copies among the rows, keys that match no member,
// shares that do not sum to 100 %, implausible dates, targets in another unit.
package check

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// TotalRow is a key whose rows are totals of the other rows. Figures over all rows are then twice as large as they
// should be.
type TotalRow struct {
	Column string
	Key    string // "" for empty cells
	Named  bool   // the key contains a word for total
}

// datedAmounts is the rows, with a day and an amount, that are searched for totals.
type datedAmounts struct {
	rows    string   // a table or subquery in SQL
	date    string   // the column of days
	value   string   // an additive SQL aggregate
	where   string   // an SQL condition
	keys    []string // the columns with keys of dimensions
	columns []string // keys and other columns of texts
	planned bool     // the amounts are targets, which are often round and equal
}

// Totals looks for totals among the rows of a metric in some periods. The metric must have a date and be additive.
// columns are the columns of its dataset that contain texts.
func Totals(ctx context.Context, m *metric.Model, engine metric.Engine, name string, columns []string, periods []period.Period) ([]TotalRow, error) {
	mt := m.Metrics[name]
	a := datedAmounts{rows: query.WholeRows(m, mt.Dataset), date: mt.Date, value: query.Expression(mt.Value), where: query.FilterSQL(mt)}
	a.setColumns(m.Datasets[mt.Dataset].Keys, columns)
	return a.totals(ctx, engine, periods)
}

// TargetTotals looks for totals among the rows of a target's dataset in some periods. columns are its columns of texts.
func TargetTotals(ctx context.Context, m *metric.Model, engine metric.Engine, t *metric.Target, columns []string, periods []period.Period) ([]TotalRow, error) {
	a := datedAmounts{rows: table.Ident(t.Dataset), date: t.Date, value: "sum(" + table.Ident(t.Value) + ")", where: "true", planned: true}
	a.setColumns(m.Datasets[t.Dataset].Keys, columns)
	return a.totals(ctx, engine, grains(m, t, periods))
}

func (a *datedAmounts) setColumns(keys map[string]string, texts []string) {
	for _, dim := range slices.Sorted(maps.Keys(keys)) {
		a.keys = append(a.keys, keys[dim])
	}
	slices.Sort(a.keys)
	a.keys = slices.Compact(a.keys)
	a.columns = slices.Clone(a.keys)
	for _, column := range texts {
		if !slices.Contains(a.columns, column) {
			a.columns = append(a.columns, column)
		}
	}
}

func (a *datedAmounts) totals(ctx context.Context, engine metric.Engine, periods []period.Period) (list []TotalRow, err error) {
	if len(a.columns) == 0 {
		return nil, nil
	}
	suspects, err := a.suspects(ctx, engine, periods)
	if err != nil {
		return nil, err
	}
	for _, s := range suspects {
		sums, err := a.sumsUp(ctx, engine, s, periods)
		if err != nil {
			return nil, err
		}
		if sums {
			list = append(list, s)
		}
	}
	return list, nil
}

// Patterns for words that mean total, in a text without accents. totalWord matches them anywhere, totalPattern only as
// separate words. The engine needs 4 ms to compile totalPattern, for each thread and use, so it uses totalWord and Go
// checks the matches with asTotal.
var (
	totalWord    = `(?i)(` + strings.Join(locale.TotalWords(), "|") + `)`
	totalPattern = `(?i)(^|[^\pL\d])(` + strings.Join(locale.TotalWords(), "|") + `)([^\pL\d]|$)`
	asTotal      = regexp.MustCompile(totalPattern)
)

func namedTotalSQL(key string) string {
	return fmt.Sprintf("regexp_matches(strip_accents(%s), %s)", key, table.Literal(totalPattern))
}

// trimmedSQL is the SQL of a column's text without blanks around it, null if empty. It is faster than query.CleanSQL
// and sufficient to find totals.
func trimmedSQL(column string) string {
	return "nullif(trim(cast(" + table.Ident(column) + " as varchar)), '')"
}

// suspects returns the keys that may be totals of the other keys of their column: keys with a word for total; empty
// cells with a large share of the amount; and in a column of a dimension, a key with half of the amount if there are at
// least two others. Few columns have any.
func (a *datedAmounts) suspects(ctx context.Context, engine metric.Engine, periods []period.Period) ([]TotalRow, error) {
	texts, keys, sets, halves := "", make([]string, len(a.columns)), make([]string, len(a.columns)), []string{"-1"}
	for i, column := range a.columns {
		keys[i] = fmt.Sprintf("__k%d", i)
		texts += fmt.Sprintf(", %s as %s", trimmedSQL(column), keys[i])
		sets[i] = "(" + keys[i] + ")"
		if slices.Contains(a.keys, column) {
			halves = append(halves, fmt.Sprint(i))
		}
	}
	t, err := engine.Query(ctx, fmt.Sprintf("with g as (select %s as i, coalesce(%s) as k, %s as v, count(*) as n from (select *%s from %s as d where %s and (%s)) as d group by grouping sets (%s)),"+
		" w as (select *, sum(v) over (partition by i) as whole, sum(n) over (partition by i) as rows, count(*) over (partition by i) as keys from g),"+
		" x as (select *, coalesce(k is null and n <= rows / 2 and abs(v) >= abs(whole - v) / 10"+
		" or k is not null and keys > 2 and i in (%s) and abs(2 * v - whole) <= abs(whole) / 10 and n <= rows / 2, false) as large from w)"+
		" select i, k, n, large, strip_accents(k) from x where v <> 0 and (large or regexp_matches(strip_accents(k), %s)) order by i, n, k",
		groupIndexSQL(keys), strings.Join(keys, ", "), a.value, texts, a.rows, a.where, query.WithinAnySQL(a.date, periods), strings.Join(sets, ", "), strings.Join(halves, ", "), table.Literal(totalWord)), nil)
	if err != nil {
		return nil, err
	}
	return a.readSuspects(t), nil
}

// readSuspects reads the answer of suspects and returns at most mostSuspects of them. In each column, keys with a word
// for total are first.
func (a *datedAmounts) readSuspects(t *table.Table) []TotalRow {
	named := func(row []table.Cell) bool { return asTotal.MatchString(query.Text(row[4])) }
	rows := slices.DeleteFunc(slices.Clone(t.Rows), func(row []table.Cell) bool { return row[3] != true && !named(row) })
	slices.SortStableFunc(rows, func(x, y []table.Cell) int {
		return cmp.Or(cmp.Compare(query.Integer(x[0]), query.Integer(y[0])), -cmp.Compare(boolInt(named(x)), boolInt(named(y))))
	})
	list := make([]TotalRow, min(len(rows), mostSuspects))
	for i := range list {
		list[i] = TotalRow{Column: a.columns[query.Integer(rows[i][0])], Key: query.Text(rows[i][1]), Named: named(rows[i])}
	}
	return list
}

// mostSuspects is the largest number of suspects that are examined.
const mostSuspects = 40

func boolInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// groupIndexSQL is the SQL of the index of the key that a row of grouping sets is grouped by.
func groupIndexSQL(keys []string) string {
	cases := ""
	for i, key := range keys {
		cases += fmt.Sprintf(" when grouping(%s) = 0 then %d", key, i)
	}
	return "case" + cases + " end"
}

// examinedTime is the time that sumsUp examines: the periods, and at least 366 days up to their end.
func examinedTime(periods []period.Period) period.Period {
	all := period.Period{Start: periods[0].Start, End: periods[0].End}
	for _, p := range periods[1:] {
		if p.Start.Before(all.Start) {
			all.Start = p.Start
		}
		if all.End.Before(p.End) {
			all.End = p.End
		}
	}
	if before := all.End.AddDays(-366); before.Before(all.Start) {
		all.Start = before
	}
	return all
}

// sumsUp reports whether the amounts of a suspect are the sums of the other rows in each month, week or day, in total
// or for each key of another column. All keys with a word for total are examined together, because each group may have
// its own total with another name, besides a grand total.
func (a *datedAmounts) sumsUp(ctx context.Context, engine metric.Engine, s TotalRow, periods []period.Period) (bool, error) {
	is, exact := fmt.Sprintf("%s = %s", trimmedSQL(s.Column), table.Literal(s.Key)), "c = o"
	switch {
	case s.Named:
		is, exact = namedTotalSQL(trimmedSQL(s.Column)), "c = o or c = 2 * o"
	case s.Key == "":
		is = trimmedSQL(s.Column) + " is null"
	}
	within, groups := "", []string{"null"}
	for i, key := range slices.DeleteFunc(slices.Clone(a.keys), func(key string) bool { return key == s.Column }) {
		within += fmt.Sprintf(", %s as k%d", trimmedSQL(key), i)
		groups = append(groups, fmt.Sprintf("k%d", i))
	}
	var asks []string
	for _, grain := range []string{"month", "week", "day"} {
		for _, key := range groups {
			asks = append(asks, fmt.Sprintf("select count(*) filter (where nb > 1 or c <> o), count(*) filter (where nb > 1 and (%[3]s)), max(nb) filter (where %[3]s), max(na), count(distinct c)"+
				" from (select round(sum(v) filter (where total), 6) as c, round(sum(v) filter (where not total), 6) as o, sum(n) filter (where total) as na, sum(n) filter (where not total) as nb"+
				" from b group by date_trunc('%[1]s', day), %[2]s having na > 0 and nb > 0)", grain, key, exact))
		}
	}
	t, err := engine.Query(ctx, fmt.Sprintf("with b as materialized (select cast(%s as date) as day, coalesce(%s, false) as total%s, %s as v, count(*) as n from %s as d where %s and (%s) group by all) ",
		table.Ident(a.date), is, within, a.value, a.rows, a.where, query.WithinAnySQL(a.date, []period.Period{examinedTime(periods)}))+strings.Join(asks, " union all "), nil)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(t.Rows, func(row []table.Cell) bool {
		return a.isTotal(s, query.Integer(row[0]), query.Integer(row[1]), query.Integer(row[2]), query.Integer(row[3]), query.Integer(row[4]))
	}), nil
}

// isTotal reports whether a suspect is a total: it must equal the sum of the other rows in enough groups. A name alone
// proves nothing, because a customer may be called Total. One equal sum without a name proves nothing either, because a
// large deal without a rep may happen to equal two others.
func (a *datedAmounts) isTotal(s TotalRow, groups, equal, most, own, different int64) bool {
	switch {
	case s.Named:
		return equal > 0 && equal >= groups-min(groups/3, 1)
	case equal < groups || equal == 0:
		return false
	case s.Key == "":
		return groups > 2 || own == 1 && most > 2
	}
	return most > 2 && (a.planned || groups > 1 && different > 1)
}
