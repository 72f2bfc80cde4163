package run

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/period"
	"bilan/sources"
)

// Findings is what reading the sources says of a YAML file.
type Findings struct {
	Mistakes config.Mistakes // what must be changed before a report can be made
	Warnings config.Mistakes // what is probably not meant
	Remarks  config.Mistakes // what is worth knowing
	Doubts   []Doubt         // what would hold a report today
	Entities []string        // what each entity of the sales model found, in a line each
}

// Connect reads every source and holds the YAML against what is there: columns, SQL, checks, keys that match no
// member, targets that stand twice, miss or cannot be. Reports are looked at over the period that an order names, "" for the one
// that each would report now. Like Produce it writes nothing.
func (p *Program) Connect(ctx context.Context, period string) (*Findings, error) {
	d, err := p.open(ctx, p.Config.Timezone)
	if err != nil {
		return nil, err
	}
	defer d.close()
	c := &connection{data: d, cfg: p.Config, empty: map[string]bool{}, unfit: map[string]bool{}}
	if c.plan, err = c.everything(ctx, period); err != nil {
		return nil, err
	}
	p.stage("reading the sources")
	if err := d.fetch(ctx, c.plan, c.fault); err != nil {
		return nil, err
	}
	for _, plan := range c.plans {
		if err := d.meetKeys(ctx, plan); err != nil {
			return nil, err
		}
	}
	p.stage("comparing")
	for _, step := range []func(context.Context) error{c.roles, c.entities, c.columns, c.fitting, c.metrics, c.stages, c.cohorts, c.tables, c.footers, c.remarks,
		c.roster, c.credits, c.keys, c.totals, c.reports, c.farOffs, c.unlearned, c.checks} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return &c.found, nil
}

// connection is one reading of all sources.
type connection struct {
	*data
	cfg   *config.Config
	plan  *Plan   // of all reports at once
	plans []*Plan // of each report, in the order of their names
	found Findings
	empty map[string]bool // datasets without a row, about which nothing can be said
	unfit map[string]bool // metrics and datasets of which a column does not hold what it must
}

func (c *connection) mistake(path, message, hint string) {
	c.found.Mistakes.Add(c.cfg.At(path, message, hint))
}
func (c *connection) remark(path, message, hint string) {
	c.found.Remarks.Add(c.cfg.At(path, message, hint))
}
func (c *connection) warn(path, message, hint string) {
	c.found.Warnings.Add(c.cfg.At(path, message, hint))
}

// fault notes what could not be loaded, and goes on with the rest.
func (c *connection) fault(path string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	var bad *misfit
	var at *SQLError
	var mapped config.Mistakes
	name, isQuery := strings.CutPrefix(strings.TrimSuffix(path, ".query"), "datasets.")
	switch {
	case errors.As(err, &mapped):
		c.found.Mistakes.Add(mapped...)
	case errors.As(err, &bad):
		c.mistake(path, bad.message, bad.hint)
	case isQuery && errors.As(err, &at):
		c.found.Mistakes.Add(sqlMistake(c.cfg, path, c.cfg.Datasets[name].Query, err))
	case isQuery:
		c.mistake(path, strings.TrimPrefix(err.Error(), fmt.Sprintf("dataset %q: ", name)), "")
	default:
		name := strings.TrimPrefix(path, "sources.")
		if isFolder(c.cfg.Sources[name]) {
			path += ".files"
		}
		c.mistake(path, strings.TrimPrefix(err.Error(), fmt.Sprintf("source %q: ", name)), "")
	}
	return nil
}

// misfit notes a column that does not hold what it must, once, and what cannot be asked because of it.
func (c *connection) misfit(bad *misfit) bool {
	if bad == nil {
		return false
	}
	c.mistake(bad.path, bad.message, bad.hint)
	return true
}

