package section

import (
	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// HeatMap shows a metric by member and time as coloured cells.
type HeatMap struct {
	Title  string        `yaml:"title" is:"languages" def:"the metric by the dimension and month, or what the cells show" eg:"CA par région et par mois" doc:"The section's title."`
	Metric string        `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric. With 'last' it needs a date."`
	By     string        `yaml:"by" is:"req,ref=dimension" eg:"region" doc:"The dimension with a line per member."`
	Last   period.Span   `yaml:"last" is:"span" eg:"12 months" doc:"A column per period, and how many: days, weeks, months, quarters or years. One of 'last' and 'across' is needed."`
	Across string        `yaml:"across" is:"ref=dimension" eg:"range" doc:"A second dimension with a column per member, instead of periods: a cross table."`
	Period period.Phrase `yaml:"period" is:"relative" def:"the report's first period" eg:"year to date" doc:"With 'across', the period that the section shows."`
	Show   string        `yaml:"show" is:"one=value|attainment|vs_last_year" def:"value" eg:"attainment" doc:"What the cells show. With 'across' value or vs_last_year."`
	Limit  int           `yaml:"limit" is:"min=1,max=200" def:"30" eg:"12" doc:"How many lines, the largest first; a note says what is left out."`
}

// Shows implements Kind: the metrics that the section shows.
func (h *HeatMap) Shows() []string { return []string{h.Metric} }

// Against implements Kind: the comparisons of a metric.
func (h *HeatMap) Against(string, bool) []string { return []string{heatComparisons[h.Show]} }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (h *HeatMap) Targeted() (metric, by string) {
	if h.Show == "attainment" {
		return h.Metric, h.By
	}
	return "", ""
}

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (h *HeatMap) Past() (key, metric string) {
	if h.Across != "" {
		return "", ""
	}
	return "metric", h.Metric
}

// Judged implements Kind: the metrics that get a status.
func (h *HeatMap) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (h *HeatMap) OwnPeriod() period.Phrase { return h.Period }

func (h *HeatMap) fillIn(c figure.Set) {
	scalar.Fill(&h.Show, "value")
	scalar.Fill(&h.Limit, defaultHeat)
}

func (h *HeatMap) check(l *Checker, path string) { l.checkHeatMap(path, *h) }

var heatComparisons = map[string]string{"attainment": "target", "vs_last_year": "last_year"}

func (l *Checker) checkHeatMap(path string, h HeatMap) {
	l.requireDimension(path, h.Metric, h.By)
	l.CheckNeeds(path, "period", "across", h.Across != "")
	last, across := l.Written(path+".last"), l.Written(path+".across")
	switch {
	case last && across:
		l.AddMistake(path+".across", `cannot be used with "last"`, `keep "last" for a column per period, or "across" for a column per member`)
	case across:
		l.checkAcross(path, h)
		return
	case !last && l.AllLegible(path+".last") && l.AllLegible(path+".across"):
		l.AddMistake(path, "does not say what its columns are", "add last: 12 months, or across: with a second dimension")
	}
	l.requireDate(path+".metric", h.Metric)
	if h.Show == "attainment" {
		l.requireTarget(path+".show", h.Metric)
	}
}

// checkAcross checks a heat map of two dimensions.
func (l *Checker) checkAcross(path string, h HeatMap) {
	for _, term := range l.Terms(h.Metric) {
		if m, ok := l.Metric(term); ok {
			l.CheckKey(path+".across", m.Dataset, h.Across, true)
		}
	}
	if h.Across == h.By && h.By != "" {
		l.AddMistake(path+".across", "is the dimension of the lines already", "write another dimension, or last: for a column per period")
	}
	if h.Show == "attainment" {
		l.AddMistake(path+".show", "targets are not set for the members of two dimensions together", "write value or vs_last_year")
		return
	}
	l.checkAgainst(path+".show", h.Metric, heatComparisons[h.Show])
}
