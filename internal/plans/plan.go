// Package plans lists what a report for one slot needs before any data is read: its periods, its figures and their
// datasets. It also checks whether the YAML's own SQL can be parsed. It runs no SQL.
package plans

import (
	"slices"
	"time"

	"bilan/internal/config"
	"bilan/internal/period"
	"bilan/internal/schedule"
	"bilan/report/correction"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Plan is one report for one slot: everything that is known before any data is read.
type Plan struct {
	Name     string
	Report   config.Report
	Slot     schedule.Slot
	CutOff   period.Date // the first day of which nothing is counted: the slot's, or with through: today the one after
	Zone     *time.Location
	Periods  []period.Period
	Scope    *scope.Scope
	Model    *metric.Model
	Needs    scope.Needs
	Corrects *correction.Correction
	Each     []string       // dimensions of whose members editions are made
	Params   map[string]any // :period_start … as dates
	Datasets []string       // what is needed, each after those it reads

	Config     *config.Config
	Calendar   *period.Calendar
	FileTables map[string][]string // source → tables
	Reads      map[string][]string // dataset → datasets and source.tables
	Release    release
}

// Widen takes another plan's questions and dates in.
func (plan *Plan) Widen(o *Plan) {
	plan.Needs.Asks = append(plan.Needs.Asks, o.Needs.Asks...)
	for name, earlier := range map[string]bool{"history_start": true, "period_start": true, "period_end": false, "today": false} {
		a, b := DateOf(plan.Params[name]), DateOf(o.Params[name])
		if b.Before(a) == earlier {
			plan.Params[name] = o.Params[name]
		}
	}
	if plan.Slot.Compare(o.Slot) < 0 {
		plan.Slot, plan.CutOff = o.Slot, o.CutOff
	}
}

// DateOf is the day of a parameter.
func DateOf(v any) period.Date {
	d, _ := v.(time.Time)
	return period.DateOf(d)
}

// Only is the plan with the questions about some of the metrics only.
func (plan *Plan) Only(keep func(metric string) bool) *Plan {
	some := *plan
	other := func(a metric.Ask) bool { return !keep(a.Metric) }
	some.Needs.Asks, some.Needs.Past = slices.DeleteFunc(slices.Clone(plan.Needs.Asks), other), slices.DeleteFunc(slices.Clone(plan.Needs.Past), other)
	return &some
}

// Makes reports whether the report itself makes editions of a dimension's members, and not only somebody's order.
func (plan *Plan) Makes(dim string) bool {
	return slices.Contains(plan.Config.EachDimensions(plan.Report), dim)
}

// MetricsOf are the metrics that the questions name, each once.
func MetricsOf(needs scope.Needs) []string {
	var names []string
	for _, a := range slices.Concat(needs.Asks, needs.Past) {
		if !slices.Contains(names, a.Metric) {
			names = append(names, a.Metric)
		}
	}
	return names
}

// PastOnly are the asks about usual values that no section shows.
func (plan *Plan) PastOnly() map[metric.Ask]bool {
	list := make(map[metric.Ask]bool, len(plan.Needs.Past))
	for _, a := range plan.Needs.Past {
		list[a] = true
	}
	for _, a := range plan.Needs.Asks {
		delete(list, a)
	}
	return list
}
