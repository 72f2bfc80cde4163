package insights

import (
	"slices"
	"strings"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/finding"
	"bilan/report/scope"
)

// Titles are the sentences that sections are headed by, in a report that wants them.
type Titles struct {
	s    *scope.Scope
	list []titled
}

// titled is a section that a sentence may head.
type titled struct {
	at      int // in the report
	by      string
	subject *finding.Subject
}

// NewTitles finds the sections that a sentence may head: none in a report of labels.
func NewTitles(s *scope.Scope) *Titles {
	t := &Titles{s: s}
	if s.Report.Titles != sentences {
		return t
	}
	for i, c := range s.Report.Sections {
		of, ok := c.Sentence(func(name string) bool { return s.Metrics[name] != nil && s.Targeted(s.Metrics[name]) })
		if !ok {
			continue
		}
		if subject := t.about(of); subject != nil {
			t.list = append(t.list, titled{i, of.By, subject})
		}
	}
	return t
}

// about is what a sentence would be on, nil where there is none: of states, of what is still to come, and of points over time that the
// report's period is none of.
func (t *Titles) about(of section.Sentence) *finding.Subject {
	s, m := t.s, t.s.Metrics[of.Metric]
	if m == nil || m.Date == "" || m.Ahead {
		return nil
	}
	p := m.Known(s.PeriodsOf(of.Period)[0])
	if of.Unit != "" && of.Unit != p.Unit {
		return nil
	}
	against := slices.DeleteFunc(slices.Clone(of.Against), func(word string) bool { return !finding.Compares(word) })
	return finding.About(s.Config, &section.Insights{}, s.Calendar, s.Metrics, m, p, s.Targeted(m)).Only(of.By, against)
}

// Needs lists what the sentences are made of.
func (t *Titles) Needs(n *scope.Needs) {
	for _, of := range t.list {
		need(n, of.subject)
	}
}

// Set heads each section with the most important sentence about its content that is nowhere else in the report. That
// nothing is unusual heads none.
func (t *Titles) Set(sections []report.Section, b scope.Book) {
	told := map[string]bool{}
	for i := range sections {
		for _, f := range sections[i].Insights {
			told[f.Text] = true
			if f.Kind == finding.Listed && t.s.Report.Titles == sentences {
				setTitle(&sections[i], f.Text)
			}
		}
	}
	for _, of := range t.list {
		for _, f := range finding.Find([]*finding.Subject{of.subject}, b, phrasing(t.s), mostTitles) {
			if f.By != of.by || !f.StandsOut() || told[f.Text] {
				continue
			}
			head(&sections[of.at], f)
			told[f.Text] = true
			break
		}
	}
}

// mostTitles is from how many sentences one may be taken.
const mostTitles = 9

// sentences is the YAML's word for a report whose sections they head.
const sentences = "sentences"

func setTitle(sec *report.Section, text string) {
	sec.Label, sec.Title = sec.Title, strings.TrimSuffix(text, ".")
}

func head(sec *report.Section, f finding.Insight) {
	setTitle(sec, f.Text)
	if f.Kind != "cause" {
		f.Tail = "" // the headline does not repeat a title
	}
	sec.Insights = append(sec.Insights, f)
	if f.Closure != "" {
		sec.Footnotes = append(sec.Footnotes, f.Closure)
	}
}
