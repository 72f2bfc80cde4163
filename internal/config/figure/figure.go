// Package figure defines datasets, dimensions, metrics and targets: their keys, their defaults, and the checks that
// concern several keys. It computes no figure.
package figure

import (
	"maps"
	"slices"
	"strings"

	"bilan/internal/config/place"
	"bilan/internal/config/scalar"

	"golang.org/x/text/unicode/norm"
)

// Set contains what figures are computed from and compared with.
type Set struct {
	Currency   string // of metrics that set none
	Datasets   map[string]Dataset
	Dimensions map[string]Dimension
	Metrics    map[string]Metric
	Targets    []Target
}

// Checker finds mistakes in figures that concern several keys.
type Checker struct {
	*place.Notes
	Set
}

// Check records contradictions between figures.
func (l *Checker) Check() {
	for _, name := range slices.Sorted(maps.Keys(l.Dimensions)) {
		l.checkDimension("dimensions."+name, name, l.Dimensions[name])
	}
	for _, name := range slices.Sorted(maps.Keys(l.Metrics)) {
		l.checkMetric("metrics."+name, l.Metrics[name])
	}
	for _, name := range slices.Sorted(maps.Keys(l.Datasets)) {
		l.checkCredit("datasets."+name, name, l.Datasets[name])
	}
	for i, t := range l.Targets {
		l.checkTarget(place.Index("targets", i), t)
	}
	l.checkTargets(l.Targets)
}

// Metric returns a metric by name. ok is false if it is not defined or could not be read.
func (l *Checker) Metric(name string) (Metric, bool) {
	m, ok := l.Metrics[name]
	return m, ok && l.AllLegible("metrics."+name)
}

// HasTarget reports whether the metric has a target in the scenario. It returns true if that is unknown because of
// another mistake.
func (l *Checker) HasTarget(metric, scenario string) bool {
	return !l.AllLegible("targets") || slices.ContainsFunc(l.Targets, func(t Target) bool {
		return strings.TrimSpace(t.Metric) == metric && scenarioOf(t) == scenario
	})
}

// Defined lists the names of a kind, such as "metric", by name. The parents of dimensions are dimensions too.
func (l *Checker) Defined(kind string) []string {
	var list []string
	for _, p := range l.Top[TopLevelKey[kind]] {
		for _, named := range p.Value.Pairs {
			list = append(list, norm.NFC.String(named.Key.Text))
		}
	}
	list = append(list, l.Derived[TopLevelKey[kind]]...)
	if kind == "dimension" {
		for _, name := range slices.Sorted(maps.Keys(l.Dimensions)) {
			if d := l.Dimensions[name]; d.Parent != "" && !slices.Contains(list, d.Parent) {
				list = append(list, d.Parent)
			}
		}
	}
	return list
}

// TopLevelKey is the top-level key under which the names of a kind are defined.
var TopLevelKey = map[string]string{"source": "sources", "dataset": "datasets", "metric": "metrics", "dimension": "dimensions", "closing": "closings", "alert": "alerts", "report": "reports"}

// FoldParents corrects the case of each parent to that of the dimension that it names. The case may differ because a
// parent is also a column, whose name SQL compares without case.
func (l Set) FoldParents() {
	scalar.FillEach(l.Dimensions, func(d *Dimension) {
		for name := range l.Dimensions {
			if _, exact := l.Dimensions[d.Parent]; !exact && strings.EqualFold(name, d.Parent) {
				d.Parent = name
			}
		}
	})
}

// scenarioOf returns the scenario of a target.
func scenarioOf(t Target) string {
	if t.Scenario == "" {
		return DefaultScenario
	}
	return t.Scenario
}
