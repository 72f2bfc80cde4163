package run

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/report"
)

// metricMisfit is the column that a metric fails for, nil when none is to blame.
func (d *data) metricMisfit(ctx context.Context, plan *Plan, name string) *misfit {
	m := d.p.Config.Metrics[name]
	if m.Date != "" && m.Formula == "" {
		if bad := d.fits(ctx, plan, "metrics."+name+".date", place{name: m.Dataset, column: m.Date}, wantDate); bad != nil {
			return bad
		}
	}
	for i, t := range d.p.Config.Targets {
		if t.Metric == name && t.Dataset != "" {
			if bad := d.targetMisfit(ctx, plan, i, t); bad != nil {
				return bad
			}
		}
	}
	return d.valueMisfit(ctx, plan, name, m)
}

func (d *data) targetMisfit(ctx context.Context, plan *Plan, i int, t config.Target) *misfit {
	at := fmt.Sprintf("targets[%d]", i)
	if bad := d.fits(ctx, plan, at+".date", place{name: t.Dataset, column: t.Date}, wantDate); bad != nil {
		return bad
	}
	return d.fits(ctx, plan, at+".value", place{name: t.Dataset, column: t.Value}, wantNumber)
}

// summed is a column that an aggregate adds up.
var summed = regexp.MustCompile(`(?i)\b(?:sum|avg|mean|median|stddev|stddev_pop|stddev_samp|fsum|favg)\s*\(\s*(?:distinct\s+)?("(?:[^"]|"")+"|[\pL_][\pL\d_]*)\s*\)`)

// valueMisfit is the text column that a metric's value adds up.
func (d *data) valueMisfit(ctx context.Context, plan *Plan, name string, m config.Metric) *misfit {
	return d.sumsMisfit(ctx, plan, "metrics."+name+".value", m.Dataset, m.Value)
}

// sumsMisfit is the text column of a dataset that a piece of SQL adds up.
func (d *data) sumsMisfit(ctx context.Context, plan *Plan, path, dataset, sql string) *misfit {
	for _, found := range summed.FindAllStringSubmatch(sql, -1) {
		if bad := d.fits(ctx, plan, path, place{name: dataset, column: unquoted(found[1])}, wantNumber); bad != nil {
			return bad
		}
	}
	return nil
}

func unquoted(name string) string {
	if strings.HasPrefix(name, `"`) {
		return strings.ReplaceAll(strings.Trim(name, `"`), `""`, `"`)
	}
	return name
}

// compared is a column that a query holds against one of Bilan's dates.
var compared = regexp.MustCompile(`(?i)("(?:[^"]|"")+"|[\pL_][\pL\d_]*)\s*(?:>=|<=|<>|!=|=|<|>|between)\s*[:$](?:period_start|period_end|history_start|today)\b`)

// queryMisfit is the column of a file for which a dataset's query fails.
func (d *data) queryMisfit(ctx context.Context, plan *Plan, dataset string) *misfit {
	ds := d.p.Config.Datasets[dataset]
	for _, found := range compared.FindAllStringSubmatch(ds.Query, -1) {
		for _, read := range plan.reads[dataset] {
			at := place{name: read, column: unquoted(found[1])}
			if ds.Source != "" {
				at = place{ds.Source, strings.TrimPrefix(read, ds.Source+"."), at.column}
			}
			if bad := d.fits(ctx, plan, "datasets."+dataset+".query", at, wantDate); bad != nil {
				return bad
			}
		}
	}
	return nil
}

// explained is an error of figures or checks with the column to blame, where one is; or with the dataset that has no
// row, of whose types a source may know nothing.
func (d *data) explained(ctx context.Context, plan *Plan, err error) error {
	if ctx.Err() != nil {
		return err
	}
	if found := d.mistaken(ctx, plan, err); found != nil {
		return found
	}
	for _, name := range plan.Datasets {
		ds := d.p.Config.Datasets[name]
		if bad := d.fits(ctx, plan, "datasets."+name+".checks.fresh", place{name: name, column: ds.Checks.Fresh.Column}, wantDate); bad != nil {
			return &Unusable{Cause: bad}
		}
	}
	for _, name := range metricsOf(plan.Needs) {
		if bad := d.metricMisfit(ctx, plan, name); bad != nil {
			return &Unusable{Cause: fmt.Errorf("metric %q: %w", name, bad)}
		}
	}
	for i, s := range plan.Report.Sections {
		if s.Cohorts == nil {
			continue
		}
		if bad := d.cohortMisfit(ctx, plan, fmt.Sprintf("reports.%s.sections[%d].cohorts", plan.Name, i), s.Cohorts); bad != nil {
			return &Unusable{Cause: bad}
		}
	}
	var datasets []string
	for _, name := range metricsOf(plan.Needs) {
		datasets = append(datasets, d.p.Config.Metrics[name].Dataset)
	}
	for _, need := range plan.Needs.Cohorts {
		datasets = append(datasets, need.Dataset)
	}
	for _, dataset := range datasets {
		t, failed := d.bench.Query(ctx, "select 1 from "+ident(dataset)+" limit 1", nil)
		if failed == nil && len(t.Rows) == 0 {
			return &Unusable{Doubts: []Doubt{noRow(plan, dataset)}}
		}
	}
	return d.inOwnSQL(ctx, plan, err)
}

func metricsOf(needs report.Needs) []string {
	var names []string
	for _, a := range needs.Asks {
		if !slices.Contains(names, a.Metric) {
			names = append(names, a.Metric)
		}
	}
	return names
}
