package check

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// TargetKey is a target's value for one key of a dimension in one period.
type TargetKey struct {
	Period      period.Period
	Value       string // "" for empty cells
	Known       bool   // Value is the key of a member
	Rows        int64
	Amount      *big.Rat // in the metric's unit, for all grains that overlap the period
	First, Last int64    // the numbers of the first and the last of these rows in the dataset, from 1
}

// TargetKeys lists the keys of the dimension dim that a target is set for in each of the periods, in the order of the
// file. A key is known if the roster has it or, without a roster, if any row of the metric's dataset has it. The list
// is empty if the metric's rows cannot be grouped by the dimension, or if no key is known at all.
func TargetKeys(ctx context.Context, m *metric.Model, engine metric.Engine, t *metric.Target, dim string, periods []period.Period) ([]TargetKey, error) {
	members, err := KnownKeys(ctx, m, engine, t.Metric, dim)
	if err != nil || len(members) == 0 {
		return nil, err
	}
	rows, amount := "", "null"
	switch {
	case t.Dataset == "" && len(t.Members) > 0 && len(t.By) == 1:
		rows = listedSQL(m, t, dim)
	case t.Dataset != "" && m.Datasets[t.Dataset].Keys[dim] != "":
		if rows, err = datedSQL(m, t, dim); err != nil {
			return nil, err
		}
		amount = "sum(__value)"
	default:
		return nil, nil
	}
	asked, err := engine.Query(ctx, fmt.Sprintf("with %s, __rows as (%s) select __i, __raw, count(*), %s, min(__line), max(__line)"+
		" from __rows join __periods on __day is null or __day >= __from and __day < __until"+
		" group by __i, __raw order by __i, min(__line)", query.PeriodsSQL(grains(m, t, periods)), rows, amount), nil)
	if err != nil {
		return nil, err
	}
	return keysOf(t, asked, periods, members), nil
}

// keysOf reads the answer of TargetKeys. members are the known keys, sorted.
func keysOf(t *metric.Target, asked *table.Table, periods []period.Period, members []string) []TargetKey {
	listed := slices.Sorted(maps.Keys(t.Members))
	list := make([]TargetKey, len(asked.Rows))
	for i, row := range asked.Rows {
		k := TargetKey{Period: periods[query.Integer(row[0])], Value: query.Text(row[1]), Rows: query.Integer(row[2]), Amount: new(big.Rat), First: query.Integer(row[4]), Last: query.Integer(row[5])}
		_, k.Known = slices.BinarySearch(members, k.Value)
		if r, ok := table.Rat(row[3]); ok {
			k.Amount = t.InMetricUnit(r)
		} else if t.Dataset == "" {
			k.Amount = t.InMetricUnit(t.Members[listed[k.First-1]])
		}
		list[i] = k
	}
	return list
}

// listedSQL selects line number and key of each member that the YAML sets a target for.
func listedSQL(m *metric.Model, t *metric.Target, dim string) string {
	lines := make([]string, len(t.Members))
	for i, key := range slices.Sorted(maps.Keys(t.Members)) {
		lines[i] = fmt.Sprintf("(%d, %s)", i+1, table.Literal(key))
	}
	rows := fmt.Sprintf("(select * from (values %s) as v(__line, member))", strings.Join(lines, ", "))
	return "select __line, __raw, null::date as __day from " + query.MatchedRows(rows, "member", m.Dimensions[dim])
}

// datedSQL selects line number, key, day and value of each row of a target's dataset.
func datedSQL(m *metric.Model, t *metric.Target, dim string) (string, error) {
	rows, err := query.KeyedRows(m, fmt.Sprintf("(select *, row_number() over () as __line from %s)", table.Ident(t.Dataset)), t.Dataset, dim, "", query.CleanSQL)
	return fmt.Sprintf("select __line, __raw, cast(%[1]s as date) as __day, %[2]s as __value from %[3]s where %[1]s is not null and %[2]s is not null",
		table.Ident(t.Date), table.Ident(t.Value), rows), err
}

