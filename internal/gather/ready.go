package gather

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/diagnose"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report/metric/book"
)

// findOpenMonths raises a doubt about a report whose months are not all closed. Each month that ends within the first
// period must be in the dataset of the closing.
func (d *Gatherer) findOpenMonths(ctx context.Context, plan *plans.Plan) ([]diagnose.Doubt, error) {
	name := plan.Report.Ready.Closed
	if name == "" {
		return nil, nil
	}
	c := d.Program.Config.Closings[name]
	t, err := d.Bench.Query(ctx, fmt.Sprintf("select distinct cast(%s as date) from %s order by all", table.Ident(c.Month), table.Ident(c.Dataset)), plan.Params)
	if err != nil {
		return nil, fmt.Errorf("closing %q: %w", name, err)
	}
	var closedMonths []period.Period
	for _, row := range t.Rows {
		if day, ok := table.Day(row[0]); ok {
			closedMonths = append(closedMonths, plan.Calendar.Containing(period.Month, period.DateOf(day)))
		}
	}
	var open diagnose.Months
	var ids []string
	first := plan.Periods[0]
	for m := plan.Calendar.Containing(period.Month, first.Start); m.End.Compare(first.End) <= 0; m = plan.Calendar.Shift(m, 1) {
		if !slices.Contains(closedMonths, m) {
			open, ids = append(open, m), append(ids, plan.Calendar.ID(m))
		}
	}
	if len(open) == 0 {
		return nil, nil
	}
	said := diagnose.Say("closed", diagnose.Count(len(open)), open)
	return []diagnose.Doubt{{Dataset: c.Dataset, Check: "closed", Message: strings.Join(ids, ", ") + " is not closed", Said: said}}, nil
}

// EmptyDoubts raises a doubt if neither the metrics nor the cohorts of a report have a row in the first period. It
// raises none if the YAML allows empty reports.
func EmptyDoubts(plan *plans.Plan, b *book.Book, events []eventCounts) []diagnose.Doubt {
	if plan.Report.IfEmpty == "send" {
		return nil
	}
	var first string
	for _, a := range plan.Needs.Asks {
		if a.Period != plan.FirstPeriod(a.Metric) || plan.Model.Metrics[a.Metric].CoveredTime(a.Period) != a.Period {
			continue // a window reaches beyond the period, so its rows do not show whether the period has rows
		}
		if b.Answer(a).Rows > 0 {
			return nil
		}
		if first == "" {
			first = plan.Model.Metrics[a.Metric].Dataset
		}
	}
	for _, e := range events {
		if e.rows > 0 {
			return nil
		}
		first = cmp.Or(first, e.dataset)
	}
	if first == "" {
		return nil
	}
	return []diagnose.Doubt{diagnose.NoRowDoubt(plan, first)}
}
