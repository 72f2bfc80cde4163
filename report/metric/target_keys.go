package metric

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
)

// TargetKey is what a target sets for one key of a dimension in one period.
type TargetKey struct {
	Period      period.Period
	Value       string // "" for empty cells
	Known       bool   // a member of the dimension
	Rows        int64
	Amount      *big.Rat // scaled; of all the grains that the period touches
	First, Last int64    // the first and last such row's place in the dataset, from 1
}

// TargetKeys lists the keys of one of its dimensions that a target is set for in each of the periods, in file order. A key
// is known when the dimension's roster has it or, without a roster, when any row of the metric's dataset has it, whenever
// that is. There are none where the metric's rows cannot be cut by the dimension, or have no key at all.
func (m *Model) TargetKeys(ctx context.Context, engine Engine, t *Target, dim string, periods []period.Period) ([]TargetKey, error) {
	members, err := m.KnownKeys(ctx, engine, t.Metric, dim)
	if err != nil || len(members) == 0 {
		return nil, err
	}
	rows, amount := "", "null"
	switch {
	case t.Dataset == "" && len(t.Members) > 0 && len(t.By) == 1:
		rows = m.listedSQL(t, dim)
	case t.Dataset != "" && m.Datasets[t.Dataset].Keys[dim] != "":
		if rows, err = m.datedSQL(t, dim); err != nil {
			return nil, err
		}
		amount = "sum(__value)"
	default:
		return nil, nil
	}
	asked, err := engine.Query(ctx, fmt.Sprintf("with %s, __rows as (%s) select __i, __raw, count(*), %s, min(__line), max(__line)"+
		" from __rows join __periods on __day is null or __day >= __from and __day < __until"+
		" group by __i, __raw order by __i, min(__line)", periodsSQL(m.grains(t, periods)), rows, amount), nil)
	if err != nil {
		return nil, err
	}
	return t.keysOf(asked, periods, members), nil
}

// keysOf reads them; members are the known keys, in order.
func (t *Target) keysOf(asked *table.Table, periods []period.Period, members []string) []TargetKey {
	listed := sortedKeys(t.Members)
	list := make([]TargetKey, len(asked.Rows))
	for i, row := range asked.Rows {
		k := TargetKey{Period: periods[integer(row[0])], Value: text(row[1]), Rows: integer(row[2]), Amount: new(big.Rat), First: integer(row[4]), Last: integer(row[5])}
		_, k.Known = slices.BinarySearch(members, k.Value)
		if r, ok := table.Rat(row[3]); ok {
			k.Amount = t.scaled(r)
		} else if t.Dataset == "" {
			k.Amount = t.scaled(t.Members[listed[k.First-1]])
		}
		list[i] = k
	}
	return list
}

// listedSQL selects the line and the key of each member that stands in the YAML.
func (m *Model) listedSQL(t *Target, dim string) string {
	lines := make([]string, len(t.Members))
	for i, key := range sortedKeys(t.Members) {
		lines[i] = fmt.Sprintf("(%d, %s)", i+1, literal(key))
	}
	rows := fmt.Sprintf("(select * from (values %s) as v(__line, member))", strings.Join(lines, ", "))
	return "select __line, __raw, null::date as __day from " + joined(rows, "member", m.Dimensions[dim])
}

// datedSQL selects the line, the key, the day and the value of each row of a target's dataset.
func (m *Model) datedSQL(t *Target, dim string) (string, error) {
	rows, err := m.keyedRows(fmt.Sprintf("(select *, row_number() over () as __line from %s)", ident(t.Dataset)), t.Dataset, dim, "", clean)
	return fmt.Sprintf("select __line, __raw, cast(%[1]s as date) as __day, %[2]s as __value from %[3]s where %[1]s is not null and %[2]s is not null",
		ident(t.Date), ident(t.Value), rows), err
}

