package gather

import (
	"context"
	"fmt"

	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/table"
)

// eventCounts counts the rows of a dataset that a section of cohorts is made of: those in the report's first period,
// and those without a day.
type eventCounts struct {
	dataset, date string
	rows          int64
	newest        period.Date // the last day with a row before the cut-off; zero if there is none
	undated       int64
}

// countEvents counts the rows for each dataset and date column that sections of cohorts use.
func (d *Gatherer) countEvents(ctx context.Context, plan *plans.Plan, engine loaded.Asker) ([]eventCounts, error) {
	var list []eventCounts
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
		counts := eventCounts{dataset: need.Dataset, date: need.Date, rows: t.Rows[0][0].(int64), undated: t.Rows[0][2].(int64)}
		if day, ok := table.Day(t.Rows[0][1]); ok {
			counts.newest = period.DateOf(day)
		}
		list = append(list, counts)
	}
	return list, nil
}
