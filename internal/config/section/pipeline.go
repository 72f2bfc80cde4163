package section

import (
	"fmt"

	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Pipeline shows the open deals by stage.
type Pipeline struct {
	Title       string            `yaml:"title" is:"languages" def:"\"Open deals by stage\" in the report's language" eg:"Affaires en cours" doc:"The section's title."`
	Dataset     string            `yaml:"dataset" is:"req,ref=dataset" eg:"opportunities" doc:"The dataset with one row per opportunity."`
	ID          string            `yaml:"id" eg:"deal_id" doc:"The column that identifies an opportunity. An opportunity on several rows then counts once, and so does its amount. Its rows must have the same amount, stage and probability."`
	Stage       string            `yaml:"stage" is:"req" eg:"stage" doc:"The column with the stage."`
	Stages      []string          `yaml:"stages" is:"req" eg:"[Qualifié, Devis]" doc:"The open stages, in order."`
	Won         scalar.StringList `yaml:"won" eg:"Gagné" doc:"The stages that mean won. Such stages need 'close', which gives the period in which a deal was won."`
	Lost        scalar.StringList `yaml:"lost" eg:"[Perdu, Abandonné]" doc:"The stages that mean lost. Such stages need 'close', which gives the period in which a deal was lost."`
	Amount      string            `yaml:"amount" is:"req" eg:"amount" doc:"The column with the amount."`
	Close       string            `yaml:"close" eg:"close_on" doc:"The column with the expected closing day."`
	Probability string            `yaml:"probability" eg:"probability" doc:"The column with the probability: all of them from 0 to 1, or all from 0 to 100."`
}

// Shows implements Kind: the metrics that the section shows.
func (p *Pipeline) Shows() []string { return nil }

// Against implements Kind: the comparisons of a metric.
func (p *Pipeline) Against(string, bool) []string { return nil }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (p *Pipeline) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (p *Pipeline) Past() (key, metric string) { return "", "" }

// Judged implements Kind: the metrics that get a status.
func (p *Pipeline) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (p *Pipeline) OwnPeriod() period.Phrase { return period.Phrase{} }

func (p *Pipeline) fillIn(figure.Set) {}

func (p *Pipeline) check(l *Checker, path string) { l.checkPipeline(path, *p) }

func (l *Checker) checkPipeline(path string, p Pipeline) {
	seen := map[string]string{}
	for _, list := range []struct {
		key   string
		words []string
	}{{"stages", p.Stages}, {"won", p.Won}, {"lost", p.Lost}} {
		for i, word := range list.words {
			if before := seen[word]; before != "" {
				l.AddMistake(place.Index(path+"."+list.key, i), fmt.Sprintf("%q is already in %s", word, before), "a stage is either open, won or lost")
			}
			seen[word] = list.key
		}
	}
	l.CheckNeeds(path, "won", "close", p.Close != "")
	l.CheckNeeds(path, "lost", "close", p.Close != "")
}
