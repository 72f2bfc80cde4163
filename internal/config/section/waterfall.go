package section

import (
	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Waterfall shows the steps from a reference value to the actual, one per member.
type Waterfall struct {
	Title  string        `yaml:"title" is:"languages" def:"the metric: from target (or last year) to actual by the dimension" eg:"De l'objectif au réalisé" doc:"The section's title."`
	Metric string        `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric: a sum or a count."`
	By     string        `yaml:"by" is:"req,ref=dimension" eg:"region" doc:"The dimension with a step per member."`
	From   string        `yaml:"from" is:"one=target|last_year|previous" def:"target where one is set, else last_year" eg:"last_year" doc:"The value that the chart starts from."`
	Period period.Phrase `yaml:"period" is:"relative" def:"the report's first period" eg:"year to date" doc:"The period that the section shows."`
	Limit  int           `yaml:"limit" is:"min=1,max=40" def:"12" eg:"8" doc:"How many steps; the smallest differences share one."`
}

// Shows implements Kind: the metrics that the section shows.
func (w *Waterfall) Shows() []string { return []string{w.Metric} }

// Against implements Kind: the comparisons of a metric.
func (w *Waterfall) Against(string, bool) []string { return []string{w.From} }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (w *Waterfall) Targeted() (metric, by string) {
	if w.From == "target" {
		return w.Metric, w.By
	}
	return "", ""
}

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (w *Waterfall) Past() (key, metric string) {
	if w.From == "last_year" || w.From == "previous" {
		return "from", w.Metric
	}
	return "", ""
}

// Judged implements Kind: the metrics that get a status.
func (w *Waterfall) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (w *Waterfall) OwnPeriod() period.Phrase { return w.Period }

func (w *Waterfall) fillIn(c figure.Set) {
	scalar.Fill(&w.Limit, defaultSteps)
	for _, t := range c.Targets {
		if t.Metric == w.Metric && t.Scenario == figure.DefaultScenario {
			scalar.Fill(&w.From, "target")
		}
	}
	scalar.Fill(&w.From, "last_year")
}

func (w *Waterfall) check(l *Checker, path string) { l.checkWaterfall(path, *w) }

func (l *Checker) checkWaterfall(path string, w Waterfall) {
	l.requireDimension(path, w.Metric, w.By)
	l.requireAdditive(path+".metric", w.Metric, "so it cannot be the steps of a waterfall")
	switch {
	case w.From != "":
		l.checkAgainst(path+".from", w.Metric, w.From)
	case !l.Written(path+".from") && !l.HasTarget(w.Metric, figure.DefaultScenario):
		l.checkAgainst(path+".metric", w.Metric, "last_year")
	}
}
