package metric

import (
	"context"
	"fmt"
	"math/big"
)

// Cohorts asks who began in each of the periods and what became of them, in one statement. A member's first row counts
// wherever it lies: who has one before the first period belongs to none of the cohorts. Rows without a member or a day,
// and those from the cut-off on, are left out.
func (m *Model) Cohorts(ctx context.Context, engine Engine, ask CohortAsk) ([]Cohort, error) {
	if len(ask.Periods) == 0 {
		return nil, nil
	}
	empty := Of(new(big.Rat)) // nobody came back
	if ask.Value != "" {
		var err error
		if empty, err = m.nothing(ctx, engine, ask.Dataset, ask.Value, ask.AddsUp); err != nil {
			return nil, fmt.Errorf("cohorts of dataset %q: %w", ask.Dataset, err)
		}
	}
	list := m.blankCohorts(ask, empty)
	t, err := engine.Query(ctx, m.cohortsSQL(ask), nil)
	if err != nil {
		return nil, fmt.Errorf("cohorts of dataset %q: %w", ask.Dataset, err)
	}
	for _, row := range t.Rows {
		began, at := integer(row[0]), integer(row[1])
		members, err := number(row[2], false)
		if err != nil {
			return nil, err
		}
		c := &list[began]
		if at == began {
			c.Size = integer(row[2])
		}
		c.Cells[at-began] = members
		if ask.Value != "" {
			if c.Cells[at-began], err = number(row[3], row[4] == true); err != nil {
				return nil, fmt.Errorf("cohorts of dataset %q: %w", ask.Dataset, err)
			}
		}
	}
	return list, nil
}

// blankCohorts has every cell as it is without a row.
func (m *Model) blankCohorts(ask CohortAsk, empty Num) []Cohort {
	list := make([]Cohort, len(ask.Periods))
	for i := range list {
		list[i] = Cohort{Period: ask.Periods[i], Cells: make([]Num, len(ask.Periods)-i)}
		for k := range list[i].Cells {
			list[i].Cells[k] = empty
			if !m.CutOff.IsZero() && !ask.Periods[i+k].Start.Before(m.CutOff) {
				list[i].Cells[k] = None(NotYet)
			}
		}
	}
	return list
}

// cohortsSQL selects the cohort's place, the period's place, the members with a row there, and the value of their rows.
func (m *Model) cohortsSQL(ask CohortAsk) string {
	value := "null"
	if ask.Value != "" {
		value = expression(ask.Value)
	}
	known := "true"
	if !m.CutOff.IsZero() {
		known = fmt.Sprintf("__day < %s", date(m.CutOff))
	}
	return fmt.Sprintf("with %s,\n__days as (select __i, cast(unnest(range(__from, __until, interval 1 day)) as date) as __at from __periods),\n"+
		"__rows as (select *, %s as __member, cast(%s as date) as __day from %s where __member is not null and %s),\n"+
		"__began as (select __member as __who, min(__day) as __first from __rows group by 1),\n"+
		"__cohorts as (select __who, __i as __cohort from __began join __days on __at = __first)\n"+
		"select __cohort as c, __i as i, count(distinct __member), %s as v, %s as z from __rows as d join __cohorts on __who = __member join __days on __at = __day\n"+
		"group by __cohort, __i order by c, i",
		periodsSQL(ask.Periods), clean(ident(ask.Member)), ident(ask.Date), m.whole(ask.Dataset), known, value, divides(ask.Divides))
}
