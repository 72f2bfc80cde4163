package ownership

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"bilan/internal/loaded"
	"bilan/internal/member"
	"bilan/internal/plans"
	"bilan/internal/proof"
	"bilan/report/metric"
	"bilan/report/metric/book"
)

// proveSums counts the rows behind the members' figures a second time, in the report's own periods, and compares the
// sums of the members' figures with the total.
func proveSums(ctx context.Context, plan *plans.Plan, engine loaded.Asker, book *book.Book, dim string, members []member.Member) error {
	if err := proof.CheckCounts(ctx, engine, plan.Model, book, dim, asksOfOwnPeriods(plan), members); err != nil {
		return err
	}
	adds := func(name string) bool { m := plan.Model.Metrics[name]; return m.AddsUp || m.MembersAdd }
	return proof.CheckSums(book, dim, plan.Needs.Asks, members, adds)
}

// asksOfOwnPeriods returns the asks of the report's own periods. Counting the rows behind every week of a chart would
// cost more than the chart itself.
func asksOfOwnPeriods(plan *plans.Plan) []metric.Ask {
	return slices.DeleteFunc(slices.Clone(plan.Needs.Asks), func(a metric.Ask) bool { return !slices.Contains(plan.Periods, a.Period) })
}

// Blame takes the error about members' figures that do not add up to the total, and adds which member's rows a second
// count does not find. It computes the figures once more, without comparing them with the total.
func Blame(ctx context.Context, plan *plans.Plan, engine loaded.Asker, err error) error {
	model := *plan.Model
	model.Metrics = maps.Clone(model.Metrics)
	for name, m := range model.Metrics {
		unheld := *m
		unheld.AddsUp, unheld.MembersAdd = false, false
		model.Metrics[name] = &unheld
	}
	for _, dim := range plan.Each {
		book, unable := book.ComputeParts(ctx, &model, engine, plan.Needs.Asks, []string{dim})
		if unable != nil {
			return err
		}
		roster := &member.Roster{Config: plan.Config, Report: plan.Report, Model: plan.Model, Engine: engine, Day: plan.Slot.Date}
		list, unable := roster.Load(ctx, dim)
		if unable != nil {
			return err
		}
		if found := proof.CheckCounts(ctx, engine, plan.Model, book, dim, asksOfOwnPeriods(plan), list); found != nil {
			return fmt.Errorf("%w; %w", err, found)
		}
	}
	return err
}
