package section

import (
	"fmt"
	"strconv"

	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/period"
)

// Funnel shows counts of successive stages, with the conversion from one stage to the next.
type Funnel struct {
	Title  string        `yaml:"title" is:"languages" def:"\"From … to …\" with the first and the last stage" eg:"De la piste à la commande" doc:"The section's title."`
	Stages []FunnelStage `yaml:"stages" is:"req" eg:"[leads, quotes, {metric: orders, amount: revenue}]" doc:"The stages, from the first to the last. A stage without other keys may be written as the bare metric."`
	Ripe   int           `yaml:"ripe" is:"days" eg:"90 days" doc:"How long ago the period must have ended, so that its entries have had time to reach the later stages. If it ended later, the section shows the last period of the same length that is old enough, and names it."`
	Period period.Phrase `yaml:"period" is:"relative" def:"the report's first period" eg:"last quarter" doc:"The period that the section shows."`
}

// FunnelStage is one stage of a funnel. In the YAML, it may be written as only the metric.
type FunnelStage struct {
	Metric string `yaml:"metric" is:"req,bare,ref=metric" eg:"quotes" doc:"The metric that counts the stage."`
	Amount string `yaml:"amount" is:"ref=metric" eg:"revenue" doc:"The metric with the stage's amount."`
	Label  string `yaml:"label" is:"languages" def:"the metric's label" eg:"Devis" doc:"The name of the stage."`
}

// Shows implements Kind: the metrics of the counts, then those of the amounts.
func (f *Funnel) Shows() (names []string) {
	for _, s := range f.Stages {
		names = append(names, s.Metric)
	}
	for _, s := range f.Stages {
		if s.Amount != "" {
			names = append(names, s.Amount)
		}
	}
	return names
}

// Against implements Kind: the comparisons of a metric.
func (f *Funnel) Against(string, bool) []string { return nil }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (f *Funnel) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (f *Funnel) Past() (key, metric string) { return "", "" }

// Judged implements Kind: the metrics that get a status.
func (f *Funnel) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (f *Funnel) OwnPeriod() period.Phrase { return f.Period }

func (f *Funnel) fillIn(figure.Set) {}

func (f *Funnel) check(l *Checker, path string) { l.checkFunnel(path, *f) }

func (l *Checker) checkFunnel(path string, f Funnel) {
	if len(f.Stages) == 1 {
		l.AddMistake(path+".stages", "one stage alone has no conversion", "name at least two, in order")
	}
	seen := map[string]bool{}
	for i, s := range f.Stages {
		at := place.Index(path+".stages", i)
		if m, ok := l.Metric(s.Metric); ok {
			switch {
			case seen[s.Metric]:
				l.AddMistake(at, strconv.Quote(s.Metric)+" is a stage already", "delete one of them")
			case m.Unit != "" && m.Unit != figure.DefaultUnit:
				l.AddMistake(at, fmt.Sprintf("%q is measured in %s, and a stage needs a count", s.Metric, m.Unit), "use a metric that counts, and write this one in amount:")
			default:
				l.requireAdditive(at, s.Metric, "so it cannot be the number in a stage")
			}
		}
		seen[s.Metric] = true
		l.requireAdditive(at+".amount", s.Amount, "so it cannot be the amount of a stage")
	}
}
