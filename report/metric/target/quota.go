package target

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// readRows reads the values in a target's dataset for the dimension by into gs.
func readRows(ctx context.Context, m *metric.Model, engine metric.Engine, gs *Values, by string) error {
	rows, known, err := assignedRows(ctx, m, engine, gs.Target, by)
	if err == nil && !known {
		rows, err = targetRows(ctx, m, engine, gs.Target, by)
	}
	if err != nil {
		return err
	}
	return addRows(m, gs, by, rows)
}

func targetRows(ctx context.Context, m *metric.Model, engine metric.Engine, t *metric.Target, by string) ([][]table.Cell, error) {
	sql, err := targetRowsSQL(m, t, by)
	if err != nil {
		return nil, err
	}
	answer, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return nil, err
	}
	return answer.Rows, nil
}

// targetRowsSQL selects, in the order of the file: the day, the key of the dimension by, the value, the first day and
// the day after the last on which the value belongs to that key, and the keys of the target's dimensions.
func targetRowsSQL(m *metric.Model, t *metric.Target, by string) (string, error) {
	rows, since := "", "null::date, null::date"
	ds := m.Datasets[t.Dataset]
	if child := movingDimension(m, ds, by); child != nil {
		rows, since = movedRows(table.Ident(t.Dataset), ds.Keys[child.Name], child), "d.__since, d.__then"
	} else {
		var err error
		if rows, err = query.Keyed(m, t.Dataset, by, ""); err != nil {
			return "", err
		}
	}
	columns := make([]string, 0, len(t.By)+4)
	columns = append(columns, fmt.Sprintf("cast(d.%s as date)", table.Ident(t.Date)), "d.__key", "d."+table.Ident(t.Value), since)
	for _, dim := range t.By {
		column := ds.Keys[dim]
		if column == "" {
			return "", fmt.Errorf("dataset %q has no column for dimension %q (add keys: {%s: <column>})", t.Dataset, dim, dim)
		}
		columns = append(columns, query.AliasedKey(query.CleanSQL("d."+table.Ident(column)), m.Dimensions[dim]))
	}
	return fmt.Sprintf("select %s from (select row_number() over () as __line, * from %s) as d order by __line",
		strings.Join(columns, ", "), rows), nil
}

// movingDimension is the dimension whose members may change their group, if by is the dimension of these groups; nil if
// rows have a key of by itself, or members never change groups.
func movingDimension(m *metric.Model, ds metric.Dataset, by string) *metric.Dimension {
	if by == "" || ds.Keys[by] != "" {
		return nil
	}
	if child := m.Child(ds, by); child != nil && child.From != "" {
		return child
	}
	return nil
}

// movedRows is a subquery of rows with a line for each group that the row's member belonged to: __key (the group),
// __since, __then (the start of his next group, or null) and __raw (the member).
func movedRows(rows, column string, dim *metric.Dimension) string {
	raw := query.AliasedKey(query.CleanSQL("d."+table.Ident(column)), dim)
	return fmt.Sprintf("(select d.*, r.parent as __key, r.since as __since, r.later as __then, %s as __raw from %s as d"+
		" left join (select *, lead(since) over (partition by key order by since) as later from %s) as r on r.key = %[1]s)", raw, rows, query.MembershipsSQL(dim))
}

// addRows adds the rows of targetRowsSQL to gs, by grain and key. If two rows are for one grain and member, the second
// one replaces the first if the target says so; otherwise gather returns an error.
func addRows(m *metric.Model, gs *Values, by string, rows [][]table.Cell) error {
	type place struct {
		at Key
		i  int
	}
	t, found, seen := gs.Target, map[Key][]entry{}, map[string]place{}
	gs.rows, gs.owners, gs.blanks = found, map[period.Date][]string{}, map[period.Date][]string{}
	for _, row := range rows {
		if row[0] == nil {
			continue
		}
		if row[2] == nil { // an empty cell is a missing value, not zero
			start := m.Calendar.Containing(t.Per, query.Day(row[0])).Start
			gs.blanks[start] = append(gs.blanks[start], joinKeys(row[5:]))
			continue
		}
		v, ok := table.Rat(row[2])
		if !ok {
			return fmt.Errorf("dataset %q, column %q: %v is not a number (correct it in the source)", t.Dataset, t.Value, row[2])
		}
		grain := m.Calendar.Containing(t.Per, query.Day(row[0]))
		if !t.From.IsZero() && !t.From.Before(grain.End) || !t.Until.IsZero() && t.Until.Before(grain.Start) {
			continue
		}
		e := entry{members: joinKeys(row[5:]), value: t.InMetricUnit(v), from: query.Day(row[3]), until: query.Day(row[4])}
		if !e.from.Before(grain.End) || !e.until.IsZero() && !grain.Start.Before(e.until) {
			continue
		}
		id := grain.Start.String() + e.members + e.from.String()
		if p, twice := seen[id]; twice {
			if !t.Last {
				return duplicate(t, grain, row[5:])
			}
			found[p.at][p.i].value = e.value
			continue
		}
		at := Key{start: grain.Start, key: query.Text(row[1]), none: by != "" && row[1] == nil}
		seen[id] = place{at, len(found[at])}
		found[at] = append(found[at], e)
		gs.owners[grain.Start] = append(gs.owners[grain.Start], e.members)
	}
	return nil
}

