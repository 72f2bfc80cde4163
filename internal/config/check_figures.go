package config

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
)

func (l *loader) checkDimension(path, name string, d Dimension) {
	if d.Dataset != "" && d.Key == "" && l.sound(path+".key") {
		l.wrong(path, "has a roster and no key", "add key: with the roster's column that identifies a member")
	}
	for _, key := range []string{"key", "mail", "parent", "active", "aliases"} {
		if key != "aliases" {
			l.only(path, key, "dataset", d.Dataset != "")
		}
	}
	if d.Parent != "" && strings.EqualFold(d.Parent, name) {
		l.wrong(path+".parent", "is the dimension itself", "name the roster's column with the group above")
	}
}

func (l *loader) checkMetric(path string, m Metric) {
	if m.Unit != "currency" && m.Currency != "" && l.sound(path+".unit") {
		l.wrong(path+".currency", "means nothing without unit: currency", "add unit: currency, or delete it")
	}
	if m.Unit == "currency" && m.Currency == "" && l.config.Currency == "" && l.sound("currency") && l.sound(path+".currency") {
		l.wrong(path+".unit", "in which currency?", "add currency: EUR here or on the outermost level")
	}
	track, risk := m.OnTrack, m.AtRisk
	if track.Rat == nil {
		track.Rat = big.NewRat(1, 1)
	}
	if risk.Rat == nil {
		risk.Rat = big.NewRat(9, 10)
	}
	for key, n := range map[string]Number{"on_track": m.OnTrack, "at_risk": m.AtRisk} {
		if n.Rat != nil && !n.Percent && n.Rat.Cmp(big.NewRat(5, 1)) > 0 {
			l.wrong(path+"."+key, fmt.Sprintf("%s is %s %%", n, new(big.Rat).Mul(n.Rat, big.NewRat(100, 1)).FloatString(0)), "write "+n.String()+"%")
		}
	}
	if risk.Rat.Cmp(track.Rat) > 0 {
		at := "at_risk"
		if !l.written(path + ".at_risk") {
			at = "on_track"
		}
		l.wrong(path+"."+at, "at risk would begin above on track", "write on_track: 100% and at_risk: 90%, or lower at_risk")
	}
}

func (l *loader) checkTarget(path string, t Target) {
	if t.Dataset != "" {
		l.checkTargetRows(path, t)
	} else {
		l.checkTargetValue(path, t)
	}
	if !t.From.IsZero() && !t.Until.IsZero() && t.Until.Before(t.From) {
		l.wrong(path+".until", fmt.Sprintf("%s is before %s", t.Until, t.From), "write the later day in until:")
	}
	if t.Scale.Rat != nil && t.Scale.Rat.Sign() == 0 {
		l.wrong(path+".scale", "every target would be 0", "write scale: 1000 for values in thousands")
	}
}

// checkTargetRows is for a target with one row per period and member.
func (l *loader) checkTargetRows(path string, t Target) {
	for _, need := range [][3]string{{"per", t.Per, "month"}, {"date", t.Date, "month"}} {
		if need[1] == "" && l.sound(path+"."+need[0]) {
			l.wrong(path, fmt.Sprintf("has a dataset and no %q", need[0]), "add "+need[0]+": "+need[2])
		}
	}
	if _, err := ParseNumber(t.Value); err == nil && l.sound(path+".value") {
		l.wrong(path+".value", quote(t.Value)+" is a number, and with a dataset it is the name of a column", "write value: quota, or delete dataset:")
	}
	for i, dim := range t.By {
		l.checkKey(index(path+".by", i), t.Dataset, dim, false)
	}
}

// checkTargetValue is for a target whose value stands in the YAML.
func (l *loader) checkTargetValue(path string, t Target) {
	for _, key := range []string{"date", "by", "duplicates"} {
		l.only(path, key, "dataset", false)
	}
	if t.Value == "" || !l.sound(path+".value") || !l.sound(path+".dataset") {
		return
	}
	n, err := ParseNumber(t.Value)
	if err != nil {
		_, hint := parts(err)
		l.wrong(path+".value", quote(t.Value)+" is not a number, and without a dataset there is no such column", hint+", or add dataset:")
		return
	}
	m, ok := l.config.Metrics[t.Metric]
	switch {
	case !ok || !l.sound("metrics."+t.Metric):
	case m.Unit == "percent" && !n.Percent && n.Rat.Cmp(big.NewRat(2, 1)) > 0:
		l.wrong(path+".value", fmt.Sprintf("%s is %s %%", t.Value, new(big.Rat).Mul(n.Rat, big.NewRat(100, 1)).FloatString(0)), "write "+t.Value+"%")
	case m.Unit != "percent" && n.Percent:
		l.wrong(path+".value", quote(t.Value)+" is a percent, and "+quote(t.Metric)+" is not", "write a plain number, or unit: percent in the metric")
	case t.Per == "" && l.sound(path+".per") && sums(m):
		l.wrong(path, "does not say for how long "+quote(t.Value)+" is", "add per: month")
	}
}

var plainSum = regexp.MustCompile(`(?i)^\s*(?:sum|count)\s*\([^()]*\)\s*$`)

// sums tells of a metric that certainly adds up over time, so that a target without a period says nothing.
func sums(m Metric) bool {
	if m.AddsUp != nil {
		return *m.AddsUp
	}
	return plainSum.MatchString(m.Value) && !strings.Contains(strings.ToLower(m.Value), "distinct")
}

// checkKey notes that a dataset cannot be cut by a dimension: it has no column for it, nor for one that rolls up
// to it.
func (l *loader) checkKey(path, dataset, dimension string, rollUp bool) {
	ds, ok := l.config.Datasets[dataset]
	if !ok || dimension == "" || !slices.Contains(l.defined("dimension"), dimension) || !l.sound("datasets."+dataset) {
		return
	}
	if ds.Keys[dimension] != "" {
		return
	}
	for dim := range ds.Keys {
		if !l.sound("dimensions." + dim) {
			return // it may well roll up
		}
		if d := l.config.Dimensions[dim]; rollUp && d.Parent == dimension && d.Dataset != "" {
			return
		}
	}
	l.wrong(path, fmt.Sprintf("the dataset %q has no column for %q", dataset, dimension), fmt.Sprintf("add keys: {%s: …} to datasets.%s", dimension, dataset))
}
