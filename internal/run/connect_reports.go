package run

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
)

// reports holds each report's figures against its data, as a run of it does, and last the targets that no report shows.
func (c *connection) reports(ctx context.Context) error {
	failed := map[string]bool{} // metrics that cannot be asked
	for i, t := range c.cfg.Targets {
		if c.unfit[fmt.Sprintf("targets[%d]", i)] || c.unknown(t.Dataset) {
			failed[t.Metric] = true
		}
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
		found, err := c.diagnose(ctx, c.askable(plan, failed), book)
		if err != nil {
			return err
		}
		if plan.Name == "" {
			found.demote()
		}
		c.tell(found)
		c.unshaped(plan, book)
		c.withoutRows(plan, book, failed)
		untargeted.note(plan, book, failed)
	}
	untargeted.tell()
	return c.gaps(ctx, failed)
}

// withoutRows warns of a report that is held because its first period has no row.
func (c *connection) withoutRows(plan *Plan, book *metric.Book, failed map[string]bool) {
	all := len(c.askable(plan, failed).Needs.Asks) == len(plan.Needs.Asks)
	if plan.Name == "" || !all || len(plan.Needs.Cohorts) > 0 || len(emptiness(plan, book, nil)) == 0 {
		return
	}
	c.warn("reports."+plan.Name, "no row at all in "+plan.calendar.ID(plan.Periods[0])+": the report would be held", "if_empty: send lets it go out")
}

// tell notes what a diagnosis found, each once however many reports it is true of.
func (c *connection) tell(found *diagnosis) {
	for _, doubt := range found.doubts {
		if !slices.ContainsFunc(c.found.Doubts, func(d Doubt) bool { return d.String() == doubt.String() }) {
			c.found.Doubts = append(c.found.Doubts, doubt)
		}
	}
	for _, r := range found.remarks {
		c.warn(r.Path, r.Message, r.Hint)
	}
}

// demote makes remarks of the doubts: about what no report shows.
func (d *diagnosis) demote() {
	for _, doubt := range d.doubts {
		d.remark(doubt.Path, doubt.Message, "")
	}
	d.doubts = nil
}

// figuresOf asks for a plan's figures. A metric that cannot be asked is told once and left out.
func (c *connection) figuresOf(ctx context.Context, plan *Plan, failed map[string]bool) (*metric.Book, error) {
	askable, engine := c.askable(plan, failed), c.asker(c.plan.Params)
	book, err := plan.Model.Compute(ctx, engine, askable.Needs.Asks)
	if err == nil || ctx.Err() != nil {
		return book, err
	}
	for _, name := range metricsOf(askable.Needs) {
		alone := askable.only(func(other string) bool { return other == name })
		if _, err := plan.Model.Compute(ctx, engine, alone.Needs.Asks); err != nil {
			c.unreadable("metrics."+name+".value", err)
			failed[name] = true
		}
	}
	return plan.Model.Compute(ctx, engine, c.askable(plan, failed).Needs.Asks)
}

// askable is the plan without the metrics that cannot be asked.
func (c *connection) askable(plan *Plan, failed map[string]bool) *Plan {
	return plan.only(func(name string) bool {
		return !slices.ContainsFunc(plan.Model.Terms(name), func(term string) bool {
			return failed[term] || c.unfit["metrics."+term] || c.unknown(c.cfg.Metrics[term].Dataset)
		})
	})
}

// only is the plan with the questions about some metrics.
func (plan *Plan) only(keep func(metric string) bool) *Plan {
	some := *plan
	some.Needs.Asks = slices.DeleteFunc(slices.Clone(plan.Needs.Asks), func(a metric.Ask) bool { return !keep(a.Metric) })
	return &some
}

// unshown is a plan of the metrics that have a target and stand in no report, over the last whole month; none when there are none.
func (c *connection) unshown() []*Plan {
	plan := *c.plan
	month := plan.calendar.Shift(plan.calendar.Containing(period.Month, plan.CutOff), -1)
	plan.Name, plan.Periods, plan.Needs.Asks = "", []period.Period{month}, nil
	for _, name := range c.written("metrics.", sortedKeys(c.cfg.Metrics)) {
		shown := slices.ContainsFunc(c.plans, func(p *Plan) bool {
			return slices.ContainsFunc(p.Needs.Asks, func(a metric.Ask) bool { return a.Metric == name })
		})
		if !shown && plan.Model.HasTarget(name) {
			plan.Needs.Asks = append(plan.Needs.Asks, metric.Ask{Metric: name, Period: month})
		}
	}
	if len(plan.Needs.Asks) == 0 {
		return nil
	}
	return []*Plan{&plan}
}

// unreadable notes what keeps a metric from being asked: at the target that is to blame, once, and only when no other step
// told it.
func (c *connection) unreadable(path string, err error) {
	message := err.Error()
	var at *metric.TargetError
	if errors.As(err, &at) {
		path, message = fmt.Sprintf("targets[%d]", at.Index), at.Err.Error()
		if c.unfit[path] || c.unknown(c.cfg.Targets[at.Index].Dataset) {
			return
		}
	}
	if c.unfit[path] || lacksColumn(err) && len(c.found.Mistakes) > 0 {
		return
	}
	c.mistake(path, message, "")
	c.unfit[path] = true
}
