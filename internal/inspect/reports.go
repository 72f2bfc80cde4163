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

// reports compares the figures of each report with its data, as a run does. It then compares targets that no report
// shows.
func (c *sourceCheck) reports(ctx context.Context) error {
	failed := map[string]bool{} // the metrics that cannot be computed
	for i, t := range c.Config.Targets {
		if c.Unfit[fmt.Sprintf("targets[%d]", i)] || c.unknown(t.Dataset) {
			failed[t.Metric] = true
		}
	}
	for name, m := range c.Config.Metrics {
		failed[name] = failed[name] || c.Broken[m.Dataset]
	}
	untargeted := untargetedMembers{c: c}
	for _, plan := range append(slices.Clip(c.plans), c.unshown()...) {
		if err := c.learn(ctx, plan, failed); err != nil {
			return err
		}
		book, err := c.figuresOf(ctx, plan, failed)
		if err != nil {
			return err
		}
		found, err := diagnose.Figures(ctx, c.Data, c.askable(plan, failed), book)
		if err != nil {
			return err
		}
		if plan.Name == "" {
			found.ToRemarks()
		}
		c.tell(found)
		c.unshaped(plan, book)
		c.withoutRows(plan, book, failed)
		untargeted.note(plan, book, failed)
	}
	untargeted.tell()
	return c.gaps(ctx, failed)
}

// withoutRows warns of a report that would be held because its first period has no row.
func (c *sourceCheck) withoutRows(plan *plans.Plan, book *book.Book, failed map[string]bool) {
	all := len(c.askable(plan, failed).Needs.Asks) == len(plan.Needs.Asks)
	if plan.Name == "" || !all || len(plan.Needs.Cohorts) > 0 || len(gather.EmptyDoubts(plan, book, nil)) == 0 {
		return
	}
	c.warn("reports."+plan.Name, "no row at all in "+plan.Calendar.ID(plan.Periods[0])+": the report would be held", "if_empty: send lets it go out")
}

// tell records the findings of a diagnosis. A doubt that several reports have is recorded once.
func (c *sourceCheck) tell(found *diagnose.Diagnosis) {
	for _, doubt := range found.Doubts {
		if !slices.ContainsFunc(c.found.Doubts, func(d diagnose.Doubt) bool { return d.String() == doubt.String() }) {
			c.found.Doubts = append(c.found.Doubts, doubt)
		}
	}
	for _, r := range found.Remarks {
		c.warn(r.Path, r.Message, r.Hint)
	}
}

// figuresOf computes the figures of a plan. It reports a metric that cannot be computed once, and leaves it out.
func (c *sourceCheck) figuresOf(ctx context.Context, plan *plans.Plan, failed map[string]bool) (*book.Book, error) {
	askable, engine := c.askable(plan, failed), c.Asker(c.Plan.Params)
	answers, err := book.Compute(ctx, plan.Model, engine, askable.Needs.Asks)
	if err == nil || ctx.Err() != nil {
		return answers, err
	}
	for _, name := range plans.MetricsOf(askable.Needs) {
		alone := askable.Only(func(other string) bool { return other == name })
		if _, err := book.Compute(ctx, plan.Model, engine, alone.Needs.Asks); err != nil {
			c.unreadable("metrics."+name+".value", err)
			failed[name] = true
		}
	}
	return book.Compute(ctx, plan.Model, engine, c.askable(plan, failed).Needs.Asks)
}

// unshown returns a plan of the metrics that have a target and are in no report, over the last complete month. It
// returns nil if there are none.
func (c *sourceCheck) unshown() []*plans.Plan {
	plan := *c.Plan
	month := plan.Calendar.Shift(plan.Calendar.Containing(period.Month, plan.CutOff), -1)
	plan.Name, plan.Periods, plan.Needs.Asks = "", []period.Period{month}, nil
	for _, name := range c.written("metrics.", slices.Sorted(maps.Keys(c.Config.Metrics))) {
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

// unreadable records why a metric cannot be computed, at the target that causes it. It records nothing if an earlier
// step reported the cause.
func (c *sourceCheck) unreadable(path string, err error) {
	message := err.Error()
	var at *target.Error
	if errors.As(err, &at) {
		path, message = fmt.Sprintf("targets[%d]", at.Index), at.Err.Error()
		if c.Unfit[path] || c.unknown(c.Config.Targets[at.Index].Dataset) {
			return
		}
	}
	if c.Unfit[path] || loaded.LacksColumn(err) && len(c.Mistakes) > 0 {
		return
	}
	c.Mistake(path, message, "")
	c.Unfit[path] = true
}

// learn adds to a plan what a run learns from the data: the day up to which each metric is known. Earlier steps have
// reported its errors.
func (c *sourceCheck) learn(ctx context.Context, plan *plans.Plan, failed map[string]bool) error {
	if plan.Name == "" {
		return nil
	}
	askable := c.askable(plan, failed)
	if err := c.FindKnownDays(ctx, askable); err == nil {
		plan.Needs = askable.Needs
	}
	return ctx.Err()
}
