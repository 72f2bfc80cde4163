package report

import (
	"fmt"
	"slices"

	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
)

// Scope is one report in one slot: what it is about, in which words and over which periods. It is read-only.
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
	Dimension func(name string) string // its heading on paper; nil: the name, capitalised
	Logo      []byte                   // PNG, or empty
}

// Needs is what has to be asked before a document can be built, each question once, in the order in which
// the sections need it.
type Needs struct {
	Asks      []metric.Ask
	Pipelines []PipelineNeed
	Cohorts   []CohortNeed
	Tables    []TableNeed
}

// CohortNeed asks for cohorts; ID is what Book is asked with.
type CohortNeed struct {
	ID string // "sections[3]"
	metric.CohortAsk
}

// PipelineNeed asks for a pipeline; ID is what Book is asked with.
type PipelineNeed struct {
	ID string // "sections[3]"
	metric.PipelineAsk
}

// TableNeed asks for the answer of one SELECT on datasets; ID is what Book is asked with.
type TableNeed struct {
	ID  string // "sections[3]"
	SQL string
}

// Book holds the answers to Needs. What it has no answer for is a zero answer: no data; a missing table is nil.
type Book interface {
	Answer(metric.Ask) metric.Answer
	Pipeline(id string) metric.Pipeline
	Cohorts(id string) []metric.Cohort
	Table(id string) *table.Table
}

// part is one section: what it asks for, and what it makes of the answers.
type part interface {
	needs(n *Needs)
	build(b Book) (Section, error)
}

// parts makes the report's sections ready. It fails where a section names what is not there.
func (s *Scope) parts() ([]part, error) {
	if len(s.Periods) == 0 {
		return nil, fmt.Errorf("reports.%s.periods: none is resolved", s.Name)
	}
	list := make([]part, 0, len(s.Report.Sections))
	for i := range s.Report.Sections {
		p, err := s.part(s.Report.Sections[i], fmt.Sprintf("sections[%d]", i))
		if err != nil {
			return nil, fmt.Errorf("reports.%s.sections[%d].%w", s.Name, i, err)
		}
		if other := s.replacement(s.Report.Sections[i]); other != nil {
			p = other
		}
		list = append(list, p)
	}
	return list, nil
}

func (s *Scope) part(c config.Section, id string) (part, error) {
	switch {
	case c.Scorecard != nil:
		return newScorecard(s, c.Scorecard)
	case c.TargetTable != nil:
		return newTargetTable(s, c.TargetTable)
	case c.Members != nil:
		return newMemberTable(s, c.Members)
	case c.Trend != nil:
		return newTrend(s, c.Trend)
	case c.Pipeline != nil:
		return newPipeline(s, c.Pipeline, id), nil
	case c.Funnel != nil:
		return newConversionFunnel(s, c.Funnel)
	case c.Breakdown != nil:
		return newBreakdown(s, c.Breakdown)
	case c.Waterfall != nil:
		return newWaterfall(s, c.Waterfall)
	case c.Multiples != nil:
		return newMultiples(s, c.Multiples)
	case c.HeatMap != nil:
		return newHeatMap(s, c.HeatMap)
	case c.Cohorts != nil:
		return newCohorts(s, c.Cohorts, id)
	case c.Table != nil:
		return newListing(s, c.Table, id), nil
	case c.Text != nil:
		return newProse(s, c.Text), nil
	}
	return nil, fmt.Errorf("section: has no kind (write scorecard, target_table, members, trend, pipeline, funnel, breakdown, waterfall, small_multiples, " +
		"heat_map, cohorts, table or text)")
}

// Needs lists what must be asked to build the report.
func (s *Scope) Needs() (Needs, error) {
	parts, err := s.parts()
	if err != nil {
		return Needs{}, err
	}
	var n Needs
	for _, m := range s.openers() {
		n.ask(metric.Ask{Metric: m.Name, Period: m.Known(s.Periods[0])})
	}
	n.ask(s.subjectAsks()...)
	for _, p := range parts {
		p.needs(&n)
	}
	for _, a := range n.Asks {
		if m := s.Metrics[a.Metric]; m != nil {
			for _, term := range m.Terms {
				n.ask(metric.Ask{Metric: term, By: a.By, Period: a.Period})
			}
		}
	}
	n.dedupe()
	return n, nil
}

func (n *Needs) ask(asks ...metric.Ask) { n.Asks = append(n.Asks, asks...) }

func (n *Needs) dedupe() {
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

// metric finds a metric that a section names.
func (s *Scope) metric(key, name string) (*metric.Metric, error) {
	if m := s.Metrics[name]; m != nil {
		return m, nil
	}
	return nil, fmt.Errorf("%s: no metric is called %q", key, name)
}

// hasTarget tells whether any target is set for the metric.
func (s *Scope) hasTarget(m *metric.Metric) bool { return s.HasTarget != nil && s.HasTarget(m.Name) }

// periods are those a section shows: its own one alone, or the report's.
func (s *Scope) periods(own string) ([]period.Period, error) {
	if own == "" {
		return s.telling(), nil
	}
	for i, text := range s.Report.Periods {
		if text == own && i < len(s.Periods) {
			return s.Periods[i : i+1], nil
		}
	}
	p, err := s.resolve(own)
	if err != nil {
		return nil, fmt.Errorf("period: %w", err)
	}
	return []period.Period{p}, nil
}

// telling are the report's periods without those that tell nothing more: one that stands before already, as last week does
// where that week is asked for, and one so young that no business day of it has passed.
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

func (s *Scope) resolve(text string) (period.Period, error) {
	if p, err := s.Calendar.ParsePeriod(text); err == nil {
		return p, nil
	}
	r, err := period.ParseRelative(text)
	if err != nil {
		return period.Period{}, err
	}
	return s.Calendar.Resolve(r, s.slot()), nil
}

func (s *Scope) slot() period.Date {
	if s.Slot.IsZero() {
		return s.Periods[0].End
	}
	return s.Slot
}

// dimension is a dimension's heading.
func (s *Scope) dimension(name string) string {
	if s.Dimension != nil {
		if label := tidy(s.Dimension(name)); label != "" {
			return label
		}
	}
	return s.Locale.Capital(tidy(name))
}

// inline is a dimension's heading inside a sentence, as its language writes nouns: "région", "Region".
func (s *Scope) inline(name string) string { return s.Locale.Inline(s.dimension(name)) }

// word is one of the program's fixed words.
func (s *Scope) word(key string, args ...any) string { return s.Locale.Word(key, args...) }
