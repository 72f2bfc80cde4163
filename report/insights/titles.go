package insights

import (
	"slices"
	"strings"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/finding"
	"bilan/report/scope"
)

// Titles replaces the titles of sections by insights, in a report with titles: sentences.
type Titles struct {
	s    *scope.Scope
	list []titled
}

// titled is a section whose title may become an insight.
type titled struct {
	at      int    // the section's index in the report
	by      string // the dimension that the insight must be about; "" for the total
	subject *finding.Subject
}

// NewTitles finds the sections whose titles may become insights. There are none unless the report has titles:
// sentences.
func NewTitles(s *scope.Scope) *Titles {
	t := &Titles{s: s}
	if s.Report.Titles != sentenceTitles {
		return t
	}
	for i, c := range s.Report.Sections {
		of, ok := c.Sentence(func(name string) bool { return s.Metrics[name] != nil && s.Targeted(s.Metrics[name]) })
		if !ok {
			continue
		}
		if subject := t.subjectOf(of); subject != nil {
			t.list = append(t.list, titled{i, of.By, subject})
		}
	}
	return t
}

// subjectOf is the subject of a section's insights. It is nil for a metric without a date or with future values, and
// for a chart whose periods have another unit than the report's.
func (t *Titles) subjectOf(of section.Sentence) *finding.Subject {
	s, m := t.s, t.s.Metrics[of.Metric]
	if m == nil || m.Date == "" || m.HasFuture {
		return nil
	}
	p := m.Known(s.PeriodsOf(of.Period)[0])
	if of.Unit != "" && of.Unit != p.Unit {
		return nil
	}
	against := slices.DeleteFunc(slices.Clone(of.Against), func(word string) bool { return !finding.IsReference(word) })
	return finding.NewSubject(s.Config, &section.Insights{}, s.Calendar, s.Metrics, m, p, s.Targeted(m)).RestrictTo(of.By, against)
}

// Needs adds the figures that the titles need.
func (t *Titles) Needs(n *scope.Needs) {
	for _, of := range t.list {
		addNeeds(n, of.subject)
	}
}

// Set makes the most important insight about each section its title, if the report does not contain it elsewhere. An
// insight which says that nothing is unusual is not used.
func (t *Titles) Set(sections []report.Section, b scope.Book) {
	told := map[string]bool{}
	for i := range sections {
		for _, f := range sections[i].Insights {
			told[f.Text] = true
			if f.Kind == finding.TableKind && t.s.Report.Titles == sentenceTitles {
				setTitle(&sections[i], f.Text)
			}
		}
	}
	for _, of := range t.list {
		for _, f := range finding.Find([]*finding.Subject{of.subject}, b, newWriter(t.s), mostTitles) {
			if f.By != of.by || !f.StandsOut() || told[f.Text] {
				continue
			}
			setInsightTitle(&sections[of.at], f)
			told[f.Text] = true
			break
		}
	}
}

// mostTitles is the number of insights among which a title is chosen.
const mostTitles = 9

// sentenceTitles is the value of titles: in the YAML that turns insights into titles.
const sentenceTitles = "sentences"

func setTitle(sec *report.Section, text string) {
	sec.Label, sec.Title = sec.Title, strings.TrimSuffix(text, ".")
}

func setInsightTitle(sec *report.Section, f finding.Insight) {
	setTitle(sec, f.Text)
	if f.Kind != "cause" {
		f.Tail = "" // the headline does not repeat a title
	}
	sec.Insights = append(sec.Insights, f)
	if f.Closure != "" {
		sec.Footnotes = append(sec.Footnotes, f.Closure)
	}
}
