package config

import (
	"slices"
	"strings"

	"bilan/internal/yamlfile"
	"bilan/report/metric"
)

// useFormula notes the metrics that a formula names.
func (l *loader) useFormula(n *yamlfile.Node, path, text string) error {
	f, err := metric.ParseFormula(text)
	if err != nil {
		return err
	}
	for _, name := range f.Names {
		l.uses = append(l.uses, use{"metric", name, path, n})
	}
	return nil
}

// derive finds what formulas are made of, and asks each metric for a value or a formula. It goes before the checks, which
// hold a formula to the date and the datasets of its terms.
func (l *loader) derive() {
	for _, name := range sorted(l.config.Metrics) {
		m, path := l.config.Metrics[name], "metrics."+name
		if l.written(path + ".formula") {
			l.deriveFrom(path, name, m)
			continue
		}
		for _, need := range [][2]string{{"dataset", "orders"}, {"value", "sum(amount)"}} {
			if at := path + "." + need[0]; !l.written(at) && l.legibleAt(at) && l.legibleAt(path+".formula") {
				l.wrong(path, "has no "+quote(need[0]), "add "+need[0]+": "+need[1])
				l.Spoilt[at] = true
			}
		}
	}
}

// deriveFrom gives a formula the terms that it is made of, and the dataset and date of one of them: of a state where one is.
func (l *loader) deriveFrom(path, name string, m Metric) {
	at := path + ".formula"
	if !l.legibleAt(at) {
		return
	}
	terms, loop := l.reach(name, nil)
	switch {
	case len(loop) > 0:
		l.wrong(at, "reads itself: "+strings.Join(loop, " → "), "write a formula over metrics that have a value")
		l.Spoilt[at] = true
	case slices.Contains(terms, ""): // told where the term is
		l.Spoilt[at] = true
	default:
		m.Terms = terms
		of := l.config.Metrics[terms[0]]
		for _, term := range terms {
			if t := l.config.Metrics[term]; t.Date == "" {
				of = t
				break
			}
		}
		m.Dataset, m.Date = of.Dataset, of.Date
		l.config.Metrics[name] = m
	}
}

// reach lists the metrics with values behind one, "" for one that could not be read, and the way back to itself where there is
// one.
func (l *loader) reach(name string, way []string) (terms, loop []string) {
	way = append(slices.Clip(way), name)
	if i := slices.Index(way, name); i < len(way)-1 {
		return nil, way[i:]
	}
	m, ok := l.config.Metrics[name]
	if at := "metrics." + name; !ok || !l.legibleAt(at+".formula") || !l.legibleAt(at) {
		return []string{""}, nil
	}
	if m.Formula == "" {
		return []string{name}, nil
	}
	f, err := metric.ParseFormula(m.Formula)
	if err != nil {
		return []string{""}, nil
	}
	for _, next := range f.Names {
		more, loop := l.reach(next, way)
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

// terms are the metrics whose rows a metric is computed from: itself, or those that its formula is made of.
func (l *loader) terms(name string) []string {
	if m := l.config.Metrics[name]; m.Formula != "" {
		return m.Terms
	}
	return []string{name}
}

// checkFormula refuses what says nothing beside a formula.
func (l *loader) checkFormula(path string, m Metric) {
	if m.Formula == "" {
		return
	}
	for _, key := range []string{"dataset", "date", "value", "filter", "window", "adds_up"} {
		if l.written(path + "." + key) {
			l.wrong(path+"."+key, `stands beside "formula", which has it from its metrics`, "delete it")
		}
	}
}
