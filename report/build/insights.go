package build

import (
	"math/big"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/finding"
	"bilan/report/metric"
)

// insights are sentences on what moved metrics, and what else stands out in them.
type insights struct {
	s    *Scope
	c    *section.Insights
	list []*finding.Subject
}

func newInsights(s *Scope, c *section.Insights) (part, error) {
	k := &insights{s: s, c: c}
	for _, name := range c.Metrics {
		m, err := s.metric("insights.metrics", name)
		if err != nil {
			return nil, err
		}
		periods, err := s.periods(c.Period)
		if err != nil {
			return nil, err
		}
		k.list = append(k.list, finding.About(s.Config, c, s.Calendar, s.Metrics, m, m.Known(periods[0]), s.hasTarget(m)))
	}
	return k, nil
}

func (k *insights) needs(n *Needs) {
	for _, f := range k.list {
		shown, past := f.Asks()
		n.ask(shown...)
		n.Past = append(n.Past, past...)
	}
}

func (k *insights) build(b Book) (report.Section, error) {
	sec := report.Section{Kind: "insights", Title: k.s.title(k.c.Title, "title.insights"), Note: k.s.noted(k.list[0].Metric, k.list[0].Period)}
	sec.Insights = finding.Find(k.list, b, k.s.phrasing(), k.c.Most)
	text, notes := finding.Text(sec.Insights, k.s.word("insights.none"))
	sec.Blocks, sec.Footnotes = []report.Block{{Text: text}}, notes
	return sec, nil
}

// phrasing writes as the rest of the document does.
func (s *Scope) phrasing() finding.Writer {
	return finding.Writer{
		Full: s.full, Plus: s.plus, Heading: s.dimension, ID: s.Calendar.ID, Unassigned: s.word("unassigned"), Locale: s.Locale,
		Points: func(m *metric.Metric, r *big.Rat) string { return s.signedPoints(m, r, pointDigits(m, varianceDigits)) },
		Period: func(p period.Period) finding.Name {
			if p.Unit == period.Day {
				p = s.Calendar.Containing(period.Week, p.Start.AddDays(p.Start.Days(p.End)/2))
			}
			return finding.Name{Unit: string(p.Unit), Text: s.name(p), In: s.when(p)}
		},
	}
}
