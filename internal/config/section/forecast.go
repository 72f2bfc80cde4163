package section

import (
	"strconv"

	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Forecast shows the expected values of a metric in the months ahead.
type Forecast struct {
	Title   string            `yaml:"title" is:"languages" def:"the metric: forecast" eg:"Ce qui vient" doc:"The section's title."`
	Metric  string            `yaml:"metric" is:"req,bare,ref=metric" eg:"revenue" doc:"The metric: one with 'forecast: true', or with a target of the scenario forecast."`
	Ahead   period.Span       `yaml:"ahead" is:"span" def:"3 months" eg:"6 months" doc:"How many months, starting with the open one: from 1 to 12."`
	PerSale scalar.StringList `yaml:"per_sale" is:"ref=metric" eg:"[quotes_per_sale, visits_per_sale]" doc:"Metrics with a formula 'a / b', such as quotes per sale. The section then says how many quotes the missing sales of the open month need, at the rate of the last twelve months."`
	Deals   *ForecastDeals    `yaml:"deals" eg:"{dataset: deals, close: close_on, amount: amount, probability: probability}" doc:"Open deals that are shown below: their weighted sum by closing month with its range, the overdue deals, and how many times the deals cover the missing amount."`
}

// ForecastDeals are the open deals that are shown with a forecast.
type ForecastDeals struct {
	Dataset     string `yaml:"dataset" is:"req,ref=dataset" eg:"deals" doc:"The dataset with one row per deal."`
	Close       string `yaml:"close" is:"req" eg:"close_on" doc:"The column with the expected closing day."`
	Amount      string `yaml:"amount" is:"req" eg:"amount" doc:"The column with the amount."`
	Probability string `yaml:"probability" is:"req" eg:"probability" doc:"The column with the probability: all of them from 0 to 1, or all from 0 to 100."`
	Where       string `yaml:"where" is:"raw" eg:"state = 'open'" doc:"A SQL condition for the rows that are open deals. Without it, all rows are."`
}

// Shows implements Kind: the metrics that the section shows.
func (f *Forecast) Shows() []string { return []string{f.Metric} }

// Against implements Kind: the comparisons of a metric.
func (f *Forecast) Against(string, bool) []string { return []string{"forecast", "last_year"} }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (f *Forecast) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (f *Forecast) Past() (key, metric string) { return "metric", f.Metric }

// Judged implements Kind: the metrics that get a status.
func (f *Forecast) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (f *Forecast) OwnPeriod() period.Phrase { return period.Phrase{} }

// DefaultAhead is how far a forecast goes without the key for it.
var DefaultAhead = period.Span{N: 3, Unit: period.Month}

func (f *Forecast) fillIn(figure.Set) { scalar.Fill(&f.Ahead, DefaultAhead) }

func (f *Forecast) check(l *Checker, path string) {
	l.requireDate(path+".metric", f.Metric)
	if m, ok := l.Metric(f.Metric); ok && !m.Forecast && !l.HasTarget(f.Metric, "forecast") {
		l.AddMistake(path+".metric", "there is no forecast of "+strconv.Quote(f.Metric), "add forecast: true to the metric, or a target with scenario: forecast")
	}
	for _, name := range f.PerSale {
		if m, ok := l.Metric(name); ok && m.Formula == "" {
			l.AddMistake(path+".per_sale", strconv.Quote(name)+" is not a formula, so it cannot be computed per sale", "name a metric such as formula: quotes / sales")
		}
	}
	if !f.Ahead.IsZero() && (f.Ahead.Unit != period.Month || f.Ahead.N > 12) {
		l.AddMistake(path+".ahead", strconv.Quote(f.Ahead.String())+" is not from 1 to 12 months", "write 3 months")
	}
}
