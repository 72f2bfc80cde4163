package book

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
	"bilan/report/metric/history"
	"bilan/report/metric/query"
)

// One statement asks for all metrics over the same rows, with columns for each of them, in all periods that any of them
// needs. Each metric reads its own columns and periods. If the statement fails, each metric is asked for alone, so that
// the error is about the right one.

// familyAnswer is the answer to such a statement.
type familyAnswer struct {
	*table.Table
	periods []period.Period
	counted int            // sales are counted in the first periods, as many as this
	columns map[string]int // the first column of each metric, by its name
}

// family returns the metrics that are computed from the same rows as mt and have an ask with the cut by, or any ask if
// by is "". The first one is mt.
func (k *memory) family(m *metric.Model, mt *metric.Metric, by string) []*metric.Metric {
	list := []*metric.Metric{mt}
	for _, name := range slices.Sorted(maps.Keys(k.asks)) {
		other := m.Metrics[name]
		if other != nil && other != mt && other.Formula == nil && sameRows(mt, other) && (by == "" || len(k.asksBy(name, by)) > 0) {
			list = append(list, other)
		}
	}
	return list
}

func sameRows(a, b *metric.Metric) bool {
	return a.Dataset == b.Dataset && a.Date == b.Date && a.Filter == b.Filter && a.Window == b.Window && a.WindowUnit == b.WindowUnit
}

func (k *memory) asksBy(name, by string) (list []metric.Ask) {
	for _, a := range k.asks[name] {
		if a.Cut() == by {
			list = append(list, a)
		}
	}
	return list
}

// neededPeriods returns the periods in which the values of a group are needed. days are the days with rows.
func (k *memory) neededPeriods(m *metric.Model, g history.Group, days []period.Date) []period.Period {
	if g.By == "" {
		return periods(m, k.asks[g.Metric], days)
	}
	asks := k.asksBy(g.Metric, g.By)
	return append(history.ComparisonPeriods(m, asks, days), history.ForecastYear(m, asks)...)
}

// familyFor returns the metrics of a family that need nearly the same periods as the first, and an empty answer with
// all these periods, those of the report first. No metric is computed for more than twice the periods that it needs,
// because a distinct count over the days of a year costs far more than reading the rows again.
func (k *memory) familyFor(m *metric.Model, family []*metric.Metric, by string, days []period.Date) (list []*metric.Metric, t familyAnswer) {
	fewest := 0
	var shown, all []period.Period
	for _, mt := range family {
		g := history.Group{Metric: mt.Name, By: by}
		own := k.neededPeriods(m, g, days)
		needed := history.Distinct(slices.Concat(own, k.pastPeriods(g, days)))
		wider := history.Distinct(slices.Concat(all, needed))
		if len(list) > 0 && len(wider) > 2*min(fewest, len(needed)) {
			continue
		}
		if len(list) == 0 || len(needed) < fewest {
			fewest = len(needed)
		}
		list, all, shown = append(list, mt), wider, history.Distinct(slices.Concat(shown, own))
	}
	return list, familyAnswer{periods: history.Distinct(slices.Concat(shown, all)), counted: len(shown)}
}

// pastPeriods returns the periods in which k.past needs the values of a group.
func (k *memory) pastPeriods(g history.Group, days []period.Date) []period.Period {
	if k.past == nil || k.past.byGroup[g] == nil && g.By != "" || k.past.known.asks[g.Metric] == nil {
		return nil
	}
	return k.past.known.neededPeriods(k.past.m, g, days)
}

// values returns the values of a group. At the first call for a metric of a family it asks for those of the whole
// family.
func (k *memory) values(ctx context.Context, c *computer, g history.Group) (map[history.Cell]history.Measured, error) {
	days := k.days[metric.DateColumn{Dataset: c.metric.Dataset, Column: c.metric.Date}]
	own := k.neededPeriods(c.m, g, days)
	if t, ok := k.before[g]; ok && t.contains(own) {
		k.answers[g] = t
	}
	if _, asked := k.answers[g]; !asked {
		family, t := k.familyFor(c.m, k.family(c.m, c.metric, g.By), g.By, days)
		t, err := t.ask(ctx, c.m, c.engine, family, g.By)
		if err != nil && len(family) > 1 && ctx.Err() == nil {
			family = family[:1]
			t, err = familyAnswer{periods: own, counted: len(own)}.ask(ctx, c.m, c.engine, family, g.By)
		}
		if err != nil {
			return nil, err
		}
		for _, mt := range family {
			k.answers[history.Group{Metric: mt.Name, By: g.By}] = t
		}
	}
	return k.answers[g].valuesOf(g, own, k.owners)
}

// contains reports whether the answer contains all these periods.
func (t familyAnswer) contains(periods []period.Period) bool {
	asked := make(map[period.Period]bool, len(t.periods))
	for _, p := range t.periods {
		asked[p] = true
	}
	return !slices.ContainsFunc(periods, func(p period.Period) bool { return !asked[p] })
}

