package gather

import (
	"context"
	"fmt"

	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/table"
)

// events describes the rows that a section of cohorts counts: how many are in the report's first period, the last day of any
// row, and how many rows have no day.
type events struct {
	dataset, date string
	rows          int64
	newest        period.Date // before the cut-off; zero for none
	undated       int64
}

// events counts the rows for every dataset and day column that sections of cohorts use, each once.
func (d *Gatherer) events(ctx context.Context, plan *plans.Plan, engine loaded.Asker) ([]events, error) {
	var list []events
	seen := map[[2]string]bool{}
	first := plan.Periods[0]
	for _, need := range plan.Needs.Cohorts {
		if seen[[2]string{need.Dataset, need.Date}] {
			continue
		}
		seen[[2]string{need.Dataset, need.Date}] = true
		t, err := engine.Query(ctx, fmt.Sprintf("with __days as (select cast(%s as date) as __day from %s)\n"+
			"select count(*) filter (where __day >= DATE '%s' and __day < DATE '%s'), max(__day) filter (where __day < DATE '%s'),"+
			" count(*) filter (where __day is null) from __days", table.Ident(need.Date), table.Ident(need.Dataset), first.Start, first.End, plan.CutOff), nil)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", need.ID, err)
		}
		e := events{dataset: need.Dataset, date: need.Date, rows: t.Rows[0][0].(int64), undated: t.Rows[0][2].(int64)}
		if day, ok := table.Day(t.Rows[0][1]); ok {
			e.newest = period.DateOf(day)
		}
		list = append(list, e)
	}
	return list, nil
}
