package section

import (
	"fmt"
	"strconv"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/config/place"
)

// Checker finds mistakes in sections that concern several keys.
type Checker struct{ *figure.Checker }

// requireTarget requires that the metric has a target.
func (l *Checker) requireTarget(path, metric string) {
	if _, ok := l.Metrics[metric]; ok && !l.HasTarget(metric, figure.DefaultScenario) {
		l.AddMistake(path, "no target is set for "+strconv.Quote(metric), l.exampleTarget(metric, ""))
	}
}

// exampleTarget returns the YAML of an example target for a metric and scenario.
func (l *Checker) exampleTarget(metric, scenario string) string {
	m, value := l.Metrics[metric], "value: 100000, per: month"
	switch {
	case m.Unit == "percent":
		value = "value: 28%"
	case m.NeverAdds():
		value = "value: 100"
	}
	if scenario != "" {
		value = "scenario: " + scenario + ", " + value
	}
	return "add one below targets:, as {metric: " + metric + ", " + value + "}"
}

// checkAgainst requires what a comparison needs: a target, or a date column.
func (l *Checker) checkAgainst(path, metric, what string) {
	switch m, ok := l.Metric(metric); {
	case what == "target" || what == "attainment":
		l.requireTarget(path, metric)
	case ok && what != "" && what != "value" && m.Date == "":
		l.AddMistake(path, strconv.Quote(metric)+" has no date, so its past values are not known", l.dateHint(metric))
	}
}

// requireAdditive requires an additive metric.
func (l *Checker) requireAdditive(path, metric, why string) {
	if m, ok := l.Metric(metric); ok && m.NeverAdds() {
		l.AddMistake(path, strconv.Quote(metric)+" cannot be added up, "+why, "use a metric that is a sum or a count")
	}
}

// requireDate records a mistake if a metric that is shown over time has no date.
func (l *Checker) requireDate(path, name string) {
	if m, ok := l.Metric(name); ok && m.Date == "" {
		l.AddMistake(path, strconv.Quote(name)+" has no date, so its past values are not known", l.dateHint(name))
	}
}

// dateHint is how a metric gets a date: a formula has one when all of its metrics have.
func (l *Checker) dateHint(name string) string {
	for _, term := range l.Terms(name) {
		if m, ok := l.Metric(term); ok && m.Date == "" && term != name {
			return "add date: to " + strconv.Quote(term) + ", which is part of its formula"
		}
	}
	return "add date: to the metric"
}

func (l *Checker) requireDimension(path, metric, by string) {
	for _, term := range l.Terms(metric) {
		if m, ok := l.Metric(term); ok {
			l.CheckKey(path+".by", m.Dataset, by, true)
		}
	}
}

// CheckSection requires that a section has exactly one kind, and checks that kind.
func (l *Checker) CheckSection(path string, s Section) {
	if l.Written(place.Join(path, "quiet")) { // a section with a pack has been replaced by the pack, so only a wrong quiet remains
		l.AddMistake(place.Join(path, "quiet"), "has no effect without a pack", "write it beside pack:, or delete it")
	}
	var given []string
	for _, f := range KindWords() {
		if l.Written(place.Join(path, f)) {
			given = append(given, f)
		}
	}
	switch {
	case len(given) == 0 && l.UnknownKeys[path]:
	case len(given) == 0:
		l.AddMistake(path, "has no kind of section", "write one of "+strings.Join(KindWords(), ", "))
	case len(given) > 1:
		l.AddMistake(place.Join(path, given[1]), fmt.Sprintf("is in the same section as %q", given[0]), `start each section with "- "`)
	default:
		if k, word := s.Kind(); k != nil {
			k.check(l, place.Join(path, word))
		}
	}
}
