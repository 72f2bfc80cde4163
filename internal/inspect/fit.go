package inspect

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config/section"
	"bilan/internal/diagnose"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/pipeline"
)

// checkTypes checks, in every dataset with rows, that columns used as dates are dates and that summed columns are
// numbers.
func (c *sourceCheck) checkTypes(ctx context.Context) error {
	if err := c.checkEmpty(ctx); err != nil {
		return err
	}
	for _, name := range c.Plan.Datasets {
		if c.hasNoValues(name) {
			continue
		}
		checks := c.Config.Datasets[name].Checks
		at := "datasets." + name
		if c.recordMisfit(diagnose.FindMisfit(ctx, c.Data, c.Plan, at+".checks.fresh", diagnose.Place{Name: name, Column: checks.Fresh.Column}, diagnose.WantDate)) {
			c.Failed[at] = true
		}
		for i, s := range checks.Sum {
			if c.recordMisfit(diagnose.FindMisfit(ctx, c.Data, c.Plan, fmt.Sprintf("%s.checks.sum[%d].column", at, i), diagnose.Place{Name: name, Column: s.Column}, diagnose.WantNumber)) {
				c.Failed[at] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Config.Metrics)) {
		m := c.Config.Metrics[name]
		if m.Formula != "" || c.hasNoValues(m.Dataset) {
			continue
		}
		path := "metrics." + name
		date := c.recordMisfit(diagnose.FindMisfit(ctx, c.Data, c.Plan, path+".date", diagnose.Place{Name: m.Dataset, Column: m.Date}, diagnose.WantDate))
		if value := c.recordMisfit(diagnose.ValueMisfit(ctx, c.Data, c.Plan, name, m)); date || value {
			c.Failed[path] = true
		}
	}
	for i, t := range c.Config.Targets {
		if t.Dataset == "" || c.hasNoValues(t.Dataset) {
			continue
		}
		path := fmt.Sprintf("targets[%d]", i)
		date := c.recordMisfit(diagnose.FindMisfit(ctx, c.Data, c.Plan, path+".date", diagnose.Place{Name: t.Dataset, Column: t.Date}, diagnose.WantDate))
		if value := c.recordMisfit(diagnose.FindMisfit(ctx, c.Data, c.Plan, path+".value", diagnose.Place{Name: t.Dataset, Column: t.Value.Text}, diagnose.WantNumber)); date || value {
			c.Failed[path] = true
		}
	}
	c.checkPipelines(ctx)
	return ctx.Err()
}

func (c *sourceCheck) checkPipelines(ctx context.Context) {
	for _, report := range slices.Sorted(maps.Keys(c.Config.Reports)) {
		for i, s := range c.Config.Reports[report].Sections {
			if s.Pipeline == nil || c.hasNoValues(s.Pipeline.Dataset) {
				continue
			}
			at := fmt.Sprintf("reports.%s.sections[%d].pipeline", report, i)
			c.recordMisfit(diagnose.FindMisfit(ctx, c.Data, c.Plan, at+".close", diagnose.Place{Name: s.Pipeline.Dataset, Column: s.Pipeline.Close}, diagnose.WantDate))
			amount := c.recordMisfit(diagnose.FindMisfit(ctx, c.Data, c.Plan, at+".amount", diagnose.Place{Name: s.Pipeline.Dataset, Column: s.Pipeline.Amount}, diagnose.WantNumber))
			likely := c.recordMisfit(diagnose.FindMisfit(ctx, c.Data, c.Plan, at+".probability", diagnose.Place{Name: s.Pipeline.Dataset, Column: s.Pipeline.Probability}, diagnose.WantNumber))
			if !amount && !likely {
				c.checkContradictions(ctx, at, s.Pipeline)
			}
		}
	}
}

// checkContradictions records a mistake if rows of a pipeline contradict each other about a deal, or if a probability
// is not between 0 and 1.
func (c *sourceCheck) checkContradictions(ctx context.Context, at string, p *section.Pipeline) {
	ask := metric.PipelineAsk{Dataset: p.Dataset, ID: p.ID, Stage: p.Stage, Amount: p.Amount, Probability: p.Probability}
	var wrong *pipeline.Error
	if err := pipeline.Check(ctx, c.Plan.Model, c.Asker(c.Plan.Params), ask); errors.As(err, &wrong) {
		c.AddMistake(at+"."+wrong.Column, wrong.Error(), wrong.Hint())
	}
}

// checkEmpty warns of the user's datasets and entities that have no row in the time that was read.
func (c *sourceCheck) checkEmpty(ctx context.Context) error {
	model := c.Config.SalesModel()
	for _, name := range c.Plan.Datasets {
		if c.Broken[name] || model != nil && model.Derives(strings.TrimPrefix(name, "sales.")) {
			continue // datasets derived from the mapping, such as duplicate customers, are often empty
		}
		t, err := c.Query(ctx, "select 1 from "+table.Ident(name)+" limit 1")
		if err != nil {
			return err
		}
		if len(t.Rows) > 0 {
			continue
		}
		c.Empty[name] = true
		hint := ""
		if strings.Contains(c.Config.Datasets[name].Query, ":") {
			hint = fmt.Sprintf("it was run with :history_start %s, :period_start %s and :period_end %s", plans.DateOf(c.Plan.Params["history_start"]),
				plans.DateOf(c.Plan.Params["period_start"]), plans.DateOf(c.Plan.Params["period_end"]))
		}
		if e := strings.TrimPrefix(name, "sales."); model != nil && e != name && model.Entity(e) != nil && model.Entity(e).Where != "" {
			hint = "no row meets its where: " + model.Entity(e).Where
		}
		c.warn("datasets."+name, "it has no rows, so nothing computed from it could be checked", hint)
	}
	return ctx.Err()
}
