package run

import (
	"context"
	"fmt"

	"bilan/report/metric"
)

// diagnosis holds a report's figures against its data: what must keep it from its readers, and what its builder should know.
// Every command that makes or checks a report asks this one list.
type diagnosis struct {
	*data
	plan     *Plan
	book     *metric.Book
	engine   asker
	doubts   []Doubt
	remarks  []Remark
	accepted []acceptance

	totalKeys []totalKey // that a doubt is filed of, or that may pass
}

// Remark is what is probably not meant and holds nothing.
type Remark struct {
	Path    string // where the YAML says it
	Message string // in English, for consoles
	Hint    string
}

// diagnose asks what speaks against the figures of a plan.
func (d *data) diagnose(ctx context.Context, plan *Plan, book *metric.Book) (*diagnosis, error) {
	found := &diagnosis{data: d, plan: plan, book: book, engine: d.asker(plan.Params)}
	for _, step := range []func(context.Context) error{found.totals, found.targetKeys, found.scales, found.currencies, found.holes} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (d *diagnosis) remark(path, message, hint string) {
	d.remarks = append(d.remarks, Remark{path, message, hint})
}

// targets calls f with each target of the metrics that the report asks for.
func (d *diagnosis) targets(f func(i int, t *metric.Target) error) error {
	for _, name := range metricsOf(d.plan.Needs) {
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
