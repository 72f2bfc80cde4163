package section

import (
	"slices"

	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Trend shows a metric over the last periods, or over the parts of one period.
type Trend struct {
	Title   string            `yaml:"title" is:"languages" def:"the metric by month (or what its points are)" eg:"Treize semaines" doc:"The section's title."`
	Metric  string            `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric, which needs a date."`
	Last    period.Span       `yaml:"last" is:"span" eg:"13 weeks" doc:"How many periods: days, weeks, months, quarters or years. One of 'last', 'over' and 'next' is needed."`
	Next    period.Span       `yaml:"next" is:"span" eg:"6 months" doc:"How many future periods are shown, starting with the open one, for a metric with 'ahead'. With 'last' they follow the past periods."`
	Over    period.Phrase     `yaml:"over" is:"relative" eg:"this year" doc:"The period that is shown in parts, such as the months of a year, to its end. Future parts are blank, except for targets and forecast."`
	Per     string            `yaml:"per" is:"one=day|week|month|quarter|year" def:"month; week for a quarter, day for a month or week" eg:"month" doc:"With 'over', the length of each part."`
	Compare scalar.StringList `yaml:"compare" is:"one=target|last_year|forecast" eg:"[target, last_year]" doc:"What the metric is compared with."`
	Years   int               `yaml:"years" is:"min=2,max=3" eg:"3" doc:"How many years are shown side by side, including this one."`
	Sum     scalar.Running    `yaml:"sum" is:"running" def:"only its own period" eg:"to date" doc:"What each point sums: only its own period; with 'to date', everything since the first point; or a rolling span up to its end, such as '12 months'."`
	By      string            `yaml:"by" is:"ref=dimension" eg:"region" doc:"A series per member, stacked, side by side or as areas."`
	Limit   int               `yaml:"limit" is:"min=1,max=12" def:"5" eg:"4" doc:"With 'by', how many members have a series of their own; the others share one."`
	As      string            `yaml:"as" is:"one=columns|line|area|stacked|grouped|z" def:"a line for percentages and averages, else columns; with 'by', stacked for an additive metric, else grouped" eg:"line" doc:"How the series is drawn. z draws three lines: each period, the sum to date and the sum of twelve months."`
}

// Shows implements Kind: the metrics that the section shows.
func (t *Trend) Shows() []string { return []string{t.Metric} }

// Against implements Kind: the comparisons of a metric.
func (t *Trend) Against(metric string, targeted bool) []string {
	if t.Years > 1 {
		return append(slices.Clip(t.Compare), "last_year")
	}
	return t.Compare
}

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (t *Trend) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (t *Trend) Past() (key, metric string) {
	return "metric", t.Metric
}

// Judged implements Kind: the metrics that get a status.
func (t *Trend) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (t *Trend) OwnPeriod() period.Phrase { return t.Over }

func (t *Trend) fillIn(c figure.Set) {
	scalar.Fill(&t.Limit, defaultSeries)
	if t.Over.IsZero() {
		return
	}
	scalar.Fill(&t.Per, partsOf(t.Over))
}

// partsOf is the default unit of a period's parts.
func partsOf(over period.Phrase) string {
	switch over.Unit() {
	case period.Quarter:
		return "week"
	case period.Month, period.Week, period.Day:
		return "day"
	}
	return "month"
}

func (t *Trend) check(l *Checker, path string) { l.checkTrend(path, *t) }