// joinKeys joins the keys of a value's members. No key contains a zero byte, because sources refuse it.
func joinKeys(keys []table.Cell) string {
	var b strings.Builder
	for _, k := range keys {
		b.WriteByte(0)
		if k != nil {
			b.WriteByte(1) // distinguishes the member "" from an empty cell, which is no member
		}
		b.WriteString(query.Text(k))
	}
	return b.String()
}

func duplicate(t *metric.Target, gr period.Period, keys []table.Cell) error {
	who := make([]string, len(keys))
	for i, k := range keys {
		who[i] = fmt.Sprintf(" for %s %q", t.By[i], query.Text(k))
	}
	cure := "write duplicates: last to keep the last one, or set from: and until:"
	if strings.HasPrefix(t.Dataset, "sales.") { // the sales mapping has no such keys
		cure = "leave one of them out with where: below " + t.Dataset
	}
	if t.Dataset == "sales.quotas" {
		cure = "below sales.quotas: map revised: to the day on which each was set (the newest counts), write several: add if they are parts of one, or leave one out with where:"
	}
	if (t.Per == period.Month || t.Per == period.Quarter || t.Per == period.Year) && gr.Start.Day != 1 { // a month of weeks may contain the first days of two calendar months
		cure = fmt.Sprintf("the period ends on %s: date each value well inside its own %s", gr.End.AddDays(-1), t.Per)
	}
	return fmt.Errorf("two values in %q for the %s of %s%s (%s)", t.Dataset, t.Per, gr.Start, strings.Join(who, ""), cure)
}

// readMembers returns the values that the YAML sets for single members, by key of the dimension by. If by is the
// dimension of their groups, a member's value moves with him from one group to the next.
func readMembers(ctx context.Context, m *metric.Model, engine metric.Engine, t *metric.Target, by string) ([]holder, error) {
	if len(t.By) != 1 {
		return nil, fmt.Errorf("values for members need one dimension (write by: [rep])")
	}
	keys := slices.Sorted(maps.Keys(t.Members))
	rows, err := engine.Query(ctx, membersSQL(m, t, by, keys), nil)
	if err != nil {
		return nil, err
	}
	var list []holder
	seen := map[string]string{}
	for _, row := range rows.Rows {
		name := keys[query.Integer(row[0])]
		h := holder{entry: entry{joinKeys(row[2:3]), t.InMetricUnit(t.Members[name]), query.Day(row[3]), query.Day(row[4])}}
		if by != "" {
			h.key, h.none = query.Text(row[1]), row[1] == nil
		}
		if other, twice := seen[h.members]; twice && other != name {
			return nil, fmt.Errorf("the values for %q and %q are both for %s %q (delete one of them)", other, name, t.By[0], query.Text(row[2]))
		}
		seen[h.members] = name
		list = append(list, h)
	}
	return list, nil
}

// membersSQL selects the index in keys, the key of the dimension by, the member, and the first day and the day after
// the last on which the member belongs to that key.
func membersSQL(m *metric.Model, t *metric.Target, by string, keys []string) string {
	lines := make([]string, len(keys))
	for i, k := range keys {
		lines[i] = fmt.Sprintf("(%d, %s)", i, table.Literal(k))
	}
	dim := m.Dimensions[t.By[0]]
	rows := fmt.Sprintf("(select * from (values %s) as v(i, member))", strings.Join(lines, ", "))
	since := "null::date, null::date"
	switch {
	case by == "" || by == t.By[0] || dim == nil || dim.Roster == "":
		rows = query.MatchedRows(rows, "member", dim)
	case dim.From == "":
		rows = query.GroupedRows(rows, "member", dim, "")
	default:
		rows, since = movedRows(rows, "member", dim), "__since, __then"
	}
	return fmt.Sprintf("select i, __key, __raw, %s from %s as d order by all", since, rows)
}
