// Package insights makes the section of insights, and the insights that are titles of other sections.
package insights

import (
	"math/big"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/finding"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// insights is the section: sentences about the causes of changes in metrics, and about other unusual values.
type insights struct {
	s    *scope.Scope
	c    *section.Insights
	list []*finding.Subject
}

// New prepares the section. It fails if the YAML names something that does not exist.
func New(s *scope.Scope, c *section.Insights) (scope.Part, error) {
	k := &insights{s: s, c: c}
	for _, name := range c.Metrics {
		m, err := s.Metric("insights.metrics", name)
		if err != nil {
			return nil, err
		}
		periods := s.PeriodsOf(c.Period)
		k.list = append(k.list, finding.NewSubject(s.Config, c, s.Calendar, s.Metrics, m, m.Known(periods[0]), s.Targeted(m)))
	}
	return k, nil
}

// Needs implements scope.Part.
func (k *insights) Needs(n *scope.Needs) {
	for _, f := range k.list {
		addNeeds(n, f)
	}
}

func addNeeds(n *scope.Needs, f *finding.Subject) {
	shown, past := f.Asks()
	n.Ask(shown...)
	n.Past = append(n.Past, past...)
}

// Build implements scope.Part.
func (k *insights) Build(b scope.Book) (report.Section, error) {
	sec := report.Section{Kind: "insights", Title: k.s.Title(k.c.Title, "title.insights"), Note: k.s.TimeNote(k.list[0].Metric, k.list[0].Period)}
	sec.Insights = finding.Find(k.list, b, newWriter(k.s), k.c.Most)
	text, notes := finding.ListText(sec.Insights, k.s.Word("insights.none"))
	sec.Blocks, sec.Footnotes = []report.Block{{Text: text}}, notes
	return sec, nil
}

// newWriter is the Writer that writes numbers and names like the rest of the document.
func newWriter(s *scope.Scope) finding.Writer {
	return finding.Writer{
		Full: func(m *metric.Metric, r *big.Rat) string { return notation.Full(s, m, r) }, Signed: func(m *metric.Metric, r *big.Rat) string { return notation.SignedFull(s, m, r) }, Heading: s.Heading, ID: s.Calendar.ID, Unassigned: s.Word("unassigned"), Locale: s.Locale,
		Points: func(m *metric.Metric, r *big.Rat) string {
			return notation.SignedPoints(s, m, r, notation.PointDigits(m, notation.VarianceDigits))
		},
		Period: func(p period.Period) finding.Name {
			if p.Unit == period.Day {
				p = s.Calendar.Containing(period.Week, p.Start.AddDays(p.Start.Days(p.End)/2))
			}
			return finding.Name{Unit: string(p.Unit), Text: s.PeriodName(p), In: s.When(p)}
		},
	}
}
