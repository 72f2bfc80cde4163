// Package scope is the context that all sections of a report share: the report, its slot, periods and words, what a
// section asks for, and the answers.
package scope

import (
	"fmt"
	"slices"

	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/prose"
)

// Scope is one report in one slot: its config, words, periods and metrics. It is read-only, so several goroutines may
// use it.
type Scope struct {
	Config    *config.Config
	Name      string // the report's name in the YAML
	Report    config.Report
	Locale    *locale.Locale
	Calendar  *period.Calendar
	Slot      period.Date     // day of the slot, from which relative periods are resolved; zero: the end of the primary period
	Periods   []period.Period // report.periods, resolved in order; the first is the primary one
	Metrics   map[string]*metric.Metric
	HasTarget func(metric string) bool
	States    map[string]State         // by dataset: the datasets without dates, from which states and pipelines are read
	Tables    map[string]State         // by TableNeed.ID: the datasets without dates that tables are read from
	Dimension func(name string) string // the dimension's heading on paper; if nil or "", the capitalised name
	Logo      []byte                   // PNG, or empty
}

// Needs collects the questions whose answers a document needs, each once, in the order in which the sections need them.
type Needs struct {
	Asks      []metric.Ask
	Past      []metric.Ask // asks about earlier periods, which show what is usual and are not figures of the report
	Pipelines []PipelineNeed
	Cohorts   []CohortNeed
	Tables    []TableNeed
}

// CohortNeed asks for cohorts; ID identifies the answer in Book.
type CohortNeed struct {
	ID string // "sections[3]"
	metric.CohortAsk
}

// PipelineNeed asks for a pipeline; ID identifies the answer in Book.
type PipelineNeed struct {
	ID string // "sections[3]"
	metric.PipelineAsk
}

// TableNeed asks for the result of one SELECT on datasets; ID identifies the answer in Book.
type TableNeed struct {
	ID  string // "sections[3]"
	SQL string
}

// Book contains the answers to Needs. The answer to an unknown question is zero, which means no data. An unknown table is
// nil.
type Book interface {
	Answer(metric.Ask) metric.Answer
	Pipeline(id string) metric.Pipeline
	Cohorts(id string) []metric.Cohort
	Table(id string) *table.Table
	// TargetSteps are the changes of a metric's target inside a period. by "" asks for the total's target, else for those
	// of the members of the dimension.
	TargetSteps(name, by string, p period.Period) []metric.Step
	// Holes are the members without a target of scenario s in a period although others have one, with the periods that
	// lack it.
	Holes(name string, s metric.Scenario, p period.Period) []metric.Hole
	// UnshapedGrains are the target periods within p, in order, whose target of scenario s is divided by business days because
	// last year is missing.
	UnshapedGrains(name string, s metric.Scenario, p period.Period) []period.Period
}

// Part is one section: Needs adds its questions, and Build makes the section of the answers.
type Part interface {
	Needs(n *Needs)
	Build(b Book) (report.Section, error)
}

// Ask adds asks. An ask may be added twice; Dedupe removes the second.
func (n *Needs) Ask(asks ...metric.Ask) { n.Asks = append(n.Asks, asks...) }

// Dedupe removes repeated asks and keeps the first of each.
func (n *Needs) Dedupe() {
	seen := make(map[metric.Ask]bool, len(n.Asks))
	kept := n.Asks[:0]
	for _, a := range n.Asks {
		if !seen[a] {
			seen[a] = true
			kept = append(kept, a)
		}
	}
	n.Asks = kept
}

// Metric finds a metric by its name. key is the place in the YAML for the error.
func (s *Scope) Metric(key, name string) (*metric.Metric, error) {
	if m := s.Metrics[name]; m != nil {
		return m, nil
	}
	return nil, fmt.Errorf("%s: no metric is called %q", key, name)
}

// Targeted reports whether any target is set for the metric.
func (s *Scope) Targeted(m *metric.Metric) bool { return s.HasTarget != nil && s.HasTarget(m.Name) }

// PeriodsOf returns the period that a section names for itself, or else the report's periods without redundant ones.
func (s *Scope) PeriodsOf(own period.Phrase) []period.Period {
	if own.IsZero() {
		return s.distinctPeriods()
	}
	for i, p := range s.Report.Periods {
		if p.Relative == own.Relative && i < len(s.Periods) {
			return s.Periods[i : i+1]
		}
	}
	return []period.Period{s.Resolve(own)}
}

// distinctPeriods returns the report's periods without redundant ones. A period is redundant if it is already in the list, or
// if none of its business days has passed yet.
func (s *Scope) distinctPeriods() []period.Period {
	list := s.Periods[:1:1]
	for _, p := range s.Periods[1:] {
		young := p.Open() && s.Calendar.BusinessDays(p.Start, p.End) == 0
		if !young && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

// Resolve returns the period that a relative period of the YAML names on the slot's day.
func (s *Scope) Resolve(p period.Phrase) period.Period {
	return s.Calendar.Resolve(p.Relative, s.Day())
}

// Day is the slot's day, else the end of the primary period.
func (s *Scope) Day() period.Date {
	if s.Slot.IsZero() {
		return s.Periods[0].End
	}
	return s.Slot
}

// Heading is a dimension's heading.
func (s *Scope) Heading(name string) string {
	if s.Dimension != nil {
		if label := prose.Tidy(s.Dimension(name)); label != "" {
			return label
		}
	}
	return s.Locale.Capital(prose.Tidy(name))
}

// Inline is a dimension's heading inside a sentence, with the capital letter that the language requires there:
// "région", "Region".
func (s *Scope) Inline(name string) string { return s.Locale.Inline(s.Heading(name)) }

// Word is a text of the program in the report's language, with args filled in.
func (s *Scope) Word(key string, args ...any) string { return s.Locale.Word(key, args...) }

// State says of which day the rows of a dataset without dates are: such a dataset shows the present, not the past.
type State struct {
	Read period.Date // day on which the rows were read
	Past bool        // the report is about a time before the rows were read, so its state is not known
	Why  string      // reason in words why the state is not known, if it is another reason than the time
	From string      // table with the photo of Read, "" if the rows are the dataset's own
}
