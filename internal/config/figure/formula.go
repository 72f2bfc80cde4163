package figure

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"bilan/report/metric"
)

// checkFormula refuses keys that have no meaning for a metric with a formula.
func (l *Checker) checkFormula(path string, m Metric) {
	if m.Formula == "" {
		return
	}
	for _, key := range []string{"dataset", "date", "value", "filter", "window", "adds_up"} {
		if l.Written(path + "." + key) {
			l.AddMistake(path+"."+key, `cannot be used with "formula", which takes it from its metrics`, "delete it")
		}
	}
}

// FormulaNames lists the metrics that a formula names.
func FormulaNames(text string) ([]string, error) {
	f, err := metric.ParseFormula(text)
	if err != nil {
		return nil, err
	}
	return f.Names, nil
}

// DeriveTerms sets the terms of each formula. It records metrics that have neither a formula, nor a dataset and a value. It
// must run before the checks, which need the terms' dates and datasets.
func (l *Checker) DeriveTerms() {
	for _, name := range slices.Sorted(maps.Keys(l.Metrics)) {
		m, path := l.Metrics[name], "metrics."+name
		if l.Written(path + ".formula") {
			l.deriveFrom(path, name, m)
			continue
		}
		for _, need := range [][2]string{{"dataset", "orders"}, {"value", "sum(amount)"}} {
			if at := path + "." + need[0]; !l.Written(at) && l.Legible(at) && l.Legible(path+".formula") {
				l.AddMistake(path, "has no "+strconv.Quote(need[0]), "add "+need[0]+": "+need[1])
				l.Spoilt[at] = true
			}
		}
	}
}

// deriveFrom sets a formula's terms, and its dataset and date. These are those of a term; a term with a state comes
// first.
func (l *Checker) deriveFrom(path, name string, m Metric) {
	at := path + ".formula"
	if !l.Legible(at) {
		return
	}
	terms, loop := l.findTerms(name, nil)
	switch {
	case len(loop) > 0:
		l.AddMistake(at, "depends on itself: "+strings.Join(loop, " → "), "write a formula over metrics that have a value")
		l.Spoilt[at] = true
	case slices.Contains(terms, ""): // the mistake is reported at the term
		l.Spoilt[at] = true
	default:
		m.Terms = terms
		of := l.Metrics[terms[0]]
		for _, term := range terms {
			if t := l.Metrics[term]; t.Date == "" {
				of = t
				break
			}
		}
		m.Dataset, m.Date = of.Dataset, of.Date
		l.Metrics[name] = m
	}
}

// findTerms returns the metrics with values that a metric is computed from; "" stands for one that could not be read. loop
// is the way back to the metric if it depends on itself.
func (l *Checker) findTerms(name string, way []string) (terms, loop []string) {
	way = append(slices.Clip(way), name)
	if i := slices.Index(way, name); i < len(way)-1 {
		return nil, way[i:]
	}
	m, ok := l.Metrics[name]
	if at := "metrics." + name; !ok || !l.Legible(at+".formula") || !l.Legible(at) {
		return []string{""}, nil
	}
	if m.Formula == "" {
		return []string{name}, nil
	}
	names, err := FormulaNames(m.Formula)
	if err != nil {
		return []string{""}, nil
	}
	for _, next := range names {
		more, loop := l.findTerms(next, way)
		if loop != nil {
			return nil, loop
		}
		for _, term := range more {
			if !slices.Contains(terms, term) {
				terms = append(terms, term)
			}
		}
	}
	return terms, nil
}

// Terms lists the metrics whose rows a metric is computed from: the terms of its formula or, without one, the metric
// itself.
func (l *Checker) Terms(name string) []string {
	if m := l.Metrics[name]; m.Formula != "" {
		return m.Terms
	}
	return []string{name}
}
