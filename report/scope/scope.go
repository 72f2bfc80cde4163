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

// Scope is one report in one slot: its subject, words and periods. It is read-only.
type Scope struct {
	Config    *config.Config
	Name      string // the report's key in the YAML
	Report    config.Report
	Locale    *locale.Locale
	Calendar  *period.Calendar
	Slot      period.Date     // the slot's day: a section's own relative period is resolved from it; zero: the primary period's end
	Periods   []period.Period // report.periods, resolved in order; the first is the primary one
	Metrics   map[string]*metric.Metric
	HasTarget func(metric string) bool
	States    map[string]State         // by dataset: those that figures without a date, and pipelines, are read from
	Tables    map[string]State         // by TableNeed.ID: tables of datasets without dates, in a report of the past
	Dimension func(name string) string // its heading on paper; nil: the name, capitalised
	Logo      []byte                   // PNG, or empty
}

// Needs collects the questions whose answers a document needs, each once, in the order in which the sections need them.
type Needs struct {
	Asks      []metric.Ask
	Past      []metric.Ask // of earlier periods, whose answers show what is usual and are not figures of the report
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

// Book contains the answers to Needs. A missing answer is a zero answer: no data; a missing table is nil.
type Book interface {
	Answer(metric.Ask) metric.Answer
	Pipeline(id string) metric.Pipeline
	Cohorts(id string) []metric.Cohort
	Table(id string) *table.Table
	// TargetSteps are the changes of a metric's target inside a period: of the whole, and of the members of a dimension where
	// one is named.
	TargetSteps(name, by string, p period.Period) []metric.Step
	// Holes are the members whose target of a scenario was forgotten in a period, with the grain of the gap.
	Holes(name string, s metric.Scenario, p period.Period) []metric.Hole
	// Unshared are the grains, in order, of a scenario that are split by business days in a period because last year is
	// missing.
	Unshared(name string, s metric.Scenario, p period.Period) []period.Period
}

// Part is one section: its questions, and what it makes of the answers.
type Part interface {
	Needs(n *Needs)
	Build(b Book) (report.Section, error)
}

// Ask adds figures, also those that are already asked for.
func (n *Needs) Ask(asks ...metric.Ask) { n.Asks = append(n.Asks, asks...) }

// Dedupe leaves the first of equal figures.
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

// Metric finds a metric that a section names.
func (s *Scope) Metric(key, name string) (*metric.Metric, error) {
	if m := s.Metrics[name]; m != nil {
		return m, nil
	}
	return nil, fmt.Errorf("%s: no metric is called %q", key, name)
}

// Targeted reports whether any target is set for the metric.
func (s *Scope) Targeted(m *metric.Metric) bool { return s.HasTarget != nil && s.HasTarget(m.Name) }

// PeriodsOf are those a section shows: its own one alone, or the report's.
func (s *Scope) PeriodsOf(own period.Phrase) []period.Period {
	if own.IsZero() {
		return s.telling()
	}
	for i, p := range s.Report.Periods {
		if p.Relative == own.Relative && i < len(s.Periods) {
			return s.Periods[i : i+1]
		}
	}
	return []period.Period{s.Resolve(own)}
}

// telling are the report's periods without redundant ones: a period that already occurs earlier, such as last week if
// that week was requested, and one so young that no business day of it has passed.
func (s *Scope) telling() []period.Period {
	list := s.Periods[:1:1]
	for _, p := range s.Periods[1:] {
		young := p.Open() && s.Calendar.BusinessDays(p.Start, p.End) == 0
		if !young && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

// Resolve is a period that the YAML names, seen from the slot's day.
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

// Inline is a dimension's heading inside a sentence, as its language writes nouns: "région", "Region".
func (s *Scope) Inline(name string) string { return s.Locale.Inline(s.Heading(name)) }

// Word is one of the program's fixed words.
func (s *Scope) Word(key string, args ...any) string { return s.Locale.Word(key, args...) }

// State is what is known of a dataset without dates: it shows the present, not the past.
type State struct {
	Read period.Date // the day on which it was read
	Past bool        // the report is of a time that was over long before: what was then is not known
	Why  string      // in words, where another reason than the time keeps it from being known
	From string      // the table with the photo of that day, if the dataset itself is of another day; "" for the dataset
}
