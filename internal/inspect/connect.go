// Package inspect implements the commands check, check --connect and sources: it checks a YAML file against its sources
// before a report is made.
package inspect

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/diagnose"
	"bilan/internal/gather"
	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/yamlfile"
	"bilan/sources"
	"bilan/sources/folder"
)

// Connect reads every source and compares the YAML with it: columns, SQL, checks, keys that match no member, and
// targets that are set twice, missing or impossible. Reports are checked over the period in periodText, or over the
// one that each would report now if periodText is "". Connect writes nothing.
func Connect(ctx context.Context, p *loaded.Program, periodText string) (*Findings, error) {
	d, err := gather.Open(ctx, p, p.Config.Timezone.Location())
	if err != nil {
		return nil, err
	}
	defer d.Close()
	c := &sourceCheck{Gatherer: d, Probe: diagnose.NewProbe(d.Data, nil)}
	if c.Plan, err = c.planEverything(ctx, periodText); err != nil {
		return nil, err
	}
	p.Begin("reading the sources")
	if err := d.Fetch(ctx, c.Plan, c.recordFault); err != nil {
		return nil, err
	}
	for _, plan := range c.plans {
		if err := d.MatchKeys(ctx, plan); err != nil {
			return nil, err
		}
	}
	p.Begin("comparing")
	for _, step := range []func(context.Context) error{c.checkSources, c.checkEntities, c.checkColumns, c.checkTypes, c.checkMetrics, c.checkStages, c.checkCohorts, c.checkTables, c.checkFooters, c.checkFiles,
		c.checkRosters, c.checkShares, c.checkKeys, c.checkTotals, c.checkReports, c.checkFarOffDates, c.checkAgeLimits, c.runChecks} {
		if err := step(ctx); err != nil && (ctx.Err() != nil || !loaded.LacksColumn(err) || len(c.Mistakes) == 0) {
			return nil, err // a missing column was already reported
		}
	}
	c.found.Mistakes = c.Mistakes
	return &c.found, nil
}

// recordFault records a dataset that could not be loaded. It returns nil, so that the check continues, except after an
// interrupt.
func (c *sourceCheck) recordFault(path string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	var bad *diagnose.Misfit
	var at *loaded.SQLError
	var mapped yamlfile.Mistakes
	name, isQuery := strings.CutPrefix(strings.TrimSuffix(path, ".query"), "datasets.")
	switch {
	case errors.As(err, &mapped):
		c.Mistakes.Add(mapped...)
	case errors.As(err, &bad):
		c.AddMistake(path, bad.Message, bad.Hint())
	case isQuery && errors.As(err, &at):
		c.Mistakes.Add(plans.SQLMistake(c.Config, path, c.Config.Datasets[name].Query, err))
	case isQuery:
		c.AddMistake(path, strings.TrimPrefix(err.Error(), fmt.Sprintf("dataset %q: ", name)), "")
	default:
		name := strings.TrimPrefix(path, "sources.")
		if loaded.IsFolder(c.Config.Sources[name]) {
			path += ".files"
		}
		c.AddMistake(path, strings.TrimPrefix(err.Error(), fmt.Sprintf("source %q: ", name)), "")
	}
	return nil
}

// planEverything returns a plan of all datasets over the longest time that any report needs. It checks a file without
// reports as if it had one report about the period in periodText, or about last month.
func (c *sourceCheck) planEverything(ctx context.Context, periodText string) (*plans.Plan, error) {
	all, err := plans.ForReport(c.Program, plans.Order{Period: periodText}, config.Report{Periods: []period.Phrase{period.LastMonth}, Timezone: c.Config.Timezone})
	if err != nil {
		return nil, err
	}
	if err := plans.Complete(ctx, c.Data, all); err != nil {
		return nil, err
	}
	company, zone := all.Scope.Locale, all.Zone
	for i, name := range slices.Sorted(maps.Keys(c.Config.Reports)) {
		plan, err := plans.New(c.Program, plans.Order{Report: name, Period: periodText})
		if err != nil {
			return nil, err
		}
		if err := plans.Complete(ctx, c.Data, plan); err != nil {
			return nil, fmt.Errorf("report %q: %w", name, err)
		}
		c.plans = append(c.plans, plan)
		if i == 0 {
			first := *plan
			first.Params = maps.Clone(plan.Params)
			all = &first
			continue
		}
		all.Widen(plan)
	}
	scope := *all.Scope
	scope.Locale, all.Scope, all.Zone = company, &scope, zone // these stay the company's, whatever the first report has
	return all, all.ReadEveryDataset(ctx, c.Bench)
}

// checkSources opens every source, also those that no dataset reads. It warns of database users that may write.
func (c *sourceCheck) checkSources(ctx context.Context) error {
	for _, name := range slices.Sorted(maps.Keys(c.Config.Sources)) {
		src := c.Config.Sources[name]
		if loaded.IsFolder(src) {
			folder, err := folder.Open(name, src, c.Program.Log)
			faults := []error{err}
			if err == nil {
				faults = append(folder.Faults(), folder.Close())
			}
			for _, err := range faults {
				if err == nil {
					continue
				}
				if err := c.recordFault("sources."+name, err); err != nil {
					return err
				}
			}
			continue
		}
		db, err := sources.OpenDatabase(ctx, name, src, c.Plan.Zone, c.Program.Log)
		if err != nil {
			if err := c.recordFault("sources."+name, err); err != nil {
				return err
			}
			continue
		}
		list, err := db.Warnings(ctx)
		db.Close()
		if err != nil {
			return err // the error names its source
		}
		for _, w := range list {
			c.warn("sources."+name, w, "")
		}
	}
	return nil
}

// runChecks runs the checks of each dataset for every report that reads it, and once for datasets that no report reads.
func (c *sourceCheck) runChecks(ctx context.Context) error {
	unread := *c.Plan
	unread.Report, unread.Datasets = config.Report{}, slices.DeleteFunc(slices.Clone(c.Plan.Datasets), func(name string) bool {
		return slices.ContainsFunc(c.plans, func(p *plans.Plan) bool { return slices.Contains(p.Datasets, name) })
	})
	for _, p := range append(slices.Clip(c.plans), &unread) {
		plan := *p
		plan.Datasets = slices.DeleteFunc(slices.Clone(p.Datasets), func(name string) bool {
			return c.Broken[name] || c.Failed["datasets."+name] || c.hasNoValues(name)
		})
		doubts, err := c.Check(ctx, &plan, func(err error) error { return c.recordCheckError(ctx, err) })
		if err != nil {
			return err
		}
		c.record(&diagnose.Diagnosis{Doubts: doubts})
	}
	return nil
}

// recordCheckError records a check that could not be computed. It returns errors of other kinds.
func (c *sourceCheck) recordCheckError(ctx context.Context, err error) error {
	var at *diagnose.CheckError
	switch {
	case ctx.Err() != nil || !errors.As(err, &at):
		return err
	case at.Path != "":
		c.Mistakes.Add(at.Mistake(c.Config))
	case !loaded.LacksColumn(err): // the missing column was already reported
		c.AddMistake("datasets."+at.Dataset+".checks", at.Err.Error(), "")
	}
	return nil
}
