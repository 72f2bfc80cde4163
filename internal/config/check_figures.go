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
	l.checkOrder(path, d)
	if d.Parent != "" && strings.EqualFold(d.Parent, name) {
		l.wrong(path+".parent", "is the dimension itself", "name the roster's column with the group above")
	}
}

func (l *loader) checkMetric(path string, m Metric) {
	l.checkFormula(path, m)
	l.only(path, "window", "date", m.Date != "")
	l.only(path, "ahead", "date", m.Date != "")
	if m.Ahead && m.Window != "" {
		l.wrong(path+".window", "a window holds the past, and the metric is of what lies ahead", "delete one of the two")
	}
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

// checkCredit is for rows that several members share.
func (l *loader) checkCredit(path, name string, ds Dataset) {
	c, at := ds.Credit, path+".credit"
	if c.Dataset == name {
		l.wrong(at+".dataset", "is the dataset itself", "name the one with a row per shared row and member")
	}
	l.checkKey(at+".by", name, c.By, false)
	l.twice(at+".amounts", c.Amounts)
}

var (
	plainSum = regexp.MustCompile(`(?i)^\s*(?:sum|count)\s*\([^()]*\)\s*$`)
	levels   = regexp.MustCompile(`(?i)^\s*(?:avg|mean|median|mode|min|max)\s*\([^()]*\)\s*$`)
	distinct = regexp.MustCompile(`(?i)\bdistinct\b`)
)

// sums tells of a metric that certainly adds up over time, so that a target without a period says nothing.
func sums(m Metric) bool {
	if m.Formula != "" || m.Window != "" {
		return false
	}
	if m.AddsUp != nil {
		return *m.AddsUp
	}
	return plainSum.MatchString(m.Value) && !distinct.MatchString(m.Value)
}

// neverSums tells of a metric that certainly has one level for any time. Of many an expression only the engine knows. What
// is different is counted anew in each period, and may have a target for one.
func neverSums(m Metric) bool {
	if m.Formula != "" || m.Window != "" {
		return true
	}
	if m.AddsUp != nil {
		return !*m.AddsUp && !distinct.MatchString(m.Value)
	}
	return m.Unit == "percent" || m.Unit == "score" || levels.MatchString(m.Value)
}
