package section

import (
	"fmt"

	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/period"
)

// Scorecard shows 1 to 8 cards. In the YAML, it may be written as only the list of its metrics.
type Scorecard struct {
	Title   string        `yaml:"title" is:"languages" def:"\"Key figures\" in the report's language" eg:"L'essentiel" doc:"The section's title."`
	Metrics []string      `yaml:"metrics" is:"req,bare,ref=metric" eg:"[revenue, orders, conversion]" doc:"1 to 8 metrics, a card each."`
	Period  period.Phrase `yaml:"period" is:"relative" def:"the report's first period" eg:"month to date" doc:"The period that the section shows."`
}

// Shows implements Kind: the metrics that the section shows.
func (s *Scorecard) Shows() []string { return s.Metrics }

// Against implements Kind: the comparisons of a metric.
func (s *Scorecard) Against(metric string, targeted bool) []string {
	if targeted {
		return []string{"target"}
	}
	return []string{"last_year"}
}

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (s *Scorecard) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (s *Scorecard) Past() (key, metric string) { return "", "" }

// Judged implements Kind: the metrics that get a status.
func (s *Scorecard) Judged() []string { return s.Metrics }

// OwnPeriod implements Kind: the period that the section names, if any.
func (s *Scorecard) OwnPeriod() period.Phrase { return s.Period }

func (s *Scorecard) fillIn(figure.Set) {}

func (s *Scorecard) check(l *Checker, path string) { l.checkScorecard(path, *s) }

func (l *Checker) checkScorecard(path string, s Scorecard) {
	if len(s.Metrics) > 8 {
		l.AddMistake(place.Index(path+".metrics", 8), fmt.Sprintf("%d cards are too many: 8 fit on a page", len(s.Metrics)), "make it two scorecards")
	}
	l.CheckDuplicates(path+".metrics", s.Metrics)
}
