package section

import (
	"strconv"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// TargetTable compares a metric with its target, with a row per member of a dimension.
type TargetTable struct {
	Title  string        `yaml:"title" is:"languages" def:"the metric: target and actual by the dimension" eg:"Objectifs par commercial" doc:"The section's title."`
	Metric string        `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric, which needs a target."`
	By     string        `yaml:"by" is:"req,ref=dimension" eg:"rep" doc:"The dimension with a line per member."`
	Period period.Phrase `yaml:"period" is:"relative" def:"the report's first period" eg:"month to date" doc:"The period that the section shows."`

	Columns scalar.StringList `yaml:"columns" is:"one=target|actual|gap|gap_percent|attainment|full_target|progress|pace|landing|gap_to_go|needed|more_sales|last_year|vs_last_year|budget|vs_budget|announced|vs_announced|forecast|vs_forecast|stretch|vs_stretch|bullet" def:"target, actual, gap, attainment and bullet; in an open period also full_target and progress and, for an additive metric, landing" eg:"[budget, forecast, actual, gap, landing, bullet]" doc:"The columns, from left to right."`
}

// Shows implements Kind: the metrics that the section shows.
func (t *TargetTable) Shows() []string { return []string{t.Metric} }

// Against implements Kind: the comparisons of a metric.
func (t *TargetTable) Against(string, bool) []string { return []string{"target"} }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (t *TargetTable) Targeted() (metric, by string) {
	return t.Metric, t.By
}

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (t *TargetTable) Past() (key, metric string) { return "", "" }

// Judged implements Kind: the metrics that get a status.
func (t *TargetTable) Judged() []string { return []string{t.Metric} }

// OwnPeriod implements Kind: the period that the section names, if any.
func (t *TargetTable) OwnPeriod() period.Phrase { return t.Period }

func (t *TargetTable) fillIn(figure.Set) {}

func (t *TargetTable) check(l *Checker, path string) { l.checkTargetTable(path, *t) }

func (l *Checker) checkTargetTable(path string, t TargetTable) {
	l.requireDimension(path, t.Metric, t.By)
	l.requireTarget(path+".metric", t.Metric)
	l.CheckDuplicates(path+".columns", t.Columns)
	m, ok := l.Metric(t.Metric)
	if !ok {
		return
	}
	for i, column := range t.Columns {
		at := place.Index(path+".columns", i)
		switch scenario := strings.TrimPrefix(column, "vs_"); {
		case scenario == "announced" && !l.HasTarget(t.Metric, "forecast"):
			l.AddMistake(at, "no commit is set for "+strconv.Quote(t.Metric), l.exampleTarget(t.Metric, "forecast"))
		case scenario == "budget" || scenario == "forecast" && !m.Forecast || scenario == "stretch":
			if !l.HasTarget(t.Metric, scenario) {
				l.AddMistake(at, "no "+scenario+" is set for "+strconv.Quote(t.Metric), l.exampleTarget(t.Metric, scenario))
			}
		case scenario == "last_year" && m.Date == "":
			l.AddMistake(at, strconv.Quote(t.Metric)+" has no date, so its past values are not known", "add date: to the metric")
		case additiveColumns[column] && m.NeverAdds():
			l.AddMistake(at, strconv.Quote(t.Metric)+" cannot be added up, so there is no remaining amount", "delete it")
		}
	}
}

// additiveColumns are the columns that need an additive metric.
var additiveColumns = map[string]bool{"pace": true, "landing": true, "gap_to_go": true, "needed": true, "more_sales": true}
