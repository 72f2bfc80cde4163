// Package cohort computes the members with a first purchase in each period, and how many of them came back later.
package cohort

import (
	"context"
	"fmt"
	"math/big"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// Compute answers ask with one statement. A member whose first row is before the first period belongs to no cohort.
// Rows without a member or a day, and rows from the cut-off on, are ignored.
func Compute(ctx context.Context, m *metric.Model, engine metric.Engine, ask metric.CohortAsk) ([]metric.Cohort, error) {
	if len(ask.Periods) == 0 {
		return nil, nil
	}
	empty := metric.NumOf(new(big.Rat)) // nobody came back
	if ask.Value != "" {
		var err error
		if empty, err = query.OverNothing(ctx, m, engine, ask.Dataset, ask.Value, ask.AddsUp); err != nil {
			return nil, fmt.Errorf("cohorts of dataset %q: %w", ask.Dataset, err)
		}
	}
	list := blank(m, ask, empty)
	t, err := engine.Query(ctx, statement(m, ask), nil)
	if err != nil {
		return nil, fmt.Errorf("cohorts of dataset %q: %w", ask.Dataset, err)
	}
	for _, row := range t.Rows {
		began, at := query.Integer(row[0]), query.Integer(row[1])
		members, err := query.Number(row[2], false)
		if err != nil {
			return nil, err
		}
		c := &list[began]
		if at == began {
			c.Size = query.Integer(row[2])
		}
		c.Cells[at-began] = members
		if ask.Value != "" {
			if c.Cells[at-began], err = query.Number(row[3], row[4] == true); err != nil {
				return nil, fmt.Errorf("cohorts of dataset %q: %w", ask.Dataset, err)
			}
		}
	}
	return list, nil
}

// blank returns the cohorts with the cells that they have without any row: empty, or NotYet for a future period.
func blank(m *metric.Model, ask metric.CohortAsk, empty metric.Num) []metric.Cohort {
	list := make([]metric.Cohort, len(ask.Periods))
	for i := range list {
		list[i] = metric.Cohort{Period: ask.Periods[i], Cells: make([]metric.Num, len(ask.Periods)-i)}
		for k := range list[i].Cells {
			list[i].Cells[k] = empty
			if !m.CutOff.IsZero() && !ask.Periods[i+k].Start.Before(m.CutOff) {
				list[i].Cells[k] = metric.NoNum(metric.NotYet)
			}
		}
	}
	return list
}

// statement selects the index of the cohort's period, the index of the period, the number of members with a row in it,
// the value of their rows, and whether a division by zero occurred.
func statement(m *metric.Model, ask metric.CohortAsk) string {
	value := "null"
	if ask.Value != "" {
		value = query.Expression(ask.Value)
	}
	known := "true"
	if !m.CutOff.IsZero() {
		known = fmt.Sprintf("__day < %s", query.Date(m.CutOff))
	}
	return fmt.Sprintf("with %s,\n__days as (select __i, cast(unnest(range(__from, __until, interval 1 day)) as date) as __at from __periods),\n"+
		"__rows as (select *, %s as __member, cast(%s as date) as __day from %s where __member is not null and %s),\n"+
		"__began as (select __member as __who, min(__day) as __first from __rows group by 1),\n"+
		"__cohorts as (select __who, __i as __cohort from __began join __days on __at = __first)\n"+
		"select __cohort as c, __i as i, count(distinct __member), %s as v, %s as z from __rows as d join __cohorts on __who = __member join __days on __at = __day\n"+
		"group by __cohort, __i order by c, i",
		query.PeriodsSQL(ask.Periods), query.CleanSQL(table.Ident(ask.Member)), table.Ident(ask.Date), query.WholeRows(m, ask.Dataset), known, value, query.DividesSQL(ask.Divides))
}