// grains are the periods, each widened to the whole grains of a target that it touches, as far as the target is in force.
func (m *Model) grains(t *Target, periods []period.Period) []period.Period {
	list := slices.Clone(periods)
	for i, p := range list {
		first, last := p.Start, p.Close.AddDays(-1)
		if first.Before(t.From) {
			first = t.From
		}
		if !t.Until.IsZero() && t.Until.Before(last) {
			last = t.Until
		}
		if t.Per != "" && !last.Before(first) {
			first, last = m.Calendar.Containing(t.Per, first).Start, m.Calendar.Containing(t.Per, last).End.AddDays(-1)
		}
		list[i].Start, list[i].End = first, last.AddDays(1)
	}
	return list
}

// knownKeysSQL selects the keys that the members of a dimension have, "" where the metric's rows cannot be cut by it.
func (m *Model) knownKeysSQL(mt *Metric, dim string) (string, error) {
	if mt == nil || !m.Cuts(mt.Dataset, dim) {
		return "", nil
	}
	if roster := m.rosterSQL(dim); roster != "" {
		return "select key from (" + roster + ")", nil
	}
	rows, err := m.keyed(mt.Dataset, dim, "")
	found := fmt.Sprintf("select distinct __raw as key from %s where __raw is not null", rows)
	if ds := m.Datasets[mt.Dataset]; m.credits(ds, dim) {
		found += fmt.Sprintf(" union select distinct %s from %s where %[1]s is not null", aliased(clean(ident(ds.Credit.Member)), m.Dimensions[dim]), ident(ds.Credit.Dataset))
	}
	return found, err
}

// HasRoster tells whether the members of a dimension are listed, rather than found in the data.
func (m *Model) HasRoster(dim string) bool { return m.rosterSQL(dim) != "" }

// SoldKeys lists the keys that the metric's rows of a period have in a dimension, in order.
func (m *Model) SoldKeys(ctx context.Context, engine Engine, name, dim string, p period.Period) ([]string, error) {
	mt := m.Metrics[name]
	rows, err := m.measuredRows(mt, dim)
	if err != nil {
		return nil, err
	}
	return m.texts(ctx, engine, fmt.Sprintf("select distinct __raw from %s as d where __raw is not null and %s order by 1", rows, during(mt, p)))
}

// KnownKeys lists the keys of the members of a dimension, in order: those of its roster or those found in the metric's rows.
func (m *Model) KnownKeys(ctx context.Context, engine Engine, name, dim string) ([]string, error) {
	known, err := m.knownKeysSQL(m.Metrics[name], dim)
	if err != nil || known == "" {
		return nil, err
	}
	return m.texts(ctx, engine, "select distinct key from ("+known+") order by 1")
}

// texts is the first column of an answer.
func (m *Model) texts(ctx context.Context, engine Engine, sql string) ([]string, error) {
	t, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return nil, err
	}
	list := make([]string, len(t.Rows))
	for i, row := range t.Rows {
		list[i] = text(row[0])
	}
	return list, nil
}

// PlannedKeys lists the keys of a dimension that any target of a metric is ever set for.
func (m *Model) PlannedKeys(ctx context.Context, engine Engine, name, dim string) ([]string, error) {
	var list []string
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != name || !slices.Contains(t.By, dim) {
			continue
		}
		rows := "select __raw from " + joined(fmt.Sprintf("(select unnest([%s]) as member)", literals(sortedKeys(t.Members))), "member", m.Dimensions[dim])
		if t.Dataset != "" {
			keyed, err := m.keyed(t.Dataset, dim, "")
			if err != nil {
				return nil, err
			}
			rows = "select __raw from " + keyed
		} else if len(t.Members) == 0 {
			continue
		}
		found, err := m.texts(ctx, engine, "select distinct __raw from ("+rows+") where __raw is not null order by 1")
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}

// Values lists the texts that a column has in the metric's rows of some periods, in order.
func (m *Model) Values(ctx context.Context, engine Engine, name, column string, periods []period.Period) ([]string, error) {
	mt := m.Metrics[name]
	return m.texts(ctx, engine, fmt.Sprintf("select distinct trim(%[1]s) as __v from %[2]s as d where (%[3]s) and __v <> '' and (%[4]s) order by 1",
		ident(column), m.whole(mt.Dataset), filter(mt), withinAny(mt.Date, periods)))
}
