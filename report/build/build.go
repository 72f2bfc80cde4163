// Package build makes a document: it knows what a report's sections ask for, and what stands in the document and in
// which order. It is pure: it turns figures into titles, cards, tables, charts and text, and knows neither files,
// network nor today's date.
package build

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/finding"
	"bilan/report/metric"
)

// plainVerbs makes "page %[1]d sur %[2]d" what drawing fills in: page, then pages.
var plainVerbs = strings.NewReplacer("%[1]d", "%d", "%[2]d", "%d")

// Document makes the document from the answers to s.Needs. A banner is a doubt that stands above everything, "" for
// none. It fails only where the YAML asks for what the answers do not hold, such as a table's column.
func Document(s *Scope, book Book, trust TrustFacts, banner string) (*report.Document, error) {
	parts, err := s.parts()
	if err != nil {
		return nil, err
	}
	doc := s.document(book, trust)
	doc.Banner = tidy(banner)
	for i, p := range parts {
		sec, err := p.build(book)
		if err != nil {
			return nil, fmt.Errorf("reports.%s.%w", s.Name, err)
		}
		c := s.Report.Sections[i]
		sec.Width, sec.NewPage = widths[c.Width], c.NewPage
		doc.Sections = append(doc.Sections, sec)
	}
	for _, sec := range doc.Sections {
		if tail := finding.Tail(sec.Insights, s.primary()); tail != "" {
			doc.Headline = s.word("headline.because", doc.Headline, tail)
			break
		}
	}
	s.explainOnce(doc)
	return doc, nil
}

// widths are the shares of the page's width that the YAML can name.
var widths = map[string]float64{"1/3": 1.0 / 3, "1/2": 1.0 / 2, "2/3": 2.0 / 3}

func (s *Scope) paper() report.Paper {
	l := s.Report.Layout
	return report.Paper{
		Letter: l.Paper == "letter", Landscape: l.Orientation == "landscape", Header: tidy(l.Header), Footer: tidy(l.Footer),
	}
}

func (s *Scope) document(book Book, trust TrustFacts) *report.Document {
	p := s.Periods[0]
	doc := &report.Document{
		Report:   s.Name,
		Lang:     s.Locale.Tag(),
		Company:  tidy(s.Config.Company),
		Logo:     s.Logo,
		Accent:   s.Config.Accent,
		Author:   tidy(trust.Owner),
		Title:    s.reportTitle(),
		PeriodID: s.Calendar.ID(p),
		Period:   s.period(p),
		Subtitle: s.subtitle(),
		Created:  trust.CutOff.Time(),
		Paper:    s.paper(),
		Trust:    s.trust(trust),
		Words: report.Words{
			PageOf:    plainVerbs.Replace(s.word("page.of")),
			Continued: s.word("page.continued"),
			Carried:   s.word("page.carried"),
		},
	}
	m := s.primary()
	if m == nil {
		doc.Headline, doc.Subject = doc.Title, s.mailSubject(book, nil, nil)
		return doc
	}
	p = m.Known(p)
	f := s.asShown(m, book.Answer(metric.Ask{Metric: m.Name, Period: p}).Total)
	doc.Headline, doc.Subject = s.headline(book, m, &f, p), s.mailSubject(book, m, &f)
	return doc
}

func (s *Scope) reportTitle() string {
	if t := tidy(s.Report.Title); t != "" {
		return t
	}
	return s.Name
}

// subtitle is which period and which scenarios; the company stands in the head. A chart explains its scenarios itself,
// and no mail shows one.
func (s *Scope) subtitle() string {
	target, lastYear, previous := s.compares()
	parts := []string{s.period(s.Periods[0]), s.scenarios(false, target, lastYear, previous)}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), report.Dash)
}

// compares tells which scenarios the report's cards and target tables show.
func (s *Scope) compares() (target, lastYear, previous bool) {
	for _, c := range s.Report.Sections {
		t, y, p := s.comparesIn(c)
		target, lastYear, previous = target || t, lastYear || y, previous || p
	}
	return target, lastYear, previous
}

func (s *Scope) comparesIn(c section.Section) (target, lastYear, previous bool) {
	switch {
	case c.Scorecard != nil:
		return s.comparesOnCards(c.Scorecard)
	case c.TargetTable != nil:
		return true, false, false
	}
	return false, false, false
}

// comparesOnCards tells what cards, and the table of further periods below them, set the metrics against.
func (s *Scope) comparesOnCards(c *section.Scorecard) (target, lastYear, previous bool) {
	periods, err := s.periods(c.Period)
	if err != nil {
		return false, false, false // the section itself says so
	}
	for _, name := range c.Metrics {
		m := s.Metrics[name]
		if m == nil {
			continue
		}
		target = target || s.hasTarget(m)
		lastYear = lastYear || m.Date != ""
		previous = previous || s.showsPrevious(m, periods[0])
	}
	return target, lastYear, previous
}

// scenarios explains the short names that the page uses: "R réalisé, Obj. objectif".
func (s *Scope) scenarios(actual, target, lastYear, previous bool) string {
	var list []string
	for i, code := range []string{"ac", "pl", "py", "pp"} {
		if [...]bool{actual, target, lastYear, previous}[i] && !s.plain(code) {
			list = append(list, s.scenario(code))
		}
	}
	return strings.Join(list, ", ")
}

// scenario is a short name with what it means: "N‑1 = même période de l'an dernier".
func (s *Scope) scenario(code string) string {
	if short := s.word("scenario." + code); !s.plain(code) {
		return short + " = " + s.word("scenario."+code+".long")
	}
	return s.word("scenario." + code)
}

// plain tells whether a short name is all that can be said: "Target" needs no telling that it is the target.
func (s *Scope) plain(code string) bool {
	return strings.EqualFold(s.word("scenario."+code), s.word("scenario."+code+".long"))
}

func (s *Scope) chartWords() report.ChartWords {
	return report.ChartWords{
		AC: s.word("scenario.ac"), PL: s.word("scenario.pl"), PY: s.word("scenario.py"),
		DeltaPL: s.word("scenario.delta_pl"), DeltaPLPct: s.word("scenario.delta_pl_pct"),
		MagnifiedDelta: s.word("chart.magnified_delta", "%s", "%s"), ReducedDelta: s.word("chart.reduced_delta", "%s", "%s"), Magnified: s.word("chart.magnified", "%s", "%s"),
	}
}

// reword names a bar chart's reference, whatever scenario it is.
func (s *Scope) reword(w *report.ChartWords, as report.Scenario) {
	switch as {
	case report.PY:
		w.PL, w.DeltaPL, w.DeltaPLPct = w.PY, s.word("scenario.delta_py"), s.word("scenario.delta_py_pct")
	case report.PP:
		w.PL, w.DeltaPL, w.DeltaPLPct = s.word("scenario.pp"), s.word("scenario.delta_pp"), s.word("scenario.delta_pp_pct")
	}
}

// count writes a whole number.
func (s *Scope) count(n int64) string { return s.Locale.Number(new(big.Rat).SetInt64(n), 0) }
