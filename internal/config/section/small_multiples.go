package section

import (
	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Multiples shows a small chart per member of a dimension, all with the same scale.
type Multiples struct {
	Title   string      `yaml:"title" is:"languages" def:"the metric by the dimension and month" eg:"CA par commercial" doc:"The section's title."`
	Metric  string      `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric, which needs a date."`
	By      string      `yaml:"by" is:"req,ref=dimension" eg:"rep" doc:"The dimension with a chart per member."`
	Last    period.Span `yaml:"last" is:"req,span" eg:"12 months" doc:"How many periods: days, weeks, months, quarters or years."`
	Compare string      `yaml:"compare" is:"one=target|last_year" eg:"target" doc:"What is drawn behind the metric, for comparison."`
	Limit   int         `yaml:"limit" is:"min=1,max=60" def:"12" eg:"9" doc:"How many charts, the largest first; a note says what is left out."`
}

// Shows implements Kind: the metrics that the section shows.
func (m *Multiples) Shows() []string { return []string{m.Metric} }

// Against implements Kind: the comparisons of a metric.
func (m *Multiples) Against(string, bool) []string { return []string{m.Compare} }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (m *Multiples) Targeted() (metric, by string) {
	if m.Compare == "target" {
		return m.Metric, m.By
	}
	return "", ""
}

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (m *Multiples) Past() (key, metric string) {
	return "metric", m.Metric
}

// Judged implements Kind: the metrics that get a status.
func (m *Multiples) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (m *Multiples) OwnPeriod() period.Phrase { return period.Phrase{} }

func (m *Multiples) fillIn(c figure.Set) { scalar.Fill(&m.Limit, defaultPanels) }

func (m *Multiples) check(l *Checker, path string) { l.checkMultiples(path, *m) }

func (l *Checker) checkMultiples(path string, m Multiples) {
	l.requireDimension(path, m.Metric, m.By)
	l.requireDate(path+".metric", m.Metric)
	if m.Compare == "target" {
		l.requireTarget(path+".compare", m.Metric)
	}
}
