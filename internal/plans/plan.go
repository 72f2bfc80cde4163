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
	CutOff   period.Date // the first day that does not count: the slot's, or with through: today the day after
	Zone     *time.Location
	Periods  []period.Period
	Scope    *scope.Scope
	Model    *metric.Model
	Needs    scope.Needs
	Corrects *correction.Correction
	Each     []string       // dimensions whose members get editions
	Params   map[string]any // the values of :period_start and the other parameters, as dates
	Datasets []string       // the datasets that are needed, each after those that it reads

	Config     *config.Config
	Calendar   *period.Calendar
	FileTables map[string][]string // source → the tables read from its folder
	Reads      map[string][]string // dataset → the datasets that it reads, or its tables in the form source.table
	Release    release
}

// Widen adds another plan's asks, and widens the parameters to cover its dates.
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

// DateOf returns the day of a parameter's value; the zero time's day if it is no time.
func DateOf(v any) period.Date {
	d, _ := v.(time.Time)
	return period.DateOf(d)
}

// WithMetrics returns a copy of the plan with only the asks about the metrics that keep accepts.
func (plan *Plan) WithMetrics(keep func(metric string) bool) *Plan {
	filtered := *plan
	dropped := func(a metric.Ask) bool { return !keep(a.Metric) }
	filtered.Needs.Asks, filtered.Needs.Past = slices.DeleteFunc(slices.Clone(plan.Needs.Asks), dropped), slices.DeleteFunc(slices.Clone(plan.Needs.Past), dropped)
	return &filtered
}

// MakesEditions reports whether the report's YAML asks for editions of a dimension's members, and not only the order.
func (plan *Plan) MakesEditions(dim string) bool {
	return slices.Contains(plan.Config.EachDimensions(plan.Report), dim)
}

// MetricsOf returns the metrics in the asks, each once.
func MetricsOf(needs scope.Needs) []string {
	var names []string
	for _, a := range slices.Concat(needs.Asks, needs.Past) {
		if !slices.Contains(names, a.Metric) {
			names = append(names, a.Metric)
		}
	}
	return names
}

// PastOnlyAsks returns the asks that are needed only for usual values in the past, and that no section shows.
func (plan *Plan) PastOnlyAsks() map[metric.Ask]bool {
	list := make(map[metric.Ask]bool, len(plan.Needs.Past))
	for _, a := range plan.Needs.Past {
		list[a] = true
	}
	for _, a := range plan.Needs.Asks {
		delete(list, a)
	}
	return list
}
