package plans

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"bilan/internal/freshness"
	"bilan/internal/loaded"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/regular"
	"bilan/report/build"
	"bilan/report/metric/book"
	"bilan/report/scope"
)

// Complete adds to the plan the figures, parameters and datasets that the report needs. It parses SQL, but runs none.
// If the report's SQL or that of a dataset which it reads is wrong, the error is yamlfile.Mistakes.
func Complete(ctx context.Context, d *loaded.Data, plan *Plan) (err error) {
	if plan.Model, err = newModel(ctx, d, plan); err != nil {
		return err
	}
	if plan.Scope, err = plan.newScope(plan.Calendar); err != nil {
		return err
	}
	if plan.Needs, err = build.Needs(plan.Scope); err != nil {
		// A section's error about a value that cannot be parsed is less precise than the value's own mistake.
		return cmp.Or(ReadSQL(ctx, d, Pieces{metrics: slices.Sorted(maps.Keys(plan.Config.Metrics))}), err)
	}
	w := newWalk(plan.Config, d.Bench)
	w.visitNeeds(ctx, plan.Needs)
	w.visitReaders(ctx, plan)
	if closing := plan.Report.Ready.Closed; closing != "" {
		w.visit(ctx, plan.Config.Closings[closing].Dataset)
	}
	plan.Datasets, plan.FileTables, plan.Reads = w.order, w.fileTables, w.reads
	plan.Params = plan.params()
	if err := ReadSQL(ctx, d, plan.pieces()); err != nil {
		return err
	}
	return w.firstError()
}

// pieces returns the datasets, metrics and report whose SQL the plan uses. Mistakes in other SQL do not concern it.
func (plan *Plan) pieces() Pieces {
	p := Pieces{datasets: plan.Datasets, metrics: MetricsOf(plan.Needs)}
	if plan.Name != "" {
		p.reports = []string{plan.Name}
	}
	return p
}

func (plan *Plan) newScope(cal *period.Calendar) (*scope.Scope, error) {
	tag := plan.Report.Locale
	if tag == "" {
		tag = plan.Config.Locale
	}
	loc, err := locale.For(tag)
	if err != nil {
		return nil, fmt.Errorf("locale: %w", err)
	}
	for name, d := range plan.Model.Dimensions {
		d.Bands = bandsOf(plan.Config.Dimensions[name].Bands, loc)
	}
	logo, err := readLogo(plan.Config.Logo)
	if err != nil {
		return nil, err
	}
	return &scope.Scope{
		Config: plan.Config, Name: plan.Name, Report: plan.Report, Locale: loc, Calendar: cal, Slot: plan.CutOff,
		Periods: plan.Periods, Metrics: plan.Model.Metrics, HasTarget: plan.Model.HasTarget,
		Dimension: func(name string) string { return plan.Config.Dimensions[name].Heading() }, Logo: logo,
	}, nil
}

func readLogo(name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	logo, err := regular.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("logo: %w", err)
	}
	return logo, nil
}

// params returns the values of the parameters in SQL, as dates. :period_end is the end of the latest period that any
// section shows, up to the cut-off. Otherwise a section on the month to date, in a report on the month before, would
// miss its last days.
func (plan *Plan) params() map[string]any {
	first, end := plan.Periods[0].Start, plan.lastEnd()
	for _, a := range plan.Needs.Asks {
		if e := a.Period.End; end.Before(e) && !plan.CutOff.Before(e) {
			end = e
		}
	}
	history := first
	if earliest := book.Earliest(plan.Model, slices.Concat(plan.Needs.Asks, plan.Needs.Past)); !earliest.IsZero() && earliest.Before(history) {
		history = earliest
	}
	if wanted := plan.Slot.Date.AddDays(-freshness.HistoryDays); plan.learnsFreshness() && wanted.Before(history) {
		history = wanted
	}
	return map[string]any{
		"period_start": first.Time(), "period_end": end.Time(), "history_start": history.Time(), "today": plan.Slot.Date.Time(),
	}
}

// learnsFreshness reports whether any dataset of the plan has a freshness check whose limit is learned from the data
// itself.
func (plan *Plan) learnsFreshness() bool {
	return slices.ContainsFunc(plan.Datasets, func(name string) bool {
		fresh := plan.Config.Datasets[name].Checks.Fresh
		return fresh.Column != "" && fresh.Within == nil
	})
}

// TableParams returns the parameters for the SELECT of a table section. They cover only the report's periods, whatever
// other sections show.
func (plan *Plan) TableParams() map[string]any {
	params := maps.Clone(plan.Params)
	params["period_end"] = plan.lastEnd().Time()
	return params
}

// lastEnd returns the exclusive end of the report's latest period.
func (plan *Plan) lastEnd() period.Date {
	end := plan.Periods[0].End
	for _, p := range plan.Periods {
		if end.Before(p.End) {
			end = p.End
		}
	}
	return end
}