// grains returns the periods, each limited to the time in which the target applies, and then widened to complete
// grains.
func grains(m *metric.Model, t *metric.Target, periods []period.Period) []period.Period {
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

// knownKeysSQL selects the keys of a dimension's members. It is "" if the metric's rows cannot be grouped by the
// dimension.
func knownKeysSQL(m *metric.Model, mt *metric.Metric, dim string) (string, error) {
	if mt == nil || !m.CanGroup(mt.Dataset, dim) {
		return "", nil
	}
	if roster := query.RosterSQL(m, dim); roster != "" {
		return "select key from (" + roster + ")", nil
	}
	rows, err := query.Keyed(m, mt.Dataset, dim, "")
	found := fmt.Sprintf("select distinct __raw as key from %s where __raw is not null", rows)
	if ds := m.Datasets[mt.Dataset]; query.IsShared(m, ds, dim) {
		found += fmt.Sprintf(" union select distinct %s from %s where %[1]s is not null", query.AliasedKey(query.CleanSQL(table.Ident(ds.Credit.Member)), m.Dimensions[dim]), table.Ident(ds.Credit.Dataset))
	}
	return found, err
}

// HasRoster reports whether a dimension has a roster.
func HasRoster(m *metric.Model, dim string) bool { return query.RosterSQL(m, dim) != "" }

// SoldKeys lists the keys of a dimension in the metric's rows of a period, sorted.
func SoldKeys(ctx context.Context, m *metric.Model, engine metric.Engine, name, dim string, p period.Period) ([]string, error) {
	mt := m.Metrics[name]
	rows, err := query.MeasuredRows(m, mt, dim)
	if err != nil {
		return nil, err
	}
	return texts(ctx, m, engine, fmt.Sprintf("select distinct __raw from %s as d where __raw is not null and %s order by 1", rows, query.DuringSQL(mt, p)))
}

// KnownKeys lists the keys of a dimension's members, sorted: those of its roster or, without one, those in the metric's
// rows.
func KnownKeys(ctx context.Context, m *metric.Model, engine metric.Engine, name, dim string) ([]string, error) {
	known, err := knownKeysSQL(m, m.Metrics[name], dim)
	if err != nil || known == "" {
		return nil, err
	}
	return texts(ctx, m, engine, "select distinct key from ("+known+") order by 1")
}

// texts returns the first column of the answer to a statement, as texts.
func texts(ctx context.Context, m *metric.Model, engine metric.Engine, sql string) ([]string, error) {
	t, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return nil, err
	}
	list := make([]string, len(t.Rows))
	for i, row := range t.Rows {
		list[i] = query.Text(row[0])
	}
	return list, nil
}

// PlannedKeys lists the keys of a dimension in all targets of a metric, in any period.
func PlannedKeys(ctx context.Context, m *metric.Model, engine metric.Engine, name, dim string) ([]string, error) {
	var list []string
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != name || !slices.Contains(t.By, dim) {
			continue
		}
		rows := "select __raw from " + query.MatchedRows(fmt.Sprintf("(select unnest([%s]) as member)", query.Literals(slices.Sorted(maps.Keys(t.Members)))), "member", m.Dimensions[dim])
		if t.Dataset != "" {
			keyed, err := query.Keyed(m, t.Dataset, dim, "")
			if err != nil {
				return nil, err
			}
			rows = "select __raw from " + keyed
		} else if len(t.Members) == 0 {
			continue
		}
		found, err := texts(ctx, m, engine, "select distinct __raw from ("+rows+") where __raw is not null order by 1")
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}

// Values lists the distinct texts of a column in the metric's rows of some periods, sorted.
func Values(ctx context.Context, m *metric.Model, engine metric.Engine, name, column string, periods []period.Period) ([]string, error) {
	mt := m.Metrics[name]
	return texts(ctx, m, engine, fmt.Sprintf("select distinct trim(%[1]s) as __v from %[2]s as d where (%[3]s) and __v <> '' and (%[4]s) order by 1",
		table.Ident(column), query.WholeRows(m, mt.Dataset), query.FilterSQL(mt), query.WithinAnySQL(mt.Date, periods)))
}
