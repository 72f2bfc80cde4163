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
	list := m.blankCohorts(ask)
	if len(list) == 0 {
		return list, nil
	}
	t, err := engine.Query(ctx, m.cohortsSQL(ask), nil)
	if err != nil {
		return nil, fmt.Errorf("cohorts of dataset %q: %w", ask.Dataset, err)
	}
	for _, row := range t.Rows {
		began, at := integer(row[0]), integer(row[1])
		members, err := number(row[2], 0)
		if err != nil {
			return nil, err
		}
		c := &list[began]
		if at == began {
			c.Size = integer(row[2])
		}
		c.Cells[at-began] = members
		if ask.Value != "" {
			if c.Cells[at-began], err = number(row[3], 1); err != nil {
				return nil, fmt.Errorf("cohorts of dataset %q: %w", ask.Dataset, err)
			}
			if ask.AddsUp && c.Cells[at-began].State == Undefined {
				c.Cells[at-began] = None(NoData) // every amount is null
			}
		}
	}
	return list, nil
}

// blankCohorts has every cell as it is without a row.
func (m *Model) blankCohorts(ask CohortAsk) []Cohort {
	list := make([]Cohort, len(ask.Periods))
	for i := range list {
		list[i] = Cohort{Period: ask.Periods[i], Cells: make([]Num, len(ask.Periods)-i)}
		for k := range list[i].Cells {
			switch future := !m.CutOff.IsZero() && !ask.Periods[i+k].Start.Before(m.CutOff); {
			case future:
				list[i].Cells[k] = None(NotYet)
			case ask.Value != "" && !ask.AddsUp:
				list[i].Cells[k] = None(NoData)
			default:
				list[i].Cells[k] = Of(new(big.Rat))
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
		"select __cohort as c, __i as i, count(distinct __member), %s as v from __rows as d join __cohorts on __who = __member join __days on __at = __day\n"+
		"group by __cohort, __i order by c, i",
		periodsSQL(ask.Periods), clean(ident(ask.Member)), ident(ask.Date), m.whole(ask.Dataset), known, value)
}
