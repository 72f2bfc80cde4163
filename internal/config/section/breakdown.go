package section

import (
	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Breakdown is a bar chart of a metric by a dimension, sorted by size, with variances.
type Breakdown struct {
	Title    string        `yaml:"title" is:"languages" def:"the metric by the dimension" eg:"CA par région" doc:"The section's title."`
	Metric   string        `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric."`
	By       string        `yaml:"by" is:"req,ref=dimension" eg:"region" doc:"The dimension with a bar per member."`
	Period   period.Phrase `yaml:"period" is:"relative" def:"the report's first period" eg:"year to date" doc:"The period that the section shows."`
	Compare  string        `yaml:"compare" is:"one=target|last_year|previous" eg:"last_year" doc:"What each bar is compared with."`
	Limit    int           `yaml:"limit" is:"min=1,max=200" def:"12, or 6 for a donut" eg:"20" doc:"How many bars; the other members share one bar."`
	Cumulate bool          `yaml:"cumulate" def:"false" eg:"true" doc:"Whether each bar has its share of the total and the running sum of the shares, and a note says with how many members 80 % is reached. Such a section has no comparison, and needs a metric that is a sum or a count."`
	As       string        `yaml:"as" is:"one=bars|donut" def:"bars" eg:"donut" doc:"How the section is drawn. A donut has no comparison, and needs a metric that is a sum or a count."`
}

// Shows implements Kind: the metrics that the section shows.
func (b *Breakdown) Shows() []string { return []string{b.Metric} }

// Against implements Kind: the comparisons of a metric.
func (b *Breakdown) Against(string, bool) []string { return []string{b.Compare} }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (b *Breakdown) Targeted() (metric, by string) {
	if b.Compare == "target" {
		return b.Metric, b.By
	}
	return "", ""
}

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (b *Breakdown) Past() (key, metric string) { return "", "" }

// Judged implements Kind: the metrics that get a status.
func (b *Breakdown) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (b *Breakdown) OwnPeriod() period.Phrase { return b.Period }

func (b *Breakdown) fillIn(c figure.Set) {
	if b.As == "donut" {
		scalar.Fill(&b.Limit, defaultParts)
	}
	scalar.Fill(&b.As, "bars")
	scalar.Fill(&b.Limit, defaultBars)
}

func (b *Breakdown) check(l *Checker, path string) { l.checkBreakdown(path, *b) }

func (l *Checker) checkBreakdown(path string, b Breakdown) {
	l.requireDimension(path, b.Metric, b.By)
	l.checkAgainst(path+".compare", b.Metric, b.Compare)
	if b.Cumulate {
		l.requireAdditive(path+".metric", b.Metric, "so it has no shares of a total")
		if b.Compare != "" {
			l.AddMistake(path+".compare", "a breakdown with shares and a running sum has no room for a comparison", "delete it, or make it two breakdowns")
		}
		if b.As == "donut" {
			l.AddMistake(path+".cumulate", "a donut cannot show a running sum", "delete it, or write as: bars")
		}
	}
	if b.As != "donut" {
		return
	}
	if b.Compare != "" {
		l.AddMistake(path+".compare", "a donut cannot show a comparison", "delete it, or write as: bars")
	}
	l.requireAdditive(path+".metric", b.Metric, "so it cannot be the parts of a donut")
}
