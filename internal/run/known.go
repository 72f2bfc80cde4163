package run

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/freshness"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
)

// today is the day of the run in the report's zone.
func (d *data) today(plan *Plan) period.Date { return period.DateOf(d.p.Now.In(plan.Zone)) }

// history is the days that a dataset has rows on by one of its columns. Each is asked once.
func (d *data) history(ctx context.Context, plan *Plan, dataset, column string) (freshness.History, error) {
	at := place{name: dataset, column: column}
	if h, ok := d.histories[at]; ok {
		return h, nil
	}
	of := metric.Dates{Dataset: dataset, Column: column}
	days, err := plan.Model.DaysOf(ctx, d.asker(plan.Params), of)
	if err != nil {
		return freshness.History{}, err
	}
	plan.Model.Days[of] = days
	h := freshness.Of(plan.calendar, days, d.today(plan))
	d.histories[at] = h
	return h, nil
}

// know settles what only the data can tell, and with it what the report asks: up to which day each metric is known, and
// when the datasets were read of which there is but a state.
func (d *data) know(ctx context.Context, plan *Plan) (err error) {
	plan.Scope.States = map[string]report.State{}
	for _, name := range metricsOf(plan.Needs) {
		m := plan.Model.Metrics[name]
		switch {
		case m.Date == "":
			err = d.state(plan, m.Dataset)
		case m.Formula == nil:
			err = d.cutOff(ctx, plan, name)
		}
		if err != nil {
			return err
		}
	}
	for _, need := range plan.Needs.Pipelines {
		if err := d.state(plan, need.Dataset); err != nil {
			return err
		}
	}
	plan.Model.CutFormulas()
	plan.Needs, err = plan.Scope.Needs()
	return err
}

// cutOff ends what is known of a metric where dense data ends.
func (d *data) cutOff(ctx context.Context, plan *Plan, name string) error {
	m := plan.Model.Metrics[name]
	h, err := d.history(ctx, plan, m.Dataset, m.Date)
	if err != nil {
		return &Unusable{Cause: fmt.Errorf("metric %q: %w", name, err)}
	}
	wanted := plan.wanted(m.Dataset)
	if end := h.CutOff(wanted); !m.Ahead && end.Before(wanted) {
		m.CutOff, m.Newest = end, h.Before(wanted)
	}
	if !h.FarOff() {
		return nil
	}
	far, err := d.far(ctx, plan, name)
	if err == nil && far.Rows > 0 {
		d.farOff = append(d.farOff, far)
	}
	return err
}

// far is what a metric has in rows with far-off dates.
func (d *data) far(ctx context.Context, plan *Plan, name string) (metric.FarOff, error) {
	first, last := freshness.Plausible(d.today(plan))
	far, err := plan.Model.FarOff(ctx, d.asker(plan.Params), name, first, last)
	if err != nil {
		err = &Unusable{Cause: fmt.Errorf("metric %q: %w", name, err)}
	}
	return far, err
}

// stateLabel is what readers know a dataset without dates by: its first figure of that kind in the report, else the
// pipeline that shows it.
func (plan *Plan) stateLabel(dataset string) string {
	for _, sec := range plan.Report.Sections {
		for _, name := range sec.Shows() {
			if m := plan.Model.Metrics[name]; m.Date == "" && m.Dataset == dataset {
				return m.Label
			}
		}
		if sec.Pipeline != nil && sec.Pipeline.Dataset == dataset {
			return cmp.Or(sec.Pipeline.Title, plan.Scope.Locale.Word("title.pipeline"))
		}
	}
	return plan.label(dataset)
}

// wanted is the first day of which a dataset need not have rows: the report's cut-off or, where its query or one that it
// reads goes up to :period_end, an earlier end of the periods.
func (plan *Plan) wanted(dataset string) period.Date {
	if !strings.Contains(plan.config.Datasets[dataset].Query, ":period_end") && !slices.ContainsFunc(plan.reads[dataset], func(from string) bool {
		_, ok := plan.config.Datasets[from]
		return ok && plan.wanted(from) != plan.CutOff
	}) {
		return plan.CutOff
	}
	if end := dateOf(plan.Params["period_end"]); end.Before(plan.CutOff) {
		return end
	}
	return plan.CutOff
}

// primary is the report's first period, as far as a metric is known in it.
func (plan *Plan) primary(name string) period.Period {
	return plan.Model.Metrics[name].Known(plan.Periods[0])
}

// state says when a dataset was read, and whether the report is of the past by then.
func (d *data) state(plan *Plan, dataset string) error {
	read := d.readOn(plan, dataset)
	slots, err := newSlots(plan.Report, plan.calendar, plan.Zone)
	if err != nil {
		return err
	}
	first, err := period.ParseRelative(plan.Report.Periods[0])
	if err != nil {
		return err
	}
	plan.Scope.States[dataset] = report.State{Read: read, Past: slots.passed(plan.Slot, plan.Periods[0], first, read)}
	return nil
}

// readOn is the day of which a dataset's rows tell: of files the day on which the newest of them was written, of a database the
// day of the run.
func (d *data) readOn(plan *Plan, dataset string) period.Date {
	var newest period.Date
	source := plan.config.Datasets[dataset].Source
	if source != "" && isDatabase(plan.config.Sources[source]) {
		return d.today(plan)
	}
	for _, from := range plan.reads[dataset] {
		day := period.Date{}
		if source == "" {
			day = d.readOn(plan, from)
		} else if t, ok := d.files[from]; ok {
			day = period.DateOf(t.modified.In(plan.Zone))
		}
		if newest.Before(day) {
			newest = day
		}
	}
	if today := d.today(plan); newest.IsZero() || today.Before(newest) {
		return today // it reads nothing, being a list of values in the YAML itself; or a file of a clock that is ahead
	}
	return newest
}
