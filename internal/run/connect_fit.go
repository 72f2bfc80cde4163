package run

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"bilan/internal/config"
	"bilan/report/metric"
)

// fitting demands dates where the YAML needs dates and numbers where it adds up, of every dataset that has rows.
func (c *connection) fitting(ctx context.Context) error {
	if err := c.emptiness(ctx); err != nil {
		return err
	}
	for _, name := range c.plan.Datasets {
		if c.unknown(name) {
			continue
		}
		checks := c.cfg.Datasets[name].Checks
		at := "datasets." + name
		if c.misfit(c.fits(ctx, c.plan, at+".checks.fresh", place{name: name, column: checks.Fresh.Column}, wantDate)) {
			c.unfit[at] = true
		}
		for i, s := range checks.Sum {
			if c.misfit(c.fits(ctx, c.plan, fmt.Sprintf("%s.checks.sum[%d].column", at, i), place{name: name, column: s.Column}, wantNumber)) {
				c.unfit[at] = true
			}
		}
	}
	for _, name := range sortedKeys(c.cfg.Metrics) {
		m := c.cfg.Metrics[name]
		if m.Formula != "" || c.unknown(m.Dataset) {
			continue
		}
		path := "metrics." + name
		date := c.misfit(c.fits(ctx, c.plan, path+".date", place{name: m.Dataset, column: m.Date}, wantDate))
		if value := c.misfit(c.valueMisfit(ctx, c.plan, name, m)); date || value {
			c.unfit[path] = true
		}
	}
	for i, t := range c.cfg.Targets {
		if t.Dataset == "" || c.unknown(t.Dataset) {
			continue
		}
		path := fmt.Sprintf("targets[%d]", i)
		date := c.misfit(c.fits(ctx, c.plan, path+".date", place{name: t.Dataset, column: t.Date}, wantDate))
		if value := c.misfit(c.fits(ctx, c.plan, path+".value", place{name: t.Dataset, column: t.Value}, wantNumber)); date || value {
			c.unfit[path] = true
		}
	}
	c.pipelinesFit(ctx)
	return ctx.Err()
}

func (c *connection) pipelinesFit(ctx context.Context) {
	for _, report := range sortedKeys(c.cfg.Reports) {
		for i, s := range c.cfg.Reports[report].Sections {
			if s.Pipeline == nil || c.unknown(s.Pipeline.Dataset) {
				continue
			}
			at := fmt.Sprintf("reports.%s.sections[%d].pipeline", report, i)
			c.misfit(c.fits(ctx, c.plan, at+".close", place{name: s.Pipeline.Dataset, column: s.Pipeline.Close}, wantDate))
			amount := c.misfit(c.fits(ctx, c.plan, at+".amount", place{name: s.Pipeline.Dataset, column: s.Pipeline.Amount}, wantNumber))
			likely := c.misfit(c.fits(ctx, c.plan, at+".probability", place{name: s.Pipeline.Dataset, column: s.Pipeline.Probability}, wantNumber))
			if !amount && !likely {
				c.contradictions(ctx, at, s.Pipeline)
			}
		}
	}
}

// contradictions names rows of a pipeline that say different things of one deal, and probabilities that are none.
func (c *connection) contradictions(ctx context.Context, at string, p *config.Pipeline) {
	ask := metric.PipelineAsk{Dataset: p.Dataset, ID: p.ID, Stage: p.Stage, Amount: p.Amount, Probability: p.Probability}
	var wrong *metric.PipelineError
	if err := c.plan.Model.CheckPipeline(ctx, c.asker(c.plan.Params), ask); errors.As(err, &wrong) {
		c.mistake(at+"."+wrong.Column, wrong.Error(), wrong.Hint())
	}
}

// emptiness warns of datasets that have no row in the time that was read.
func (c *connection) emptiness(ctx context.Context) error {
	for _, name := range c.plan.Datasets {
		if c.broken[name] {
			continue
		}
		t, err := c.query(ctx, "select 1 from "+ident(name)+" limit 1")
		if err != nil {
			return err
		}
		if len(t.Rows) > 0 {
			continue
		}
		c.empty[name] = true
		hint := ""
		if strings.Contains(c.cfg.Datasets[name].Query, ":") {
			hint = fmt.Sprintf("it was asked with :history_start %s, :period_start %s and :period_end %s", dateOf(c.plan.Params["history_start"]),
				dateOf(c.plan.Params["period_start"]), dateOf(c.plan.Params["period_end"]))
		}
		c.warn("datasets."+name, "there is no row, so nothing that is computed from it could be checked", hint)
	}
	return ctx.Err()
}

// unknown tells of a dataset about whose values nothing can be said.
func (c *connection) unknown(dataset string) bool { return c.broken[dataset] || c.empty[dataset] }
