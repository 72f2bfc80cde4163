package metric

import (
	"fmt"
	"strings"
)

// blanks are the signs around a key that nobody sees: spaces of every width, tabs, line breaks and the zero-width ones.
const blanks = " \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
	"\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"

// clean is the form in which keys of data and roster meet: trimmed, NFC, empty as null. Few keys need trimming, and to
// look whether one does takes an eighth of the time.
func clean(column string) string {
	text := fmt.Sprintf("cast(%s as varchar)", column)
	return fmt.Sprintf("nullif(nfc_normalize(case when regexp_matches(%[1]s, %[2]s) then trim(%[1]s, %[3]s) else %[1]s end), '')",
		text, literal("^["+blanks+"]|["+blanks+"]$"), literal(blanks))
}

// keyed is a subquery of the dataset's rows with two more columns: __key, the member of the dimension
// (null where the row matches none), and __raw, the value found. With dim "" both are null. The dataset's date column,
// "" for none, says which of a member's groups a row belongs to.
func (m *Model) keyed(dataset, dim, date string) (string, error) {
	return m.keyedRows(ident(dataset), dataset, dim, date, clean)
}

// keyedRows is keyed over some rows of the dataset, a table or a subquery, whose keys a form makes clean.
func (m *Model) keyedRows(rows, dataset, dim, date string, form func(column string) string) (string, error) {
	ds := m.Datasets[dataset]
	if dim == "" {
		return fmt.Sprintf("(select d.*, null as __key, null as __raw from %s as d)", rows), nil
	}
	if column := ds.Keys[dim]; column != "" {
		return matched(rows, form("d."+ident(column)), m.Dimensions[dim]), nil
	}
	if child := m.child(ds, dim); child != nil {
		return grouped(rows, form("d."+ident(ds.Keys[child.Name])), child, date), nil
	}
	return "", fmt.Errorf("dataset %q has no column for dimension %q (add keys: {%s: <column>})", dataset, dim, dim)
}

// joined matches a column against a dimension's roster.
func joined(rows, column string, dim *Dimension) string {
	return matched(rows, clean("d."+ident(column)), dim)
}

// matched is joined for a key that is clean.
func matched(rows, key string, dim *Dimension) string {
	raw := aliased(key, dim)
	if dim == nil || dim.Roster == "" {
		return fmt.Sprintf("(select d.*, %s as __key, %s as __raw from %s as d)", raw, raw, rows)
	}
	return fmt.Sprintf("(select d.*, r.key as __key, %s as __raw from %s as d left join %s as r on r.key = %s)",
		raw, rows, members(dim), raw)
}

// rolledUp matches a column against a roster and takes the group that the member belonged to on the row's day: who
// changes team takes nothing of the past along.
func rolledUp(rows, column string, dim *Dimension, date string) string {
	return grouped(rows, clean("d."+ident(column)), dim, date)
}

// grouped is rolledUp for a key that is clean.
func grouped(rows, key string, dim *Dimension, date string) string {
	raw := aliased(key, dim)
	if dim.From == "" || date == "" {
		return fmt.Sprintf("(select d.*, r.parent as __key, %s as __raw from %s as d left join %s as r on r.key = %s)",
			raw, rows, members(dim), raw)
	}
	return fmt.Sprintf("(select d.*, r.parent as __key, %s as __raw from %s as d asof left join %s as r on r.key = %s and cast(d.%s as date) >= r.since)",
		raw, rows, stints(dim), raw, ident(date))
}

// stints is a subquery of a roster with one row per member and time in a group: key, parent, since. The first one has no
// beginning, so that what was credited before it still has a group.
func stints(dim *Dimension) string {
	return fmt.Sprintf("(select key, parent, case when n = 1 then DATE '0001-01-01' else first end as since from"+
		" (select *, row_number() over (partition by key order by first nulls first, last nulls last, parent) as n from"+
		" (select %s as key, %s as parent, cast(%s as date) as first, %s as last from %s)"+
		" where key is not null qualify n = 1 or first is not null and row_number() over (partition by key, first order by last desc nulls first, parent) = 1))",
		ownKey(dim), clean(ident(dim.Parent)), ident(dim.From), lastDay(dim), ident(dim.Roster))
}

func lastDay(dim *Dimension) string {
	if dim.Until == "" {
		return "null::date"
	}
	return fmt.Sprintf("cast(%s as date)", ident(dim.Until))
}

// padded gives a clean key of nothing but digits the leading zeros that a spreadsheet took.
func padded(key string, dim *Dimension) string {
	if dim == nil || dim.Digits == 0 {
		return key
	}
	return fmt.Sprintf("case when length(%[1]s) < %[2]d and regexp_full_match(%[1]s, '[0-9]+') then lpad(%[1]s, %[2]d, '0') else %[1]s end", key, dim.Digits)
}

// ownKey is the key of a roster's row.
func ownKey(dim *Dimension) string { return padded(clean(ident(dim.Key)), dim) }

// aliased is the key of the member that a clean value means.
func aliased(raw string, dim *Dimension) string {
	if dim != nil && len(dim.Bands) > 0 {
		return banded(raw, dim.Bands)
	}
	raw = padded(raw, dim)
	if dim == nil || len(dim.Aliases) == 0 {
		return raw
	}
	var b strings.Builder
	fmt.Fprintf(&b, "case %s", raw)
	for _, from := range sortedKeys(dim.Aliases) {
		fmt.Fprintf(&b, " when nfc_normalize(%s) then nfc_normalize(%s)", literal(strings.TrimSpace(from)),
			literal(strings.TrimSpace(dim.Aliases[from])))
	}
	fmt.Fprintf(&b, " else %s end", raw)
	return b.String()
}

// members is a subquery of a roster with one row per key: key, label, parent, first, last. A key that stands
// several times has the label and group of its longest-lasting row, and the days of all.
func members(dim *Dimension) string {
	column := func(name string, as string) string {
		if name == "" {
			return "null as " + as
		}
		return fmt.Sprintf("%s as %s", ident(name), as)
	}
	from := "null::date"
	if dim.From != "" {
		from = fmt.Sprintf("cast(%s as date)", ident(dim.From))
	}
	parent := "null as parent"
	if dim.Parent != "" {
		parent = clean(ident(dim.Parent)) + " as parent"
	}
	return fmt.Sprintf("(select key, label, parent,"+
		" case when count(*) over (partition by key) = count(since) over (partition by key) then min(since) over (partition by key) end as first,"+
		" case when count(*) over (partition by key) = count(until) over (partition by key) then max(until) over (partition by key) end as last"+
		" from (select %s as key, %s, %s, %s as since, %s as until from %s) where key is not null"+
		" qualify row_number() over (partition by key order by until desc nulls first, since desc nulls last, label) = 1)",
		ownKey(dim), column(dim.Label, "label"), parent, from, lastDay(dim), ident(dim.Roster))
}
