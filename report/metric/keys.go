package metric

import (
	"fmt"
	"strings"
)

// clean is the form in which keys of data and roster meet: trimmed, NFC, empty as null.
func clean(column string) string {
	return fmt.Sprintf("nullif(nfc_normalize(trim(cast(%s as varchar))), '')", column)
}

// keyed is a subquery of the dataset's rows with two more columns: __key, the member of the dimension
// (null where the row matches none), and __raw, the value found. With dim "" both are null.
func (m *Model) keyed(dataset, dim string) (string, error) {
	ds := m.Datasets[dataset]
	if dim == "" {
		return fmt.Sprintf("(select d.*, null as __key, null as __raw from %s as d)", ident(dataset)), nil
	}
	if column := ds.Keys[dim]; column != "" {
		return m.joined(dataset, column, m.Dimensions[dim], false), nil
	}
	if child := m.child(ds, dim); child != nil {
		return m.joined(dataset, ds.Keys[child.Name], child, true), nil
	}
	return "", fmt.Errorf("dataset %q has no column for dimension %q (add keys: {%s: <column>})", dataset, dim, dim)
}

// joined matches a column against a dimension's roster; with rollUp the key is the roster's parent column.
func (m *Model) joined(dataset, column string, dim *Dimension, rollUp bool) string {
	raw := aliased(clean("d."+ident(column)), dim)
	if dim == nil || dim.Roster == "" {
		return fmt.Sprintf("(select d.*, %s as __key, %s as __raw from %s as d)", raw, raw, ident(dataset))
	}
	key := "r.key"
	if rollUp {
		key = "r.parent"
	}
	return fmt.Sprintf("(select d.*, %s as __key, %s as __raw from %s as d left join %s as r on r.key = %s)",
		key, raw, ident(dataset), members(dim), raw)
}

func aliased(raw string, dim *Dimension) string {
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
// twice counts with its longest-lasting row.
func members(dim *Dimension) string {
	column := func(name string, as string) string {
		if name == "" {
			return "null as " + as
		}
		return fmt.Sprintf("%s as %s", ident(name), as)
	}
	day := func(name, as string) string {
		if name == "" {
			return "null::date as " + as
		}
		return fmt.Sprintf("cast(%s as date) as %s", ident(name), as)
	}
	parent := "null as parent"
	if dim.Parent != "" {
		parent = clean(ident(dim.Parent)) + " as parent"
	}
	return fmt.Sprintf("(select * from (select %s as key, %s, %s, %s, %s from %s) where key is not null"+
		" qualify row_number() over (partition by key order by last desc nulls first, first desc nulls last, label) = 1)",
		clean(ident(dim.Key)), column(dim.Label, "label"), parent, day(dim.From, "first"), day(dim.Until, "last"),
		ident(dim.Roster))
}
