package section

import (
	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// HeatMap shows a metric by member and time as coloured cells.
type HeatMap struct {
	Title  string      `yaml:"title" is:"languages" def:"the metric by the dimension and month, or what the cells show" eg:"CA par région et par mois" doc:"The section's title."`
	Metric string      `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric. It needs a date."`
	By     string      `yaml:"by" is:"req,ref=dimension" eg:"region" doc:"The dimension with a line per member."`
	Last   period.Span `yaml:"last" is:"req,span" eg:"12 months" doc:"How many periods: days, weeks, months, quarters or years."`
	Show   string      `yaml:"show" is:"one=value|attainment|vs_last_year" def:"value" eg:"attainment" doc:"What the cells show."`
	Limit  int         `yaml:"limit" is:"min=1,max=200" def:"30" eg:"12" doc:"How many lines, the largest first; a note says what is left out."`
}

// Shows implements Kind: the metrics that the section shows.
func (h *HeatMap) Shows() []string { return []string{h.Metric} }

// Against implements Kind: the comparisons of a metric.
func (h *HeatMap) Against(string, bool) []string { return []string{heatAgainst[h.Show]} }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (h *HeatMap) Targeted() (metric, by string) {
	if h.Show == "attainment" {
		return h.Metric, h.By
	}
	return "", ""
}

// Past implements Kind: the metric whose past is needed, and the key that needs it.
func (h *HeatMap) Past() (key, metric string) {
	return "metric", h.Metric
}

// Judged implements Kind: the metrics that get a status.
func (h *HeatMap) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (h *HeatMap) OwnPeriod() period.Phrase { return period.Phrase{} }

func (h *HeatMap) fillIn(c figure.Set) {
	scalar.Fill(&h.Show, "value")
	scalar.Fill(&h.Limit, defaultHeat)
}

func (h *HeatMap) check(l *Checker, path string) { l.checkHeatMap(path, *h) }

var heatAgainst = map[string]string{"attainment": "target", "vs_last_year": "last_year"}

func (l *Checker) checkHeatMap(path string, h HeatMap) {
	l.checkCut(path, h.Metric, h.By)
	l.requireDate(path+".metric", h.Metric)
	if h.Show == "attainment" {
		l.checkHasTarget(path+".show", h.Metric)
	}
}
