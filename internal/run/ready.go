package run

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
)

// closed doubts a report whose months are not all closed: each month that ends in the first period must stand in
// the closing's dataset.
func (d *data) closed(ctx context.Context, plan *Plan) ([]Doubt, error) {
	name := plan.Report.Ready.Closed
	if name == "" {
		return nil, nil
	}
	c := d.p.Config.Closings[name]
	t, err := d.bench.Query(ctx, fmt.Sprintf("select distinct cast(%s as date) from %s order by all", ident(c.Month), ident(c.Dataset)), plan.Params)
	if err != nil {
		return nil, fmt.Errorf("closing %q: %w", name, err)
	}
	var known []period.Period
	for _, row := range t.Rows {
		if day, ok := table.Day(row[0]); ok {
			known = append(known, plan.calendar.Containing(period.Month, period.DateOf(day)))
		}
	}
	var open months
	var ids []string
	first := plan.Periods[0]
	for m := plan.calendar.Containing(period.Month, first.Start); m.End.Compare(first.End) <= 0; m = plan.calendar.Shift(m, 1) {
		if !slices.Contains(known, m) {
			open, ids = append(open, m), append(ids, plan.calendar.ID(m))
		}
	}
	if len(open) == 0 {
		return nil, nil
	}
	said := say("closed", count(len(open)), open)
	return []Doubt{{Dataset: c.Dataset, Check: "closed", Message: strings.Join(ids, ", ") + " is not closed", said: said}}, nil
}

// emptiness doubts a report whose first period has no row at all, of its metrics nor of its cohorts, unless the YAML lets it
// go out.
func emptiness(plan *Plan, b *metric.Book, others []events) []Doubt {
	if plan.Report.IfEmpty == "send" {
		return nil
	}
	var first string
	for _, a := range plan.Needs.Asks {
		if a.Period != plan.primary(a.Metric) || plan.Model.Metrics[a.Metric].Counted(a.Period) != a.Period {
			continue // what a window holds says nothing of the period's own rows
		}
		if b.Answer(a).Rows > 0 {
			return nil
		}
		if first == "" {
			first = plan.Model.Metrics[a.Metric].Dataset
		}
	}
	for _, e := range others {
		if e.rows > 0 {
			return nil
		}
		first = cmp.Or(first, e.dataset)
	}
	if first == "" {
		return nil
	}
	return []Doubt{noRow(plan, first)}
}

func noRow(plan *Plan, dataset string) Doubt {
	of := plan.Periods[0]
	return Doubt{Dataset: dataset, Check: Empty, Message: "no row at all in " + plan.calendar.ID(of), said: say("empty", of)}
}

// Empty is the check of a report without any row.
const Empty = "empty"
