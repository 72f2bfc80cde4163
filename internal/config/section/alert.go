package section

import (
	"strconv"

	"bilan/report/alert"
)

// CheckAlert checks an alert's condition against its metric and dimension.
func (l *Checker) CheckAlert(path, metric, by, when string) {
	l.requireDimension(path, metric, by)
	c, err := alert.Parse(when)
	m, ok := l.Metric(metric)
	if err != nil || !ok {
		return
	}
	at, named := path+".when", strconv.Quote(metric)
	points := m.Unit == "percent" || m.Unit == "score"
	switch {
	case c.Measure == alert.Level && c.Percent && m.Unit != "percent":
		l.AddMistake(at, named+" is not a percentage", `write of what it is a percentage, as in "below 90 % of objective", or write the amount`)
	case (c.Measure == alert.Ratio || c.Measure == alert.Gap) && points && c.Amount.Sign() > 0:
		l.AddMistake(at, "a difference in "+named+" is written in points", `write "2 points below objective"`)
	case c.Measure == alert.Points && !points:
		l.AddMistake(at, named+" is neither a percentage nor a score, so it has no points", `write "10 % below objective" or "5000 below objective"`)
	}
	l.checkAgainst(at, metric, alertComparisons[c.Reference])
}

var alertComparisons = map[alert.Reference]string{alert.Objective: "target", alert.LastYear: "last_year", alert.Previous: "previous"}
