package plans

import (
	"cmp"
	"context"
	"maps"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/report/metric"
)

// newModel builds the definitions of all figures from the config, in the language of the plan's report.
func newModel(ctx context.Context, d *loaded.Data, plan *Plan) (*metric.Model, error) {
	cfg := plan.Config
	m := &metric.Model{
		Calendar: plan.Calendar, CutOff: plan.CutOff,
		Metrics:    map[string]*metric.Metric{},
		Dimensions: map[string]*metric.Dimension{},
		Datasets:   map[string]metric.Dataset{},
		Days:       map[metric.DateColumn][]period.Date{},
	}
	for name, c := range cfg.Metrics {
		if c.Formula != "" {
			m.Metrics[name] = metricOf(cfg, name, c, loaded.Value{})
			continue
		}
		value, err := d.Bench.Value(ctx, c.Value)
		if ctx.Err() != nil {
			return nil, err // any other error is reported where the report needs the metric
		}
		if c.AddsUp != nil {
			value.AddsUp = *c.AddsUp
		}
		m.Metrics[name] = metricOf(cfg, name, c, value)
	}
	for name, c := range cfg.Dimensions {
		m.Dimensions[name] = &metric.Dimension{
			Name: name, Roster: c.Dataset, Key: c.Key, Label: c.LabelColumn(), Parent: c.Parent,
			From: c.Active.From, Until: c.Active.Until, Aliases: c.Aliases, Digits: keyDigits(cfg, name),
			Order: c.Order, Bands: bandsOf(c.Bands, nil),
		}
	}
	for name, c := range cfg.Datasets {
		m.Datasets[name] = metric.Dataset{Name: name, Keys: c.Keys, Sale: c.Sale, Credit: creditOf(c.Credit)}
	}
	for _, c := range cfg.Targets {
		m.Targets = append(m.Targets, targetOf(c))
	}
	return m, nil
}

func metricOf(cfg *config.Config, name string, c figure.Metric, value loaded.Value) *metric.Metric {
	m := &metric.Metric{
		Name: name, Label: c.Label, Dataset: c.Dataset, Date: c.Date, Value: c.Value, Filter: c.Filter,
		Unit: metric.Unit(c.Unit), Currency: c.Currency, LowerBetter: c.Better == "lower", SmallN: c.SmallN, HasFuture: c.Ahead, HasForecast: c.Forecast,
		AddsUp: value.AddsUp, Counts: value.Counts, Divides: value.Divides, OnTrack: c.OnTrack.Rat, AtRisk: c.AtRisk.Rat,
	}
	if c.Formula != "" {
		m.Formula = c.Parsed
		m.Terms = c.Terms
	}
	if !c.Window.IsZero() {
		m.Window, m.WindowUnit = c.Window.N, c.Window.Unit
		m.AddsUp, m.Counts, m.MembersAdd = false, false, value.AddsUp
	}
	// The sales model counts sales, quotes and leads by id; each has one day and one rep.
	m.CountedOnce = strings.HasPrefix(c.Dataset, "sales.") && c.Value == "count(distinct id)"
	if m.Label == "" {
		m.Label = name
	}
	if m.Unit == "" {
		m.Unit = metric.Number
	}
	if m.Currency == "" {
		m.Currency = cfg.Currency
	}
	switch {
	case c.Decimals != nil:
		m.Decimals, m.DecimalsFixed = *c.Decimals, true
	case m.Unit == metric.Percent || m.Unit == metric.Days || m.Unit == metric.Times:
		m.Decimals = 1
	}
	return m
}

func creditOf(c figure.Credit) *metric.Credit {
	if c.By == "" {
		return nil
	}
	return &metric.Credit{By: c.By, Dataset: c.Dataset, ID: c.ID, Member: c.Member, Share: c.Share, Amounts: c.Amounts}
}

func targetOf(c figure.Target) metric.Target {
	t := metric.Target{
		Metric: c.Metric, Scenario: metric.Scenario(c.Scenario), Share: metric.Share(c.Share), Dataset: c.Dataset, Per: period.Unit(c.Per),
		Date: c.Date, By: slices.Clone(c.By), Scale: c.Scale.Rat, Last: strings.EqualFold(c.Duplicates, "last"), From: c.From, Until: c.Until,
	}
	switch {
	case c.Dataset != "":
		t.Value = c.Value.Text
	case len(c.Values) > 0:
		t.Members = amounts(c.Values)
	default:
		t.Literal = c.Value.Number.Rat
	}
	return t
}

func amounts(values map[string]scalar.Number) map[string]*big.Rat {
	out := make(map[string]*big.Rat, len(values))
	for member, n := range values {
		out[member] = n.Rat
	}
	return out
}

// keyDigits returns the number of digits in the keys of a dimension, 0 if it is not given.
func keyDigits(cfg *config.Config, dim string) int {
	digits := cfg.Dimensions[dim].KeyDigits
	if digits > 0 {
		return digits
	}
	for _, name := range slices.Sorted(maps.Keys(cfg.Datasets)) {
		ds := cfg.Datasets[name]
		if ds.Keys[dim] != "" || cfg.Dimensions[dim].Dataset == name {
			digits = cmp.Or(digits, ds.KeyDigits)
		}
	}
	return digits
}
