package plans

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/loaded"
	"bilan/internal/nearest"
	"bilan/internal/period"
	"bilan/internal/sales"
	"bilan/sources"
	"bilan/sources/params"
)

// ReadSQL parses the SQL of the given pieces in the workbench and returns the mistakes in it. It runs nothing, so that a
// report fails before any of its queries run.
func ReadSQL(ctx context.Context, d *loaded.Data, pieces Pieces) error {
	c := sqlChecker{cfg: d.Program.Config, bench: d.Bench, pieces: pieces}
	c.checkDatasets(ctx)
	c.checkMetrics(ctx)
	c.checkSections(ctx)
	c.checkSales(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	return c.mistakes.Err()
}

func (c *sqlChecker) checkDatasets(ctx context.Context) {
	for _, name := range c.pieces.datasets {
		ds := c.cfg.Datasets[name]
		path := "datasets." + name
		switch {
		case ds.Source == "":
			c.checkSelect(ctx, path+".query", ds.Query)
		case loaded.IsFolder(c.cfg.Sources[ds.Source]):
			_, params, err := c.bench.Select(ctx, ds.Query)
			c.addError(path+".query", ds.Query, err)
			c.checkParams(path+".query", params)
		default:
			c.addError(path+".query", ds.Query, checkBinding(c.cfg.Sources[ds.Source], ds.Query))
		}
		for i, s := range ds.Checks.Sum {
			if s.Equals.SQL != "" {
				c.checkSelect(ctx, fmt.Sprintf("%s.checks.sum[%d].equals", path, i), s.Equals.SQL)
			}
		}
		for i, q := range ds.Checks.NoRows {
			c.checkSelect(ctx, fmt.Sprintf("%s.checks.no_rows[%d]", path, i), q.SQL)
		}
	}
	c.checkCycles(ctx)
}

// checkSelect checks a SELECT that reads datasets.
func (c *sqlChecker) checkSelect(ctx context.Context, path, sql string) {
	tables, params, err := c.bench.Select(ctx, sql)
	c.addError(path, sql, err)
	c.checkParams(path, params)
	for _, t := range tables {
		if keyOf(c.cfg.Datasets, t) == "" {
			message, hint := c.noDataset(path, t)
			c.mistakes.Add(c.cfg.At(path, message, hint))
		}
	}
}

// noDataset returns the mistake of a query that reads a table which is no dataset. Often it is a table of a source, which
// only a dataset with source: can read.
func (c *sqlChecker) noDataset(path, table string) (message, hint string) {
	message, hint = fmt.Sprintf("there is no dataset %q", table), nearest.Hint(table, slices.Sorted(maps.Keys(c.cfg.Datasets)))
	schema, tableName, qualified := strings.Cut(table, ".")
	source := keyOf(c.cfg.Sources, schema)
	ofDataset := strings.HasPrefix(path, "datasets.") && strings.HasSuffix(path, ".query")
	switch {
	case qualified && source != "":
		message = fmt.Sprintf("%s is a table of the source %q, and this query reads datasets", table, source)
		hint = fmt.Sprintf("write a dataset with source: %s and from %s, and read that", source, tableName)
		if ofDataset {
			hint = fmt.Sprintf("add source: %s, and write the table without the source before it: from %s", source, tableName)
		}
	case ofDataset && len(c.cfg.Sources) > 0 && !strings.HasPrefix(hint, "did you mean"):
		sources := strings.Join(slices.Sorted(maps.Keys(c.cfg.Sources)), " or ")
		hint = strings.TrimPrefix(hint+"; a table of a source is read with source: "+sources, "; ")
	}
	return message, hint
}

// checkSales checks the SQL in the mapping of the sales model, as far as possible without knowing the tables' columns.
func (c *sqlChecker) checkSales(ctx context.Context) {
	model := c.cfg.SalesModel()
	if model == nil {
		return
	}
	for _, name := range sales.Names() {
		for e := model.Entity(name); e != nil; e = e.Lines {
			if path := e.Path + ".where"; e.Where != "" {
				params, err := c.bench.Condition(ctx, e.Where)
				c.addError(path, e.Where, err)
				c.checkParams(path, params)
			}
			for _, r := range e.Roles {
				if !strings.Contains(r.Text, "(") {
					continue
				}
				params, err := c.bench.Scalar(ctx, r.Text)
				var at *loaded.SQLError
				if errors.As(err, &at) && !strings.HasPrefix(at.Message, "syntax error") {
					c.addError(r.Path, r.Text, err)
				}
				c.checkParams(r.Path, params)
			}
		}
	}
}

// checkBinding returns an error if the parameters in a database's query cannot be bound.
func checkBinding(src config.Source, query string) error {
	dialect, ok := sources.DialectOf(src)
	if !ok {
		return nil
	}
	sample := map[string]any{}
	for _, name := range parameters {
		sample[name] = period.NewDate(2026, 1, 1).Time()
	}
	_, err := params.Bind(dialect, query, sample)
	return err
}

// checkCycles finds datasets that read themselves, directly or through other datasets.
func (c *sqlChecker) checkCycles(ctx context.Context) {
	for _, name := range c.pieces.datasets {
		w := newWalk(c.cfg, c.bench)
		w.visit(ctx, name)
		if slices.ContainsFunc(w.failed, func(err error) bool {
			var loop *loopError
			return errors.As(err, &loop) && loop.dataset == name
		}) {
			c.mistakes.Add(c.cfg.At("datasets."+name+".query", "the dataset reads itself", ""))
		}
	}
}

func (c *sqlChecker) checkMetrics(ctx context.Context) {
	for _, name := range c.pieces.metrics {
		m := c.cfg.Metrics[name]
		if m.Formula != "" {
			continue
		}
		if !m.Window.IsZero() {
			c.checkHistory("metrics."+name+".window", name)
		}
		c.checkValue(ctx, "metrics."+name+".value", m.Value)
		if path := "metrics." + name + ".filter"; m.Filter != "" {
			params, err := c.bench.Condition(ctx, m.Filter)
			c.addError(path, m.Filter, err)
			c.checkParams(path, params)
		}
	}
}

func (c *sqlChecker) checkSections(ctx context.Context) {
	for _, name := range c.pieces.reports {
		for i, s := range c.cfg.Reports[name].Sections {
			path := fmt.Sprintf("reports.%s.sections[%d]", name, i)
			if s.Table != nil {
				c.checkSelect(ctx, path+".table.query", s.Table.Query)
				c.checkDivided(ctx, path+".table.query", c.cfg.Reports[name], s.Table.Query)
			}
			if kind, word := s.Kind(); kind != nil {
				if key, metric := kind.Past(); key != "" {
					c.checkHistory(path+"."+word+"."+key, metric)
				}
			}
			if s.Cohorts != nil {
				c.checkCohorts(ctx, path+".cohorts", s.Cohorts)
			}
		}
	}
}

// checkHistory reports a mistake if path shows the past of a metric whose dataset starts at :period_start.
func (c *sqlChecker) checkHistory(path, metric string) {
	terms := c.cfg.Metrics[metric].Terms
	if len(terms) == 0 {
		terms = []string{metric}
	}
	for _, term := range terms {
		name := c.cfg.Metrics[term].Dataset
		query := c.cfg.Datasets[name].Query
		if strings.Contains(query, ":period_start") && !strings.Contains(query, ":history_start") {
			c.mistakes.Add(c.cfg.At(path, fmt.Sprintf("dataset %q starts at :period_start, so it has no history to show", name), "write :history_start in its query instead"))
		}
	}
}
