package diagnose

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/config/section"
	"bilan/internal/loaded"
	"bilan/internal/plans"
)

// metricMisfit returns the column of a wrong type that makes a metric fail; nil if there is none.
func metricMisfit(ctx context.Context, d *loaded.Data, plan *plans.Plan, name string) *Misfit {
	m := d.Program.Config.Metrics[name]
	if m.Date != "" && m.Formula == "" {
		if bad := FindMisfit(ctx, d, plan, "metrics."+name+".date", Place{Name: m.Dataset, Column: m.Date}, WantDate); bad != nil {
			return bad
		}
	}
	for i, t := range d.Program.Config.Targets {
		if t.Metric == name && t.Dataset != "" {
			if bad := targetMisfit(ctx, d, plan, i, t); bad != nil {
				return bad
			}
		}
	}
	return ValueMisfit(ctx, d, plan, name, m)
}

func targetMisfit(ctx context.Context, d *loaded.Data, plan *plans.Plan, i int, t figure.Target) *Misfit {
	at := fmt.Sprintf("targets[%d]", i)
	if bad := FindMisfit(ctx, d, plan, at+".date", Place{Name: t.Dataset, Column: t.Date}, WantDate); bad != nil {
		return bad
	}
	return FindMisfit(ctx, d, plan, at+".value", Place{Name: t.Dataset, Column: t.Value.Text}, WantNumber)
}

// summedColumn matches an aggregate over a single column.
var summedColumn = regexp.MustCompile(`(?i)\b(?:sum|avg|mean|median|stddev|stddev_pop|stddev_samp|fsum|favg)\s*\(\s*(?:distinct\s+)?("(?:[^"]|"")+"|[\pL_][\pL\d_]*)\s*\)`)

// ValueMisfit returns the text column over which a metric's value aggregates; nil if there is none.
func ValueMisfit(ctx context.Context, d *loaded.Data, plan *plans.Plan, name string, m figure.Metric) *Misfit {
	return sumMisfit(ctx, d, plan, "metrics."+name+".value", m.Dataset, m.Value)
}

// sumMisfit returns the text column over which a piece of SQL aggregates; nil if there is none.
func sumMisfit(ctx context.Context, d *loaded.Data, plan *plans.Plan, path, dataset, sql string) *Misfit {
	for _, found := range summedColumn.FindAllStringSubmatch(sql, -1) {
		if bad := FindMisfit(ctx, d, plan, path, Place{Name: dataset, Column: unquote(found[1])}, WantNumber); bad != nil {
			return bad
		}
	}
	return nil
}

// comparedColumn matches a column that a query compares with one of Bilan's dates.
var comparedColumn = regexp.MustCompile(`(?i)("(?:[^"]|"")+"|[\pL_][\pL\d_]*)\s*(?:>=|<=|<>|!=|=|<|>|between)\s*[:$](?:period_start|period_end|history_start|today)\b`)

// QueryMisfit returns the column that makes a dataset's query fail because it is compared with a date but is not one;
// nil if there is none.
func QueryMisfit(ctx context.Context, d *loaded.Data, plan *plans.Plan, dataset string) *Misfit {
	ds := d.Program.Config.Datasets[dataset]
	for _, found := range comparedColumn.FindAllStringSubmatch(ds.Query, -1) {
		for _, read := range plan.Reads[dataset] {
			at := Place{Name: read, Column: unquote(found[1])}
			if ds.Source != "" {
				at = Place{ds.Source, strings.TrimPrefix(read, ds.Source+"."), at.Column}
			}
			if bad := FindMisfit(ctx, d, plan, "datasets."+dataset+".query", at, WantDate); bad != nil {
				return bad
			}
		}
	}
	return nil
}

// CohortMisfit returns the column of a wrong type that makes a section of cohorts fail; nil if there is none.
func CohortMisfit(ctx context.Context, d *loaded.Data, plan *plans.Plan, path string, s *section.Cohorts) *Misfit {
	if bad := FindMisfit(ctx, d, plan, path+".date", Place{Name: s.Dataset, Column: s.Date}, WantDate); bad != nil {
		return bad
	}
	return sumMisfit(ctx, d, plan, path+".value", s.Dataset, s.Value)
}
