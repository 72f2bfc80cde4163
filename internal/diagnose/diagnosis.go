// Package diagnose finds out why data does not fit the YAML and explains it: columns of another type, SQL that fails,
// keys that match no member, totals among the rows, amounts a thousand times too large. A problem that must stop a
// report is a Doubt.
package diagnose

import (
	"context"
	"fmt"

	"bilan/internal/config/figure"
	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/book"
)

// Diagnosis lists the problems of a report's data: doubts, which stop the report, and remarks for its builder. All
// commands that make or check a report use it.
type Diagnosis struct {
	*loaded.Data
	plan     *plans.Plan
	book     *book.Book
	engine   loaded.Asker
	Doubts   []Doubt
	Remarks  []Remark
	Accepted []Acceptance

	totalKeys []totalKey // values that mark totals, so they are not reported as unmatched keys
}

// Remark is a probable mistake that does not stop a report.
type Remark struct {
	Path    string // in the YAML
	Message string // in English, for consoles
	Hint    string
}

func (d *Diagnosis) addRemark(path, message, hint string) {
	d.Remarks = append(d.Remarks, Remark{path, message, hint})
}

// eachTarget calls f with each target of the metrics that the report shows.
func (d *Diagnosis) eachTarget(f func(i int, t *metric.Target) error) error {
	for _, name := range plans.MetricsOf(d.plan.Needs) {
		for i := range d.plan.Model.Targets {
			t := &d.plan.Model.Targets[i]
			if t.Metric != name {
				continue
			}
			if err := f(i, t); err != nil {
				return fmt.Errorf("targets[%d]: %w", i, err)
			}
		}
	}
	return nil
}

// ToRemarks turns all doubts into remarks. It is used for metrics that no report shows.
func (d *Diagnosis) ToRemarks() {
	for _, doubt := range d.Doubts {
		d.addRemark(doubt.Path, doubt.Message, "")
	}
	d.Doubts = nil
}

func scenario(t figure.Target) metric.Scenario {
	if t.Scenario == "" {
		return metric.TargetScenario
	}
	return metric.Scenario(t.Scenario)
}

func (d *Diagnosis) textColumns(ctx context.Context, dataset string) ([]string, error) {
	columns, err := d.Bench.Describe(ctx, "", dataset)
	var texts []string
	for _, c := range columns {
		if c.Kind == table.Text {
			texts = append(texts, c.Name)
		}
	}
	return texts, err
}

// totalKey is a value in a dataset's key column that marks a row of totals.
type totalKey struct{ dataset, column, key string }

// Acceptance is a doubt that the report's builder accepts up to and including a day.
type Acceptance struct {
	Doubt Doubt
	Until period.Date
}
