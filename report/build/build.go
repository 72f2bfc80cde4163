// Package build lists the figures that a report needs, and makes the document from the answers: headline, subject,
// trust line, sections. It does no input or output and does not know today's date.
package build

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/insights"
	"bilan/report/metric"
	"bilan/report/prose"
	"bilan/report/scope"
	"bilan/report/scorecard"
)

// plainVerbs converts "page %[1]d sur %[2]d" to "page %d sur %d".
var plainVerbs = strings.NewReplacer("%[1]d", "%d", "%[2]d", "%d")

// Document makes the document from the answers to Needs. banner is a doubt to print at the top, "" for none. Document
// returns an error only if the answers lack something that the YAML names, such as a table's column.
func Document(s *scope.Scope, book scope.Book, trust TrustFacts, banner string) (*report.Document, error) {
	parts, err := sectionParts(s)
	if err != nil {
		return nil, err
	}
	doc := document(s, book, trust)
	doc.Banner = prose.Tidy(banner)
	for i, p := range parts {
		sec, err := p.Build(book)
		if err != nil {
			return nil, fmt.Errorf("reports.%s.%w", s.Name, err)
		}
		leaveOutTotals(&sec)
		c := s.Report.Sections[i]
		sec.Width, sec.NewPage = widths[c.Width], c.NewPage
		doc.Sections = append(doc.Sections, sec)
	}
	insights.NewTitles(s).Set(doc.Sections, book)
	doc.Headline = withCause(s, doc)
	explainOnce(s, doc)
	return doc, nil
}

// widths are the shares of the page's width, by their names in the YAML.
var widths = map[string]float64{"1/3": 1.0 / 3, "1/2": 1.0 / 2, "2/3": 2.0 / 3}

func paper(s *scope.Scope) report.Paper {
	l := s.Report.Layout
	return report.Paper{
		Letter: l.Paper == "letter", Landscape: l.Orientation == "landscape", Pages: l.Pages(), Header: prose.Tidy(l.Header), Footer: prose.Tidy(l.Footer),
	}
}

func document(s *scope.Scope, book scope.Book, trust TrustFacts) *report.Document {
	p := s.Periods[0]
	doc := &report.Document{
		Report:   s.Name,
		Lang:     s.Locale.Tag(),
		Company:  prose.Tidy(s.Config.Company),
		Logo:     s.Logo,
		Accent:   s.Config.Accent,
		Author:   prose.Tidy(trust.Owner),
		Title:    reportTitle(s),
		PeriodID: s.Calendar.ID(p),
		Period:   s.Period(p),
		Subtitle: subtitle(s),
		Created:  trust.CutOff.Time(),
		Paper:    paper(s),
		Trust:    trustLine(s, trust),
		Words: report.Words{
			PageOf:    plainVerbs.Replace(s.Word("page.of")),
			Continued: s.Word("page.continued"),
			Carried:   s.Word("page.carried"),
		},
	}
	m := headlineMetric(s)
	if m == nil {
		doc.Headline, doc.Subject = doc.Title, mailSubject(s, book, nil, nil)
		return doc
	}
	p = m.Known(p)
	f := withoutHiddenTarget(s, m, book.Answer(metric.Ask{Metric: m.Name, Period: p}).Total)
	doc.Headline, doc.Subject = headline(s, book, m, &f, p), mailSubject(s, book, m, &f)
	return doc
}

// subtitle names the period and the scenarios of cards and target tables. Charts explain their scenarios themselves.
func subtitle(s *scope.Scope) string {
	target, lastYear, previous := scenariosShown(s)
	parts := []string{s.Period(s.Periods[0]), s.ExplainScenarios(false, target, lastYear, previous)}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), report.Dash)
}

// scenariosShown reports which scenarios the report's cards and tables name by an abbreviation.
func scenariosShown(s *scope.Scope) (target, lastYear, previous bool) {
	for _, c := range s.Report.Sections {
		t, y, p := scenariosIn(s, c)
		target, lastYear, previous = target || t, lastYear || y, previous || p
	}
	return target, lastYear, previous
}

func scenariosIn(s *scope.Scope, c section.Section) (target, lastYear, previous bool) {
	switch {
	case c.Scorecard != nil:
		return scorecard.Comparisons(s, c.Scorecard)
	case c.TargetTable != nil:
		return true, false, false
	case c.Members != nil, c.PeriodTable != nil:
		kind, _ := c.Kind()
		for _, name := range kind.Shows() {
			against := kind.Against(name, s.HasTarget(name))
			lastYear, previous = lastYear || slices.Contains(against, "last_year"), previous || slices.Contains(against, "previous")
		}
		return false, lastYear, previous
	}
	return false, false, false
}
