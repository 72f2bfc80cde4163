package restated

import (
	"bilan/report"
	"bilan/report/record"
	"bilan/report/scope"
)

// Mark puts a star beside the restated periods of a metric in its charts over time. meaning becomes a footnote of each
// marked section. The document must be made of the scope's report.
func Mark(s *scope.Scope, doc *report.Document, changes []record.Change, meaning string) {
	for i, section := range s.Report.Sections {
		if i >= len(doc.Sections) || section.Trend == nil || section.Trend.By != "" {
			continue
		}
		marked := false
		for _, c := range changes {
			if c.By == "" && c.Metric == section.Trend.Metric {
				marked = markIn(s, &doc.Sections[i], c) || marked
			}
		}
		if marked {
			doc.Sections[i].Footnotes = append(doc.Sections[i].Footnotes, meaning)
		}
	}
}

// markIn puts a star at the changed period in a section's charts. It reports whether a chart has the period.
func markIn(s *scope.Scope, sec *report.Section, c record.Change) (marked bool) {
	p, err := s.Calendar.ParsePeriod(c.Period)
	if err != nil {
		return false
	}
	for _, b := range sec.Blocks {
		for _, chart := range []*report.TimeChart{b.Columns, b.Line} {
			if chart == nil || len(chart.Days) != len(chart.Categories) {
				continue
			}
			for i, day := range chart.Days {
				whole := i+1 == len(chart.Days) || chart.Days[i+1].Equal(p.End.Time())
				if day.Equal(p.Start.Time()) && whole {
					chart.Categories[i] += "*"
					marked = true
				}
			}
		}
	}
	return marked
}
