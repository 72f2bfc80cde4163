package inspect

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"bilan/internal/diagnose"
	"bilan/internal/gather"
	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/report/metric"
	"bilan/report/metric/book"
	"bilan/report/metric/target"
)

// checkReports compares the figures of each report with its data, as a run does. It then compares targets that no
// report shows.
func (c *sourceCheck) checkReports(ctx context.Context) error {
	failed := map[string]bool{} // the metrics that cannot be computed
	for i, t := range c.Config.Targets {
		if c.Failed[fmt.Sprintf("targets[%d]", i)] || c.hasNoValues(t.Dataset) {
			failed[t.Metric] = true
		}
	}
	for name, m := range c.Config.Metrics {
		failed[name] = failed[name] || c.Broken[m.Dataset] || c.Failed["datasets."+m.Dataset]
	}
	untargeted := untargetedMembers{c: c}
	for _, plan := range append(slices.Clip(c.plans), c.planUnshownTargets()...) {
		if err := c.learnKnownDays(ctx, plan, failed); err != nil {
			return err
		}
		book, err := c.computeFigures(ctx, plan, failed)
		if err != nil {
			return err
		}
		found, err := diagnose.CheckFigures(ctx, c.Data, c.computable(plan, failed), book)
		if err != nil {
			return err
		}
		if plan.Name == "" {
			found.ToRemarks()
		}
		c.record(found)
		c.warnUnshaped(plan, book)
		c.warnWithoutRows(plan, book, failed)
		untargeted.addReport(plan, book, failed)
	}
	untargeted.warn()
	return c.checkTargetGaps(ctx, failed)
}

// warnWithoutRows warns of a report that would be held because its first period has no row.
func (c *sourceCheck) warnWithoutRows(plan *plans.Plan, book *book.Book, failed map[string]bool) {
	all := len(c.computable(plan, failed).Needs.Asks) == len(plan.Needs.Asks)
	if plan.Name == "" || !all || len(plan.Needs.Cohorts) > 0 || len(gather.EmptyDoubts(plan, book, nil)) == 0 {
		return
	}
	c.warn("reports."+plan.Name, "no row at all in "+plan.Calendar.ID(plan.Periods[0])+": the report would be held", "write if_empty: send to send it nevertheless")
}

// record records the findings of a diagnosis. A doubt that several reports have is recorded once.
func (c *sourceCheck) record(found *diagnose.Diagnosis) {
	for _, doubt := range found.Doubts {
		if !slices.ContainsFunc(c.found.Doubts, func(d diagnose.Doubt) bool { return d.String() == doubt.String() }) {
			c.found.Doubts = append(c.found.Doubts, doubt)
		}
	}
	for _, r := range found.Remarks {
		c.warn(r.Path, r.Message, r.Hint)
	}
}

// computeFigures computes the figures of a plan. It reports a metric that cannot be computed once, and leaves it out.
func (c *sourceCheck) computeFigures(ctx context.Context, plan *plans.Plan, failed map[string]bool) (*book.Book, error) {
	askable, engine := c.computable(plan, failed), c.Asker(c.Plan.Params)
	answers, err := book.Compute(ctx, plan.Model, engine, askable.Needs.Asks)
	if err == nil || ctx.Err() != nil {
		return answers, err
	}
	for _, name := range plans.MetricsOf(askable.Needs) {
		onlyThis := askable.WithMetrics(func(other string) bool { return other == name })
		if _, err := book.Compute(ctx, plan.Model, engine, onlyThis.Needs.Asks); err != nil {
			c.recordMetricError("metrics."+name+".value", err)
			failed[name] = true
		}
	}
	return book.Compute(ctx, plan.Model, engine, c.computable(plan, failed).Needs.Asks)
}

// planUnshownTargets returns a plan of the metrics that have a target and are in no report, over the last complete
// month. It returns nil if there are none.
func (c *sourceCheck) planUnshownTargets() []*plans.Plan {
	plan := *c.Plan
	month := plan.Calendar.Shift(plan.Calendar.Containing(period.Month, plan.CutOff), -1)
	plan.Name, plan.Periods, plan.Needs.Asks = "", []period.Period{month}, nil
	for _, name := range c.sortByPosition("metrics.", slices.Sorted(maps.Keys(c.Config.Metrics))) {
		shown := slices.ContainsFunc(c.plans, func(p *plans.Plan) bool {
			return slices.ContainsFunc(p.Needs.Asks, func(a metric.Ask) bool { return a.Metric == name })
		})
		if !shown && plan.Model.HasTarget(name) {
			plan.Needs.Asks = append(plan.Needs.Asks, metric.Ask{Metric: name, Period: month})
		}
	}
	if len(plan.Needs.Asks) == 0 {
		return nil
	}
	return []*plans.Plan{&plan}
}

// recordMetricError records why a metric cannot be computed, at the target that causes it. It records nothing if an
// earlier step reported the cause.
func (c *sourceCheck) recordMetricError(path string, err error) {
	message := err.Error()
	var at *target.Error
	if errors.As(err, &at) {
		path, message = fmt.Sprintf("targets[%d]", at.Index), at.Err.Error()
		if c.Failed[path] || c.hasNoValues(c.Config.Targets[at.Index].Dataset) {
			return
		}
	}
	if c.Failed[path] || loaded.LacksColumn(err) && len(c.Mistakes) > 0 {
		return
	}
	c.AddMistake(path, message, "")
	c.Failed[path] = true
}

// learnKnownDays adds to a plan what a run learns from the data: the day up to which each metric is known. Earlier
// steps have reported its errors.
func (c *sourceCheck) learnKnownDays(ctx context.Context, plan *plans.Plan, failed map[string]bool) error {
	if plan.Name == "" {
		return nil
	}
	askable := c.computable(plan, failed)
	if err := c.FindKnownDays(ctx, askable); err == nil {
		plan.Needs = askable.Needs
	}
	return ctx.Err()
}
