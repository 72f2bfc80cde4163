package config

import "strings"

func (l *loader) checkTargetTable(path string, t TargetTable) {
	l.checkCut(path, t.Metric, t.By)
	l.checkHasTarget(path+".metric", t.Metric)
	l.twice(path+".columns", t.Columns)
	m, ok := l.metric(t.Metric)
	if !ok {
		return
	}
	for i, column := range t.Columns {
		at := index(path+".columns", i)
		switch scenario := strings.TrimPrefix(column, "vs_"); {
		case scenario == "budget" || scenario == "forecast" || scenario == "stretch":
			if !l.hasTarget(t.Metric, scenario) {
				l.wrong(at, "no "+scenario+" is set for "+quote(t.Metric), l.likeThis(t.Metric, scenario))
			}
		case scenario == "last_year" && m.Date == "":
			l.wrong(at, quote(t.Metric)+" has no date, so it has no past", "add date: to the metric")
		case summed[column] && neverSums(m):
			l.wrong(at, quote(t.Metric)+" does not add up, so nothing of it is left to be made", "delete it")
		}
	}
}

// summed are the columns that only what adds up can have.
var summed = map[string]bool{"pace": true, "landing": true, "gap_to_go": true, "needed": true, "more_sales": true}

// checkHasTarget asks for a target to hold the metric against.
func (l *loader) checkHasTarget(path, metric string) {
	if _, ok := l.config.Metrics[metric]; ok && !l.hasTarget(metric, defaultScenario) {
		l.wrong(path, "no target is set for "+quote(metric), l.likeThis(metric, ""))
	}
}

// likeThis is how a target of a scenario would be written for a metric.
func (l *loader) likeThis(metric, scenario string) string {
	m, value := l.config.Metrics[metric], "value: 100000, per: month"
	switch {
	case m.Unit == "percent":
		value = "value: 28%"
	case neverSums(m):
		value = "value: 100"
	}
	if scenario != "" {
		value = "scenario: " + scenario + ", " + value
	}
	return "add one below targets:, as {metric: " + metric + ", " + value + "}"
}

// checkAgainst asks for what a section compares with: a target, or a past.
func (l *loader) checkAgainst(path, metric, what string) {
	switch m, ok := l.metric(metric); {
	case what == "target" || what == "attainment":
		l.checkHasTarget(path, metric)
	case ok && what != "" && what != "value" && m.Date == "":
		l.wrong(path, quote(metric)+" has no date, so it has no past", "add date: to the metric")
	}
}

// addsUp asks for a metric whose members add up to its whole.
func (l *loader) addsUp(path, metric, why string) {
	if m, ok := l.metric(metric); ok && neverSums(m) {
		l.wrong(path, quote(metric)+" does not add up, "+why, "take one that is a sum or a count")
	}
}

func (l *loader) checkBreakdown(path string, b Breakdown) {
	l.checkCut(path, b.Metric, b.By)
	l.checkAgainst(path+".compare", b.Metric, b.Compare)
	if b.Cumulate {
		l.addsUp(path+".metric", b.Metric, "and shares of a total do")
		if b.Compare != "" {
			l.wrong(path+".compare", "shares with their running sum leave no room to compare", "delete it, or make it two breakdowns")
		}
		if b.As == "donut" {
			l.wrong(path+".cumulate", "a donut has no running sum", "delete it, or write as: bars")
		}
	}
	if b.As != "donut" {
		return
	}
	if b.Compare != "" {
		l.wrong(path+".compare", "a donut compares with nothing", "delete it, or write as: bars")
	}
	l.addsUp(path+".metric", b.Metric, "and a donut shows parts of a whole")
}

func (l *loader) checkWaterfall(path string, w Waterfall) {
	l.checkCut(path, w.Metric, w.By)
	l.addsUp(path+".metric", w.Metric, "and the steps of a waterfall do")
	switch {
	case w.From != "":
		l.checkAgainst(path+".from", w.Metric, w.From)
	case !l.written(path+".from") && !l.hasTarget(w.Metric, defaultScenario):
		l.checkAgainst(path+".metric", w.Metric, "last_year")
	}
}

func (l *loader) checkMultiples(path string, m Multiples) {
	l.checkCut(path, m.Metric, m.By)
	l.dated(path+".metric", m.Metric)
	if m.Compare == "target" {
		l.checkHasTarget(path+".compare", m.Metric)
	}
}

func (l *loader) checkHeatMap(path string, h HeatMap) {
	l.checkCut(path, h.Metric, h.By)
	l.dated(path+".metric", h.Metric)
	if h.Show == "attainment" {
		l.checkHasTarget(path+".show", h.Metric)
	}
}

func (l *loader) checkCohorts(path string, c Cohorts) {
	valued := c.Show == "value"
	for _, key := range []string{"value", "unit"} {
		if !valued && l.written(join(path, key)) && l.sound(path+".show") {
			l.wrong(join(path, key), "means nothing without show: value", "add show: value, or delete it")
		}
	}
	switch {
	case !valued:
	case c.Value == "" && l.sound(path+".value"):
		l.wrong(path+".show", "the value of what?", "add value: sum(amount)")
	case c.Unit != "number" && l.config.Currency == "" && l.sound("currency") && l.sound(path+".unit"):
		l.wrong(path+".show", "in which currency?", "add currency: EUR on the outermost level, or unit: number here")
	}
}
