package section

import (
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Members is a table with a row per member of a dimension and a column per metric.
type Members struct {
	Title   string         `yaml:"title" is:"languages" def:"the metrics by the dimension" eg:"Commerciaux du mois" doc:"The section's title."`
	By      string         `yaml:"by" is:"req,ref=dimension" eg:"rep" doc:"The dimension with a line per member."`
	Columns []MemberColumn `yaml:"columns" is:"req" eg:"[revenue, {metric: revenue, show: attainment}]" doc:"The columns, from left to right. One that shows a metric's value may be written as the bare metric."`
	Sort    MemberSort     `yaml:"sort" def:"by the first column, the best first" doc:"What the lines are sorted by. May be written as the bare metric."`
	Limit   int            `yaml:"limit" is:"min=1,max=500" def:"30" eg:"10" doc:"How many members have a line; the others share one."`
	Period  period.Phrase  `yaml:"period" is:"relative" def:"the report's first period" eg:"month to date" doc:"The period that the section shows."`
}

// MemberColumn is one column of a members table. In the YAML, it may be written as only the metric.
type MemberColumn struct {
	Metric string        `yaml:"metric" is:"req,bare,ref=metric" eg:"revenue" doc:"The metric."`
	Show   string        `yaml:"show" is:"one=value|target|gap|gap_percent|attainment|last_year|vs_last_year|vs_last_year_percent|previous|vs_previous|vs_previous_percent|share|rank|rank_change|n|bar|bullet|sparkline" def:"value" eg:"attainment" doc:"What the column shows: the value, its comparison with the target, with last year or with the period before, its share of the total, its rank (the best is 1), how many places it has won since the period before (rank_change), the number of rows behind it (n), the value as a bar or, with the target, as a bullet, or the last 13 periods as a line (sparkline)."`
	Period period.Phrase `yaml:"period" is:"relative" def:"the section's period" eg:"year to date" doc:"The period of this column."`
	Label  string        `yaml:"label" is:"languages" def:"the metric's label, or what it shows" eg:"Part" doc:"The heading."`
}

// MemberSort is the sort order of the rows. In the YAML, it may be written as only the metric.
type MemberSort struct {
	Metric string `yaml:"metric" is:"req,bare,ref=metric" eg:"revenue" doc:"One of the columns' metrics."`
	Show   string `yaml:"show" is:"one=value|target|gap|gap_percent|attainment|last_year|vs_last_year|vs_last_year_percent|previous|vs_previous|vs_previous_percent|n" def:"value" eg:"gap" doc:"Which number of this metric the lines are sorted by."`
	First  string `yaml:"first" is:"one=largest|smallest" def:"the best: largest, or smallest with better: lower" eg:"smallest" doc:"Which lines come first. Lines without a number, or with a number from too few rows, come last."`
}

// comparison returns the comparison in a column: "target", "last_year", "previous", or "" for none.
func (c MemberColumn) comparison() string { return memberComparisons[c.Show] }

var memberComparisons = map[string]string{
	"target": "target", "gap": "target", "gap_percent": "target", "attainment": "target", "bullet": "target",
	"last_year": "last_year", "vs_last_year": "last_year", "vs_last_year_percent": "last_year",
	"previous": "previous", "vs_previous": "previous", "vs_previous_percent": "previous", "rank_change": "previous",
}

// Targeted reports whether the column compares its metric with the target.
func (c MemberColumn) Targeted() bool { return c.comparison() == "target" }

// Against implements Kind: the comparisons of a metric.
func (m *Members) Against(metric string, _ bool) (list []string) {
	for _, c := range m.Columns {
		if c.Metric == metric {
			list = append(list, c.comparison())
		}
	}
	return list
}

// Shows implements Kind: the metrics that the section shows.
func (m *Members) Shows() []string { return m.metricsWhere(func(MemberColumn) bool { return true }) }

// Judged implements Kind: the metrics of columns with a status.
func (m *Members) Judged() []string {
	return m.metricsWhere(func(c MemberColumn) bool { return c.Show == "attainment" })
}

func (m *Members) metricsWhere(by func(MemberColumn) bool) (names []string) {
	for _, c := range m.Columns {
		if by(c) && !slices.Contains(names, c.Metric) {
			names = append(names, c.Metric)
		}
	}
	return names
}

// Targeted implements Kind: the first metric that a column compares with its target.
func (m *Members) Targeted() (metric, by string) {
	if held := m.metricsWhere(MemberColumn.Targeted); len(held) > 0 {
		return held[0], m.By
	}
	return "", ""
}

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (m *Members) Past() (key, metric string) { return "", "" }

// OwnPeriod implements Kind: the period that the section names, if any.
func (m *Members) OwnPeriod() period.Phrase { return m.Period }

func (m *Members) check(l *Checker, path string) { l.checkMembers(path, *m) }

func (l *Checker) checkMembers(path string, m Members) {
	seen, cut := map[MemberColumn]bool{}, map[string]bool{}
	for i, c := range m.Columns {
		at := place.Index(path+".columns", i)
		for _, term := range l.Terms(c.Metric) {
			if of, ok := l.Metric(term); ok && !cut[of.Dataset] {
				l.CheckKey(at, of.Dataset, m.By, true)
				cut[of.Dataset] = true
			}
		}
		l.checkAgainst(at+".show", c.Metric, c.comparison())
		if c.Show == "sparkline" {
			l.requireDate(at+".metric", c.Metric)
		}
		if c.Show == "share" {
			l.requireAdditive(at+".show", c.Metric, "so it has no shares of a total")
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
	l.checkMemberSort(path, m)
}

func (l *Checker) checkMemberSort(path string, m Members) {
	if m.Sort.Metric == "" {
		return
	}
	var names []string
	for _, c := range m.Columns {
		if c.Metric == m.Sort.Metric {
			l.checkAgainst(path+".sort.show", m.Sort.Metric, memberComparisons[m.Sort.Show])
			return
		}
		names = append(names, c.Metric)
	}
	if _, ok := l.Metrics[m.Sort.Metric]; ok && l.AllLegible(path+".columns") {
		l.AddMistake(path+".sort.metric", "no column shows "+strconv.Quote(m.Sort.Metric), "write one of "+strings.Join(slices.Compact(names), ", ")+", or add a column")
	}
}

func (m *Members) fillIn(figure.Set) {
	scalar.Fill(&m.Limit, defaultMembers)
	for i := range m.Columns {
		scalar.Fill(&m.Columns[i].Show, "value")
	}
	if m.Sort.Metric != "" {
		scalar.Fill(&m.Sort.Show, "value")
	}
}
