// Package query writes the SQL for a metric's rows: their filter, their members by key, group or share, and their
// periods. It also reads the cells of the answers.
package query

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/table"
	"bilan/report/metric"
)

// CleanSQL is SQL for a column's keys in a form that can be compared: trimmed, in NFC, null if empty. It tests whether
// a key needs trimming, because few do and the test takes an eighth of the time.
func CleanSQL(column string) string {
	text := fmt.Sprintf("cast(%s as varchar)", column)
	return fmt.Sprintf("nullif(nfc_normalize(case when regexp_matches(%[1]s, %[2]s) then trim(%[1]s, %[3]s) else %[1]s end), '')",
		text, table.Literal("^["+metric.Blanks+"]|["+metric.Blanks+"]$"), table.Literal(metric.Blanks))
}

// Keyed is a subquery of a dataset's rows with two more columns: __key, the key of the dimension's member (null if the
// row matches none), and __raw, the value in the row. If dim is "", both are null. date is the column whose day
// determines the group of a row's member; "" for none.
func Keyed(m *metric.Model, dataset, dim, date string) (string, error) {
	return KeyedRows(m, table.Ident(dataset), dataset, dim, date, CleanSQL)
}

// KeyedRows is Keyed for rows, a table or subquery with the dataset's columns. form is SQL that cleans a column of
// keys.
func KeyedRows(m *metric.Model, rows, dataset, dim, date string, form func(column string) string) (string, error) {
	ds := m.Datasets[dataset]
	if dim == "" {
		return fmt.Sprintf("(select d.*, null as __key, null as __raw from %s as d)", rows), nil
	}
	if column := ds.Keys[dim]; column != "" {
		return matchedByKey(rows, form("d."+table.Ident(column)), m.Dimensions[dim]), nil
	}
	if child := m.Child(ds, dim); child != nil {
		return groupedByKey(rows, form("d."+table.Ident(ds.Keys[child.Name])), child, date), nil
	}
	return "", fmt.Errorf("dataset %q has no column for dimension %q (add keys: {%s: <column>})", dataset, dim, dim)
}

// MatchedRows is a subquery of rows with __key, the member of the dimension that the column matches, and __raw, the
// column's value.
func MatchedRows(rows, column string, dim *metric.Dimension) string {
	return matchedByKey(rows, CleanSQL("d."+table.Ident(column)), dim)
}

// matchedByKey is MatchedRows for SQL of a clean key instead of a column.
func matchedByKey(rows, key string, dim *metric.Dimension) string {
	raw := AliasedKey(key, dim)
	if dim == nil || dim.Roster == "" {
		return fmt.Sprintf("(select d.*, %s as __key, %s as __raw from %s as d)", raw, raw, rows)
	}
	return fmt.Sprintf("(select d.*, r.key as __key, %s as __raw from %s as d left join %s as r on r.key = %s)",
		raw, rows, members(dim), raw)
}

// GroupedRows is MatchedRows with the member's group as __key: the group that he belonged to on the day in the column
// date. A member who changes groups leaves his past rows to the former one.
func GroupedRows(rows, column string, dim *metric.Dimension, date string) string {
	return groupedByKey(rows, CleanSQL("d."+table.Ident(column)), dim, date)
}

// groupedByKey is GroupedRows for SQL of a clean key instead of a column.
func groupedByKey(rows, key string, dim *metric.Dimension, date string) string {
	raw := AliasedKey(key, dim)
	if dim.From == "" || date == "" {
		return fmt.Sprintf("(select d.*, r.parent as __key, %s as __raw from %s as d left join %s as r on r.key = %s)",
			raw, rows, members(dim), raw)
	}
	return fmt.Sprintf("(select d.*, r.parent as __key, %s as __raw from %s as d asof left join %s as r on r.key = %s and cast(d.%s as date) >= r.since)",
		raw, rows, MembershipsSQL(dim), raw, table.Ident(date))
}

// MembershipsSQL is a subquery of a roster with one row for each member and time in a group: key, parent, since. A
// member's first group has no beginning, so that earlier rows have a group too.
func MembershipsSQL(dim *metric.Dimension) string {
	return fmt.Sprintf("(select key, parent, case when n = 1 then DATE '0001-01-01' else first end as since from"+
		" (select *, row_number() over (partition by key order by first nulls first, last nulls last, parent) as n from"+
		" (select %s as key, %s as parent, cast(%s as date) as first, %s as last from %s)"+
		" where key is not null qualify n = 1 or first is not null and row_number() over (partition by key, first order by last desc nulls first, parent) = 1))",
		ownKey(dim), CleanSQL(table.Ident(dim.Parent)), table.Ident(dim.From), lastDay(dim), table.Ident(dim.Roster))
}

func lastDay(dim *metric.Dimension) string {
	if dim.Until == "" {
		return "null::date"
	}
	return fmt.Sprintf("cast(%s as date)", table.Ident(dim.Until))
}

// paddedKey is SQL that adds leading zeros to a clean key of digits, which a spreadsheet may have removed.
func paddedKey(key string, dim *metric.Dimension) string {
	if dim == nil || dim.Digits == 0 {
		return key
	}
	return fmt.Sprintf("case when length(%[1]s) < %[2]d and regexp_full_match(%[1]s, '[0-9]+') then lpad(%[1]s, %[2]d, '0') else %[1]s end", key, dim.Digits)
}

// ownKey is SQL for the key of a roster's row.
func ownKey(dim *metric.Dimension) string { return paddedKey(CleanSQL(table.Ident(dim.Key)), dim) }

// AliasedKey is SQL for the key of the member that a clean value stands for: its band, or its alias with leading zeros.
func AliasedKey(raw string, dim *metric.Dimension) string {
	if dim != nil && len(dim.Bands) > 0 {
		return bandKey(raw, dim.Bands)
	}
	raw = paddedKey(raw, dim)
	if dim == nil || len(dim.Aliases) == 0 {
		return raw
	}
	var b strings.Builder
	fmt.Fprintf(&b, "case %s", raw)
	for _, from := range slices.Sorted(maps.Keys(dim.Aliases)) {
		fmt.Fprintf(&b, " when nfc_normalize(%s) then nfc_normalize(%s)", table.Literal(strings.TrimSpace(from)),
			table.Literal(strings.TrimSpace(dim.Aliases[from])))
	}
	fmt.Fprintf(&b, " else %s end", raw)
	return b.String()
}

// members is a subquery of a roster with one row for each key: key, label, parent, first, last. A key with several rows
// has the label and group of the row that ends last, and the first and last day of all.
func members(dim *metric.Dimension) string {
	column := func(name string, as string) string {
		if name == "" {
			return "null as " + as
		}
		return fmt.Sprintf("%s as %s", table.Ident(name), as)
	}
	from := "null::date"
	if dim.From != "" {
		from = fmt.Sprintf("cast(%s as date)", table.Ident(dim.From))
	}
	parent := "null as parent"
	if dim.Parent != "" {
		parent = CleanSQL(table.Ident(dim.Parent)) + " as parent"
	}
	return fmt.Sprintf("(select key, label, parent,"+
		" case when count(*) over (partition by key) = count(since) over (partition by key) then min(since) over (partition by key) end as first,"+
		" case when count(*) over (partition by key) = count(until) over (partition by key) then max(until) over (partition by key) end as last"+
		" from (select %s as key, %s, %s, %s as since, %s as until from %s) where key is not null"+
		" qualify row_number() over (partition by key order by until desc nulls first, since desc nulls last, label) = 1)",
		ownKey(dim), column(dim.Label, "label"), parent, from, lastDay(dim), table.Ident(dim.Roster))
}