// ask asks for the values of a family in t.periods, and returns t with the answer.
func (t familyAnswer) ask(ctx context.Context, m *metric.Model, engine metric.Engine, family []*metric.Metric, by string) (familyAnswer, error) {
	sql, err := valuesSQL(m, family, by, t)
	if err != nil {
		return t, err
	}
	t.columns = map[string]int{}
	for i, mt := range family {
		t.columns[mt.Name] = 4 + 2*i
	}
	t.Table, err = engine.Query(ctx, sql, nil)
	return t, err
}

// valuesOf reads the values of a group in these periods from the answer.
func (t familyAnswer) valuesOf(g history.Group, periods []period.Period, who *metric.Owners) (map[history.Cell]history.Measured, error) {
	own := make(map[period.Period]bool, len(periods))
	for _, p := range periods {
		own[p] = true
	}
	values, at := make(map[history.Cell]history.Measured, len(t.Rows)), t.columns[g.Metric]
	for _, row := range t.Rows {
		i := int(query.Integer(row[0]))
		c := history.Cell{Period: t.periods[i]}
		if !own[c.Period] {
			continue
		}
		v, err := query.Number(row[at], row[at+1] == true)
		if err != nil {
			return nil, err
		}
		if g.By != "" {
			c.Key, c.None = query.Text(row[1]), row[1] == nil
		}
		var sales *big.Rat
		if i < t.counted {
			sales, _ = table.Rat(row[3])
		}
		v.Whose = ownerOf(who, history.Cut{By: g.By, Key: c.Key, None: c.None})
		values[c] = history.Measured{Value: v, Rows: query.Integer(row[2]), Sales: sales}
	}
	return values, nil
}

// valuesSQL selects the values of metrics over the same rows in each period of t, in one pass over the rows. The
// columns are i (the period's index), k (the member's key), n (the number of rows), c (the number of sales; null in a
// period that does not count them, and if each row is a sale), and for each metric its value and whether a division by
// zero occurred. A period without rows has no line. A metric without a date describes the present and applies to all
// periods.
func valuesSQL(m *metric.Model, family []*metric.Metric, by string, t familyAnswer) (string, error) {
	mt := family[0]
	rows, err := query.MeasuredRows(m, mt, by)
	if err != nil {
		return "", err
	}
	columns, names := make([]string, len(family)), make([]string, len(family))
	for j, of := range family {
		columns[j] = fmt.Sprintf("%s as __v%d, %s as __z%[2]d", query.Expression(of.Value), j, query.DividesSQL(of.Divides))
		names[j] = fmt.Sprintf("__v%d, __z%[1]d", j)
	}
	ds := m.Datasets[mt.Dataset]
	group, key := query.KeyColumns(by)
	counted := ""
	if t.counted < len(t.periods) && mt.Date != "" {
		counted = fmt.Sprintf("__i < %d", t.counted)
	}
	what := fmt.Sprintf("%s as k, count(*) as n, %s as c, %s from %s as d", key, query.SalesSQL(m, ds, query.IsShared(m, ds, by), counted), strings.Join(columns, ", "), rows)
	with := "with " + query.CountedSQL(m, mt, t.periods)
	if mt.Date == "" {
		if by != "" {
			what += " group by " + group
		}
		return fmt.Sprintf("%s,\n__answer as (select %s)\nselect __i as i, k, n, c, %s from __periods, __answer order by i, k nulls last", with, what, strings.Join(names, ", ")), nil
	}
	grouped := "__i"
	if by != "" {
		grouped += ", " + group
	}
	return fmt.Sprintf("%s,\n%s\nselect __i as i, %s join __days on cast(%s as date) = __day group by %s order by i, k nulls last", with, query.DaysSQL, what, table.Ident(mt.Date), grouped), nil
}

// askOutsidePeriods returns the answer to a statement about rows outside all periods, for a metric and its family. sql
// makes the statement; answers keeps the answers by metric.
func (k *memory) askOutsidePeriods(ctx context.Context, c *computer, answers map[string]familyAnswer, sql func(family []*metric.Metric) string) (familyAnswer, error) {
	name := c.metric.Name
	if _, asked := answers[name]; !asked {
		family := k.family(c.m, c.metric, "")
		t, err := c.engine.Query(ctx, sql(family), nil)
		if err != nil && len(family) > 1 && ctx.Err() == nil {
			family = family[:1]
			t, err = c.engine.Query(ctx, sql(family), nil)
		}
		if err != nil {
			return familyAnswer{}, err
		}
		all := familyAnswer{Table: t, columns: map[string]int{}}
		for i, mt := range family {
			all.columns[mt.Name], answers[mt.Name] = 1+i, all
		}
	}
	return answers[name], nil
}
