package metric

import (
	"context"
	"fmt"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
)

// readRows reads a target's dataset, as it applies to a dimension.
func (m *Model) readRows(ctx context.Context, engine Engine, gs *targetValues, by string) error {
	rows, known, err := m.assigned(ctx, engine, gs.target, by)
	if err == nil && !known {
		rows, err = m.goalRows(ctx, engine, gs.target, by)
	}
	if err != nil {
		return err
	}
	return m.gather(gs, by, rows)
}

func (m *Model) goalRows(ctx context.Context, engine Engine, t *Target, by string) ([][]table.Cell, error) {
	sql, err := m.goalsSQL(t, by)
	if err != nil {
		return nil, err
	}
	answer, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return nil, err
	}
	return answer.Rows, nil
}

// goalsSQL selects the day, the asked key, the value, since when and until when it falls to that key, and the keys that
// the target is set by, in file order.
func (m *Model) goalsSQL(t *Target, by string) (string, error) {
	rows, since := "", "null::date, null::date"
	ds := m.Datasets[t.Dataset]
	if child := m.moves(ds, by); child != nil {
		rows, since = moved(ident(t.Dataset), ds.Keys[child.Name], child), "d.__since, d.__then"
	} else {
		var err error
		if rows, err = m.keyed(t.Dataset, by, ""); err != nil {
			return "", err
		}
	}
	columns := make([]string, 0, len(t.By)+4)
	columns = append(columns, fmt.Sprintf("cast(d.%s as date)", ident(t.Date)), "d.__key", "d."+ident(t.Value), since)
	for _, dim := range t.By {
		column := ds.Keys[dim]
		if column == "" {
			return "", fmt.Errorf("dataset %q has no column for dimension %q (add keys: {%s: <column>})", t.Dataset, dim, dim)
		}
		columns = append(columns, aliased(clean("d."+ident(column)), m.Dimensions[dim]))
	}
	return fmt.Sprintf("select %s from (select row_number() over () as __line, * from %s) as d order by __line",
		strings.Join(columns, ", "), rows), nil
}

// moves is the dimension of which the asked one is a group that a member belongs to for a while; nil when a row has the
// asked key itself, or keeps its group for ever.
func (m *Model) moves(ds Dataset, by string) *Dimension {
	if by == "" || ds.Keys[by] != "" {
		return nil
	}
	if child := m.child(ds, by); child != nil && child.From != "" {
		return child
	}
	return nil
}

// moved is a subquery of rows with a line for each group that their member ever belonged to: __key, __since and, where
// another one follows, __then; and __raw, the member.
func moved(rows, column string, dim *Dimension) string {
	raw := aliased(clean("d."+ident(column)), dim)
	return fmt.Sprintf("(select d.*, r.parent as __key, r.since as __since, r.later as __then, %s as __raw from %s as d"+
		" left join (select *, lead(since) over (partition by key order by since) as later from %s) as r on r.key = %[1]s)", raw, rows, stints(dim))
}

// gather sorts the rows by grain and asked key. Of two values for one grain and member the second fails or replaces the
// first, as the target says.
func (m *Model) gather(gs *targetValues, by string, rows [][]table.Cell) error {
	type place struct {
		at targetKey
		i  int
	}
	t, found, seen := gs.target, map[targetKey][]entry{}, map[string]place{}
	gs.rows, gs.owners, gs.blanks = found, map[period.Date][]string{}, map[period.Date][]string{}
	for _, row := range rows {
		if row[0] == nil {
			continue
		}
		if row[2] == nil { // an empty quota is missing, not zero
			start := m.Calendar.Containing(t.Per, day(row[0])).Start
			gs.blanks[start] = append(gs.blanks[start], own(row[5:]))
			continue
		}
		v, ok := table.Rat(row[2])
		if !ok {
			return fmt.Errorf("column %q: %v is not a number", t.Value, row[2])
		}
		grain := m.Calendar.Containing(t.Per, day(row[0]))
		if !t.From.IsZero() && !t.From.Before(grain.End) || !t.Until.IsZero() && t.Until.Before(grain.Start) {
			continue
		}
		e := entry{own: own(row[5:]), value: t.scaled(v), from: day(row[3]), until: day(row[4])}
		if !e.from.Before(grain.End) || !e.until.IsZero() && !grain.Start.Before(e.until) {
			continue
		}
		id := grain.Start.String() + e.own + e.from.String()
		if p, twice := seen[id]; twice {
			if !t.Last {
				return duplicate(t, grain, row[5:])
			}
			found[p.at][p.i].value = e.value
			continue
		}
		at := targetKey{start: grain.Start, key: text(row[1]), none: by != "" && row[1] == nil}
		seen[id] = place{at, len(found[at])}
		found[at] = append(found[at], e)
		gs.owners[grain.Start] = append(gs.owners[grain.Start], e.own)
	}
	return nil
}

