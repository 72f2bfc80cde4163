package gather

import (
	"context"
	"fmt"

	"bilan/internal/diagnose"
	"bilan/internal/freshness"
	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/report/build"
	"bilan/report/metric"
	"bilan/report/metric/check"
	"bilan/report/metric/query"
	"bilan/report/scope"
)

// today is the day of the run in the report's zone.
func (d *Gatherer) today(plan *plans.Plan) period.Date {
	return period.DateOf(d.Program.Now.In(plan.Zone))
}

// History returns the days on which a dataset has rows, by one of its date columns. It queries each column once.
func (d *Gatherer) History(ctx context.Context, plan *plans.Plan, dataset, column string) (freshness.History, error) {
	at := diagnose.Place{Name: dataset, Column: column}
	if h, ok := d.histories[at]; ok {
		return h, nil
	}
	dates := metric.DateColumn{Dataset: dataset, Column: column}
	days, err := query.DaysOf(ctx, plan.Model, d.Asker(plan.Params), dates)
	if err != nil {
		return freshness.History{}, err
	}
	plan.Model.Days[dates] = days
	h := freshness.NewHistory(plan.Calendar, days, d.today(plan))
	d.histories[at] = h
	return h, nil
}

// FindKnownDays determines up to which day the data of each metric is complete, and on which day each dataset without
// dates was read. It then updates the asks of the plan accordingly.
func (d *Gatherer) FindKnownDays(ctx context.Context, plan *plans.Plan) (err error) {
	plan.Scope.States = map[string]scope.State{}
	for _, name := range plans.MetricsOf(plan.Needs) {
		m := plan.Model.Metrics[name]
		switch {
		case m.Date == "":
			if err = d.recordState(plan, m.Dataset); err == nil {
				d.readFromPhoto(plan, m)
			}
		case m.Formula == nil:
			err = d.setCutOff(ctx, plan, name)
		}
		if err != nil {
			return err
		}
	}
	for _, need := range plan.Needs.Pipelines {
		if err := d.recordState(plan, need.Dataset); err != nil {
			return err
		}
	}
	if err := d.tableStates(ctx, plan); err != nil {
		return err
	}
	plan.Model.SetFormulaCutOffs()
	plan.Needs, err = build.Needs(plan.Scope)
	return err
}

// setCutOff sets the day up to which the data of a metric is complete, if that is before the report's cut-off. It also
// records rows with implausibly distant dates.
func (d *Gatherer) setCutOff(ctx context.Context, plan *plans.Plan, name string) error {
	m := plan.Model.Metrics[name]
	h, err := d.History(ctx, plan, m.Dataset, m.Date)
	if err != nil {
		return &diagnose.Unusable{Cause: fmt.Errorf("metric %q: %w", name, err)}
	}
	wanted := plan.NeededUntil(m.Dataset)
	if end := h.CutOff(wanted); !m.HasFuture && end.Before(wanted) {
		m.CutOff, m.Newest = end, h.Before(wanted)
	}
	if !h.FarOff() {
		return nil
	}
	far, err := d.FarOff(ctx, plan, name)
	if err == nil && far.Rows > 0 {
		d.farOff = append(d.farOff, far)
	}
	return err
}

// FarOff returns the sum of a metric over the rows with implausibly distant dates.
func (d *Gatherer) FarOff(ctx context.Context, plan *plans.Plan, name string) (metric.FarOff, error) {
	first, last := freshness.Plausible(d.today(plan))
	far, err := check.FarOff(ctx, plan.Model, d.Asker(plan.Params), name, first, last)
	if err != nil {
		err = &diagnose.Unusable{Cause: fmt.Errorf("metric %q: %w", name, err)}
	}
	return far, err
}

// recordState records the day on which a dataset was read, and whether the report's period had passed by then.
func (d *Gatherer) recordState(plan *plans.Plan, dataset string) error {
	if p, ok := d.photos[dataset]; ok {
		plan.Scope.States[dataset] = scope.State{Read: p.day, From: p.table}
		return nil
	}
	read := d.ReadOn(plan, dataset)
	plan.Scope.States[dataset] = scope.State{Read: read, Past: plan.OutOfDate(read)}
	return nil
}

// ReadOn returns the day for which the rows of a dataset are valid. For files it is the day on which the newest file
// was written; for a database it is the day of the run.
func (d *Gatherer) ReadOn(plan *plans.Plan, dataset string) period.Date {
	var newest period.Date
	source := plan.Config.Datasets[dataset].Source
	if source != "" && loaded.IsDatabase(plan.Config.Sources[source]) {
		return d.today(plan)
	}
	for _, from := range plan.Reads[dataset] {
		day := period.Date{}
		if source == "" {
			day = d.ReadOn(plan, from)
		} else if t, ok := d.Files[from]; ok {
			day = period.DateOf(t.Modified.In(plan.Zone))
		}
		if newest.Before(day) {
			newest = day
		}
	}
	if today := d.today(plan); newest.IsZero() || today.Before(newest) {
		return today // the dataset is a list of values in the YAML, or its file has a time in the future
	}
	return newest
}
