package expand

import (
	"maps"
	"math/big"
	"slices"

	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/sales"
)

func (e salesExpansion) addDimension(d sales.Dimension) {
	c := e.l.Config
	own := func(name string) bool {
		return c.Dimensions[name].Parent == d.Name && !slices.Contains(e.l.Derived["dimensions"], name)
	}
	if _, written := c.Dimensions[d.Name]; written || slices.ContainsFunc(slices.Sorted(maps.Keys(c.Dimensions)), own) {
		return
	}
	made := figure.Dimension{Name: d.LabelIn(e.l.Language)}
	from := "sales"
	if d.Roster != "" {
		from = "sales." + d.Roster
		made.Dataset, made.Key, made.Label, made.Mail, made.Manager, made.Match = sales.Dataset(d.Roster), "id", d.Label, d.Mail, d.Manager, d.Match
		made.Active = figure.Active{From: d.From, Until: d.Until}
		if _, written := c.Dimensions[d.Parent]; !written {
			made.Parent = d.Parent
		}
	}
	for _, bound := range d.Bands {
		made.Bands = append(made.Bands, scalar.Number{Rat: big.NewRat(bound, 1)})
	}
	c.Dimensions[d.Name] = made
	e.markDerived("dimensions", d.Name, from)
}

// addMetric adds a metric of the sales model. If the user's metric with this name has no dataset and no formula, it
// completes that metric.
func (e salesExpansion) addMetric(m sales.Metric) {
	l, path := e.l, "metrics."+m.Name
	own, written := l.Config.Metrics[m.Name]
	if written && (own.Dataset != "" || own.Formula != "" || !l.Legible(path)) {
		return
	}
	if m.Entity != "" && (own.Value != "" || own.Filter != "") {
		m.Formula = ""
	}
	from := "sales." + m.Entity
	if m.Formula != "" {
		from = "sales"
	}
	if !written {
		e.markDerived("metrics", m.Name, from)
	}
	at := l.Positions[path]
	fill := func(key string, field *string, value string) {
		if *field == "" && value != "" {
			*field = value
			l.Positions[path+"."+key] = at
		}
	}
	ownValue := own.Value != ""
	fill("label", &own.Label, m.LabelIn(e.l.Language))
	fill("formula", &own.Formula, m.Formula)
	if m.Formula == "" {
		fill("dataset", &own.Dataset, sales.Dataset(m.Entity))
		fill("date", &own.Date, m.Date)
		fill("value", &own.Value, m.Value)
		if !ownValue {
			fill("filter", &own.Filter, m.Filter)
		}
	}
	fill("unit", &own.Unit, m.Unit)
	if !ownValue && own.Window.IsZero() && !m.Window.IsZero() {
		own.Window, l.Positions[path+".window"] = m.Window, at
	}
	if own.Decimals == nil && m.Decimals > 0 && !ownValue {
		own.Decimals = &m.Decimals
	}
	if _, said := l.Positions[path+".forecast"]; !said && !ownValue {
		own.Forecast = m.Forecast
	}
	if own.SmallN == 0 && !ownValue {
		own.SmallN = m.SmallN
	}
	if m.LowerBetter {
		fill("better", &own.Better, "lower")
	}
	l.Config.Metrics[m.Name] = own
}

// addTargets adds the targets from quotas and commits, after the user's own targets.
func (e salesExpansion) addTargets() {
	c := e.l.Config
	for _, t := range e.model.Targets() {
		if _, known := c.Metrics[t.Metric]; !known {
			continue // the mapping provides no such metric
		}
		by := slices.DeleteFunc(slices.Clone(t.By), func(dim string) bool { return c.Datasets[sales.Dataset(t.Entity)].Keys[dim] == "" })
		made := figure.Target{Metric: t.Metric, Scenario: t.Scenario, Dataset: sales.Dataset(t.Entity), Per: t.Per, Date: t.Date, Value: scalar.NumberOrColumn{Text: t.Value}, By: by}
		e.markDerived("targets", place.Index("targets", len(c.Targets)), e.model.Entity(t.Entity).RolePath(t.Value))
		c.Targets = append(c.Targets, made)
	}
}
