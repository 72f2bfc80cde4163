package gather

import (
	"context"
	"slices"
	"strings"

	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report/finding"
	"bilan/report/metric"
	"bilan/report/metric/book"
)

// Explanation is a sentence of a report, with the SQL statements that computed its figures.
type Explanation struct {
	finding.Insight
	SQL []Statement
}

// Statement is the SQL that asks for a metric or its targets. By is the dimension it is divided by, or "" for the
// total.
type Statement struct{ Metric, By, SQL string }

// Explain gathers a plan. For each sentence of its insights it returns the statements behind its numbers.
func Explain(ctx context.Context, p *loaded.Program, plan *plans.Plan) ([]Explanation, error) {
	d, err := Open(ctx, p, plan.Report.Timezone.Location())
	if err != nil {
		return nil, err
	}
	defer d.Close()
	batch, err := d.batch(ctx, plan)
	if err != nil {
		return nil, err
	}
	doc, err := batch.Document()
	if err != nil {
		return nil, err
	}
	var list []Explanation
	for _, s := range doc.Sections {
		for _, f := range s.Insights {
			e := Explanation{Insight: f}
			if e.SQL, err = d.statements(ctx, plan, f); err != nil {
				return nil, &diagnose.Unusable{Cause: err}
			}
			list = append(list, e)
		}
	}
	return list, nil
}

// statements returns the SQL for the figures behind a sentence's numbers, without repetitions. All periods of a metric
// and dimension share a statement.
func (d *Gatherer) statements(ctx context.Context, plan *plans.Plan, f finding.Insight) (list []Statement, err error) {
	type group struct{ metric, by string }
	var order []group
	asks := map[group][]metric.Ask{}
	for _, a := range slices.Concat(plan.Needs.Asks, plan.Needs.Past) {
		at := a.Metric + "/" + plan.Calendar.ID(a.Period) + "/"
		if a.By != "" {
			at += a.By + "="
		}
		named := func(n finding.Number) bool {
			return strings.Contains(n.Of, at) && (a.By != "" || containsTotal(n.Of, at))
		}
		if g := (group{a.Metric, a.By}); slices.ContainsFunc(f.Numbers, named) {
			if asks[g] == nil {
				order = append(order, g)
			}
			asks[g] = append(asks[g], a)
		}
	}
	for _, g := range order {
		rec := &recorder{engine: d.Asker(plan.Params)}
		if _, err := book.Compute(ctx, plan.Model, rec, asks[g]); err != nil {
			return nil, err
		}
		for _, sql := range rec.statements {
			s := Statement{g.metric, g.by, sql}
			if !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
	}
	return list, nil
}

// containsTotal reports whether a formula contains a figure of the total. The key of a total continues after at with a
// field, the key of a member with a dimension.
func containsTotal(formula, prefix string) bool {
	for rest := formula; ; {
		_, after, ok := strings.Cut(rest, prefix)
		if !ok {
			return false
		}
		field := after[:len(after)-len(strings.TrimLeft(after, "abcdefghijklmnopqrstuvwxyz_"))]
		if !strings.HasPrefix(after[len(field):], "=") {
			return true
		}
		rest = after
	}
}

// recorder passes statements to the engine. It records the statements that ask for values.
type recorder struct {
	engine     metric.Engine
	statements []string
}

// Query implements metric.Engine.
func (r *recorder) Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error) {
	if strings.Contains(sql, "__v0") || strings.Contains(sql, "__value") {
		r.statements = append(r.statements, sql)
	}
	return r.engine.Query(ctx, sql, params)
}
