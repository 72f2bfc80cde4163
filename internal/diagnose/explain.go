package diagnose

import (
	"context"
	"fmt"

	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/table"
)

// ExplainError finds the cause of an error of figures or checks: a column of the wrong type, or a dataset without rows, of
// which the source may not know the types. It returns other errors unchanged.
func ExplainError(ctx context.Context, d *loaded.Data, plan *plans.Plan, err error) error {
	if ctx.Err() != nil {
		return err
	}
	if found := missingColumnMistakes(ctx, d, plan, err); found != nil {
		return found
	}
	for _, name := range plan.Datasets {
		ds := d.Program.Config.Datasets[name]
		if bad := FindMisfit(ctx, d, plan, "datasets."+name+".checks.fresh", Place{Name: name, Column: ds.Checks.Fresh.Column}, WantDate); bad != nil {
			return &Unusable{Cause: bad}
		}
	}
	for _, name := range plans.MetricsOf(plan.Needs) {
		if bad := metricMisfit(ctx, d, plan, name); bad != nil {
			return &Unusable{Cause: fmt.Errorf("metric %q: %w", name, bad)}
		}
	}
	for i, s := range plan.Report.Sections {
		if s.Cohorts == nil {
			continue
		}
		if bad := CohortMisfit(ctx, d, plan, fmt.Sprintf("reports.%s.sections[%d].cohorts", plan.Name, i), s.Cohorts); bad != nil {
			return &Unusable{Cause: bad}
		}
	}
	var datasets []string
	for _, name := range plans.MetricsOf(plan.Needs) {
		datasets = append(datasets, d.Program.Config.Metrics[name].Dataset)
	}
	for _, need := range plan.Needs.Cohorts {
		datasets = append(datasets, need.Dataset)
	}
	for _, dataset := range datasets {
		t, failed := d.Bench.Query(ctx, "select 1 from "+table.Ident(dataset)+" limit 1", nil)
		if failed == nil && len(t.Rows) == 0 {
			return &Unusable{Doubts: []Doubt{NoRowDoubt(plan, dataset)}}
		}
	}
	return findOwnSQLMistakes(ctx, d, plan, err)
}
