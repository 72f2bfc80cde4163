package section

import (
	"fmt"
	"slices"
	"strconv"

	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// PeriodTable is a table with a line per month, week or quarter and a column per metric, or the other way round.
type PeriodTable struct {
	Title   string         `yaml:"title" is:"languages" def:"the metrics by month (or what its lines are)" eg:"Suivi mensuel" doc:"The section's title."`
	Last    period.Span    `yaml:"last" is:"span" eg:"12 months" doc:"How many periods: days, weeks, months, quarters or years. One of 'last' and 'over' is needed."`
	Over    period.Phrase  `yaml:"over" is:"relative" eg:"this year" doc:"The period that is shown in parts, such as the months of a year, to its end. Future parts are blank, except for targets."`
	Per     string         `yaml:"per" is:"one=day|week|month|quarter|year" def:"month; week for a quarter, day for a month or week" eg:"month" doc:"With 'over', the length of each part."`
	Columns []PeriodColumn `yaml:"columns" is:"req" eg:"[revenue, {metric: revenue, show: target}]" doc:"The columns, from left to right. A column that shows a metric's value may be written as the bare metric."`
	Lines   string         `yaml:"lines" is:"one=periods|metrics" def:"periods" eg:"metrics" doc:"What the lines are. With metrics, each of 'columns' is a line, and each period is a column."`
}

// PeriodColumn is one column of a period table. In the YAML, it may be written as only the metric.
type PeriodColumn struct {
	Metric string         `yaml:"metric" is:"req,bare,ref=metric" eg:"revenue" doc:"The metric, which needs a date."`
	Show   string         `yaml:"show" is:"one=value|target|gap|gap_percent|attainment|last_year|vs_last_year|vs_last_year_percent|previous|vs_previous|vs_previous_percent|n|bar|bullet" def:"value" eg:"gap" doc:"What the column shows: the value, its comparison with the target, with last year or with the period before, the number of rows behind it (n), or the value as a bar or, with the target, as a bullet."`
	Sum    scalar.Running `yaml:"sum" is:"running" def:"only the line's period" eg:"to date" doc:"What the column sums: only the line's period; with 'to date', everything since the first line; or a rolling span up to the line's end, such as '12 months'."`
	Label  string         `yaml:"label" is:"languages" def:"the metric's label, or what it shows" eg:"Cumul" doc:"The heading."`
}

// Shows implements Kind: the metrics that the section shows.
func (p *PeriodTable) Shows() []string {
	return p.metricsWhere(func(PeriodColumn) bool { return true })
}

// Against implements Kind: the comparisons of a metric.
func (p *PeriodTable) Against(metric string, _ bool) (list []string) {
	for _, c := range p.Columns {
		if c.Metric == metric {
			list = append(list, memberComparisons[c.Show])
		}
	}
	return list
}

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (p *PeriodTable) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (p *PeriodTable) Past() (key, metric string) {
	if len(p.Columns) == 0 {
		return "", ""
	}
	return "columns", p.Columns[0].Metric
}

// Judged implements Kind: the metrics of columns with a status.
func (p *PeriodTable) Judged() []string {
	return p.metricsWhere(func(c PeriodColumn) bool { return c.Show == "attainment" })
}

// OwnPeriod implements Kind: the period that the section names, if any.
func (p *PeriodTable) OwnPeriod() period.Phrase { return p.Over }

func (p *PeriodTable) metricsWhere(by func(PeriodColumn) bool) (names []string) {
	for _, c := range p.Columns {
		if by(c) && !slices.Contains(names, c.Metric) {
			names = append(names, c.Metric)
		}
	}
	return names
}

func (p *PeriodTable) fillIn(figure.Set) {
	scalar.Fill(&p.Lines, "periods")
	for i := range p.Columns {
		scalar.Fill(&p.Columns[i].Show, "value")
	}
	if !p.Over.IsZero() {
		scalar.Fill(&p.Per, partsOf(p.Over))
	}
}

func (p *PeriodTable) check(l *Checker, path string) {
	l.checkSpan(path, Trend{Last: p.Last, Over: p.Over})
	l.checkParts(path, Trend{Over: p.Over, Per: p.Per})
	seen := map[PeriodColumn]bool{}
	for i, c := range p.Columns {
		at := place.Index(path+".columns", i)
		l.requireDate(at+".metric", c.Metric)
		l.checkAgainst(at+".show", c.Metric, memberComparisons[c.Show])
		if m, ok := l.Metric(c.Metric); ok && !c.Sum.IsZero() && !m.Window.IsZero() {
			l.AddMistake(at+".sum", strconv.Quote(c.Metric)+" covers the last "+m.Window.String()+" at each line already", "delete it")
		}
		if p.Lines == "metrics" && (c.Show == "bar" || c.Show == "bullet") {
			l.AddMistake(at+".show", fmt.Sprintf("a line of periods has no room for a %s", c.Show), "write value, or lines: periods")
		}
		same := c
		if same.Label = ""; same.Show == "" {
			same.Show = "value"
		}
		if seen[same] {
			l.AddMistake(at, "shows the same as a column before it", "delete one of them, or give it another show:")
		}
		seen[same] = true
	}
}
