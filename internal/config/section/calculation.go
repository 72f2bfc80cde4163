package section

import (
	"strconv"

	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/period"
)

// Calculation is a waterfall of metrics: amounts that are added and subtracted, step by step, with totals between them.
type Calculation struct {
	Title  string            `yaml:"title" is:"languages" def:"the first and the last step" eg:"Du tarif à la marge" doc:"The section's title."`
	Steps  []CalculationStep `yaml:"steps" is:"req" eg:"[gross, {metric: discounts, subtract: true}, {total: CA net}]" doc:"The steps, from top to bottom. A metric that is added may be written as the bare metric."`
	Period period.Phrase     `yaml:"period" is:"relative" def:"the report's first period" eg:"year to date" doc:"The period that the section shows."`
}

// CalculationStep is an amount that is added or subtracted, or the total so far. It may be written as just the metric.
type CalculationStep struct {
	Metric   string `yaml:"metric" is:"bare,ref=metric" eg:"discounts" doc:"The metric whose value is added. One of 'metric' and 'total' is needed."`
	Subtract bool   `yaml:"subtract" def:"false" eg:"true" doc:"Whether it is subtracted."`
	Total    string `yaml:"total" is:"languages" eg:"CA net" doc:"The name of a bar with the total of the steps above it."`
	Label    string `yaml:"label" is:"languages" def:"the metric's label" eg:"Remises" doc:"The name of the step."`
}

// Shows implements Kind: the metrics that the section shows.
func (c *Calculation) Shows() (names []string) {
	for _, s := range c.Steps {
		if s.Metric != "" {
			names = append(names, s.Metric)
		}
	}
	return names
}

// Against implements Kind: the comparisons of a metric.
func (c *Calculation) Against(string, bool) []string { return nil }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (c *Calculation) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (c *Calculation) Past() (key, metric string) { return "", "" }

// Judged implements Kind: the metrics that get a status.
func (c *Calculation) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (c *Calculation) OwnPeriod() period.Phrase { return c.Period }

func (c *Calculation) fillIn(figure.Set) {}

func (c *Calculation) check(l *Checker, path string) {
	var first *figure.Metric
	for i, s := range c.Steps {
		at := place.Index(path+".steps", i)
		switch metric, total := l.Written(at+".metric") || s.Metric != "", l.Written(at+".total"); {
		case metric && total:
			l.AddMistake(at+".total", `cannot be used with "metric"`, "make the total a step of its own")
		case !metric && !total && l.AllLegible(at):
			l.AddMistake(at, "is neither a metric nor a total", "write the metric, or total: with a name")
		case total && i == 0:
			l.AddMistake(at, "there is nothing to total yet", "begin with a metric")
		}
		m, ok := l.Metric(s.Metric)
		if !ok {
			continue
		}
		if first == nil {
			first = &m
			if s.Subtract {
				l.AddMistake(at+".subtract", "the first step is the amount that the others are added to", "delete it")
			}
		}
		if m.Unit != first.Unit {
			l.AddMistake(at+".metric", strconv.Quote(s.Metric)+" is in another unit than the first step", "use metrics of one unit")
		}
	}
}
