package config

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