// own joins the keys that a value is set for. No key holds a zero byte: a source refuses it, or DuckDB cuts there.
func own(keys []table.Cell) string {
	var b strings.Builder
	for _, k := range keys {
		b.WriteByte(0)
		if k != nil {
			b.WriteByte(1) // an empty cell is no member, not the one called ""
		}
		b.WriteString(text(k))
	}
	return b.String()
}

func duplicate(t *Target, gr period.Period, keys []table.Cell) error {
	who := make([]string, len(keys))
	for i, k := range keys {
		who[i] = fmt.Sprintf(" for %s %q", t.By[i], text(k))
	}
	cure := "write duplicates: last to keep the last one, or set from: and until:"
	if (t.Per == period.Month || t.Per == period.Quarter || t.Per == period.Year) && gr.Start.Day != 1 { // made of weeks: the first of two months may lie in it
		cure = fmt.Sprintf("it goes to %s: date each value by a day well inside of its own %s", gr.End.AddDays(-1), t.Per)
	}
	return fmt.Errorf("two values in %q for the %s of %s%s (%s)", t.Dataset, t.Per, gr.Start, strings.Join(who, ""), cure)
}

// readMembers finds whose the values of listed members are: each key meets the roster as a key in the data does. Asked
// by the dimension that they roll up to, a member's value goes along with him from one group to the next.
func (m *Model) readMembers(ctx context.Context, engine Engine, t *Target, by string) ([]holder, error) {
	if len(t.By) != 1 {
		return nil, fmt.Errorf("values for members need one dimension (write by: [rep])")
	}
	keys := sortedKeys(t.Members)
	rows, err := engine.Query(ctx, m.membersSQL(t, by, keys), nil)
	if err != nil {
		return nil, err
	}
	var list []holder
	seen := map[string]string{}
	for _, row := range rows.Rows {
		name := keys[integer(row[0])]
		h := holder{entry: entry{own(row[2:3]), t.scaled(t.Members[name]), day(row[3]), day(row[4])}}
		if by != "" {
			h.key, h.none = text(row[1]), row[1] == nil
		}
		if other, twice := seen[h.own]; twice && other != name {
			return nil, fmt.Errorf("the values for %q and %q are both for %s %q", other, name, t.By[0], text(row[2]))
		}
		seen[h.own] = name
		list = append(list, h)
	}
	return list, nil
}

// membersSQL selects the place in keys, the asked key, the member, and the days from and until which it is asked for.
func (m *Model) membersSQL(t *Target, by string, keys []string) string {
	lines := make([]string, len(keys))
	for i, k := range keys {
		lines[i] = fmt.Sprintf("(%d, %s)", i, literal(k))
	}
	dim := m.Dimensions[t.By[0]]
	rows := fmt.Sprintf("(select * from (values %s) as v(i, member))", strings.Join(lines, ", "))
	since := "null::date, null::date"
	switch {
	case by == "" || by == t.By[0] || dim == nil || dim.Roster == "":
		rows = joined(rows, "member", dim)
	case dim.From == "":
		rows = rolledUp(rows, "member", dim, "")
	default:
		rows, since = moved(rows, "member", dim), "__since, __then"
	}
	return fmt.Sprintf("select i, __key, __raw, %s from %s as d order by all", since, rows)
}
