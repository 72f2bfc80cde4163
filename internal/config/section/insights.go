package section

import (
	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Insights is a list of sentences about what moved metrics and what is unusual in them.
type Insights struct {
	Title   string            `yaml:"title" is:"languages" def:"À retenir, in the report's language" eg:"Ce qui explique le mois" doc:"The section's title."`
	Metrics scalar.StringList `yaml:"metrics" is:"req,bare,ref=metric" eg:"[revenue, margin_rate]" doc:"The metrics. Each needs a date."`
	By      scalar.StringList `yaml:"by" is:"ref=dimension" def:"every dimension that the metric's rows have" eg:"[region, rep, customer]" doc:"The dimensions whose members may explain a difference."`
	Compare scalar.StringList `yaml:"compare" is:"one=target|last_year|previous" def:"target where one is set, last_year, previous" eg:"[target, last_year]" doc:"What the metrics are compared with."`
	Period  period.Phrase     `yaml:"period" is:"relative" def:"the report's first period" eg:"last month" doc:"The period that the sentences are about."`
	Most    int               `yaml:"most" is:"min=1,max=3" def:"3" eg:"2" doc:"The largest number of sentences; those about the largest amounts come first."`
}

// maxInsights is the largest number of sentences in a section.
const maxInsights = 3

// Shows implements Kind: the metrics that the section shows.
func (i *Insights) Shows() []string { return i.Metrics }

// Against implements Kind: the comparisons of a metric.
func (i *Insights) Against(_ string, targeted bool) []string {
	switch {
	case len(i.Compare) > 0:
		return i.Compare
	case targeted:
		return []string{"target", "last_year", "previous"}
	}
	return []string{"last_year", "previous"}
}

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (i *Insights) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (i *Insights) Past() (key, metric string) { return "", "" }

// Judged implements Kind: the metrics that get a status.
func (i *Insights) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (i *Insights) OwnPeriod() period.Phrase { return i.Period }

func (i *Insights) fillIn(figure.Set) { scalar.Fill(&i.Most, maxInsights) }

func (i *Insights) check(l *Checker, path string) {
	for _, name := range i.Metrics {
		l.requireDate(path+".metrics", name)
		for _, by := range i.By {
			l.requireDimension(path, name, by)
		}
		for _, against := range i.Compare {
			l.checkAgainst(path+".compare", name, against)
		}
	}
}