// everything is a plan of all datasets, over the widest time that any report asks for. A file without reports is
// looked at as one report about last month, or the period, would be.
func (c *connection) everything(ctx context.Context, period string) (*Plan, error) {
	all, err := c.p.planOf(Order{Period: period}, config.Report{Periods: []string{"last month"}, Timezone: c.cfg.Timezone})
	if err != nil {
		return nil, err
	}
	if err := c.complete(ctx, all); err != nil {
		return nil, err
	}
	company, zone := all.Scope.Locale, all.Zone
	for i, name := range sortedKeys(c.cfg.Reports) {
		plan, err := c.p.plan(Order{Report: name, Period: period})
		if err != nil {
			return nil, err
		}
		if err := c.complete(ctx, plan); err != nil {
			return nil, fmt.Errorf("report %q: %w", name, err)
		}
		c.plans = append(c.plans, plan)
		if i == 0 {
			first := *plan
			first.Params = maps.Clone(plan.Params)
			all = &first
			continue
		}
		all.widen(plan)
	}
	scope := *all.Scope
	scope.Locale, all.Scope, all.Zone = company, &scope, zone // the company's own, whichever report is the first
	w := newWalk(c.cfg, c.bench)
	for _, name := range sortedKeys(c.cfg.Datasets) {
		w.visit(ctx, name)
	}
	if err := w.err(); err != nil {
		return nil, err
	}
	all.Datasets, all.fileTables, all.reads = w.order, w.fileTables, w.reads
	return all, nil
}

// widen takes another plan's questions and dates in.
func (plan *Plan) widen(o *Plan) {
	plan.Needs.Asks = append(plan.Needs.Asks, o.Needs.Asks...)
	for name, earlier := range map[string]bool{"history_start": true, "period_start": true, "period_end": false, "today": false} {
		a, b := dateOf(plan.Params[name]), dateOf(o.Params[name])
		if b.Before(a) == earlier {
			plan.Params[name] = o.Params[name]
		}
	}
	if plan.Slot.Compare(o.Slot) < 0 {
		plan.Slot, plan.CutOff = o.Slot, o.CutOff
	}
}

// roles reaches every source, also those that no dataset reads, and warns of database users that may write.
func (c *connection) roles(ctx context.Context) error {
	for _, name := range sortedKeys(c.cfg.Sources) {
		src := c.cfg.Sources[name]
		if isFolder(src) {
			folder, err := sources.OpenFolder(name, src, c.p.Log)
			faults := []error{err}
			if err == nil {
				faults = append(folder.Faults(), folder.Close())
			}
			for _, err := range faults {
				if err == nil {
					continue
				}
				if err := c.fault("sources."+name, err); err != nil {
					return err
				}
			}
			continue
		}
		db, err := sources.OpenDatabase(ctx, name, src, c.plan.Zone, c.p.Log)
		if err != nil {
			if err := c.fault("sources."+name, err); err != nil {
				return err
			}
			continue
		}
		list, err := db.Warnings(ctx)
		db.Close()
		if err != nil {
			return err // it names its source
		}
		for _, w := range list {
			c.warn("sources."+name, w, "")
		}
	}
	return nil
}

// checks asks each dataset's checks as every report does, and those that no report reads once.
func (c *connection) checks(ctx context.Context) error {
	unread := *c.plan
	unread.Report, unread.Datasets = config.Report{}, slices.DeleteFunc(slices.Clone(c.plan.Datasets), func(name string) bool {
		return slices.ContainsFunc(c.plans, func(p *Plan) bool { return slices.Contains(p.Datasets, name) })
	})
	for _, p := range append(slices.Clip(c.plans), &unread) {
		plan := *p
		plan.Datasets = slices.DeleteFunc(slices.Clone(p.Datasets), func(name string) bool {
			return c.broken[name] || c.unfit["datasets."+name] || c.unknown(name)
		})
		doubts, err := c.check(ctx, &plan, func(err error) error { return c.uncheckable(ctx, err) })
		if err != nil {
			return err
		}
		c.tell(&diagnosis{doubts: doubts})
	}
	return nil
}

// uncheckable notes a check that cannot be asked.
func (c *connection) uncheckable(ctx context.Context, err error) error {
	var at *checkError
	switch {
	case ctx.Err() != nil || !errors.As(err, &at):
		return err
	case at.path != "":
		c.found.Mistakes.Add(at.mistake(c.cfg))
	case !lacksColumn(err): // the column was told already
		c.mistake("datasets."+at.dataset+".checks", at.err.Error(), "")
	}
	return nil
}

func dateOf(v any) period.Date {
	d, _ := v.(time.Time)
	return period.DateOf(d)
}
