// Package replaced marks a document that replaces an earlier edition: it names that edition, and marks the figures that
// changed.
package replaced

import (
	"slices"
	"strings"
	"time"

	"bilan/report"
	"bilan/report/amount"
	"bilan/report/correction"
	"bilan/report/prose"
	"bilan/report/record"
	"bilan/report/restated"
	"bilan/report/scope"
)

// Mark turns a document into the new version: it names the one that it replaces, lists the changed figures on page one,
// and puts the old values beside them on cards and in target tables. sent is in the report's zone. The document's
// sections are those of the scope's report. It returns the sentences about the changed figures.
func Mark(c *correction.Correction, s *scope.Scope, doc *report.Document, sent time.Time, d correction.Difference) []string {
	l := s.Locale
	doc.Subject = l.Word("correction.subject", doc.Subject)
	doc.Replaces = l.Word("correction.banner", c.Version, l.DateShort(sent)+" "+l.Time(sent))
	if c.Why != "" {
		doc.Replaces += " " + l.Word("correction.why", prose.Tidy(c.Why))
	}
	m := &marker{s: s, changes: d.Changes}
	for i := range doc.Sections {
		if i < len(s.Report.Sections) {
			m.section(i, &doc.Sections[i])
		}
	}
	restated.Mark(s, doc, d.Changes, l.Word("correction.mark"))
	told := sentences(s, d)
	if len(told) > 0 {
		doc.Sections = append([]report.Section{restated.Section(l.Word("correction.changed"), told)}, doc.Sections...)
	}
	return told
}

// marker puts old values beside new ones.
type marker struct {
	s       *scope.Scope
	changes []record.Change
}

func (m *marker) section(i int, sec *report.Section) {
	config := m.s.Report.Sections[i]
	var was []string
	for _, b := range sec.Blocks {
		switch {
		case config.Scorecard != nil && b.Cards != nil:
			for k := range b.Cards.Cards {
				m.card(config.Scorecard.Metrics[k], &b.Cards.Cards[k])
			}
		case config.Scorecard != nil && b.Table != nil:
			for k := range b.Table.Rows {
				was = append(was, m.row(&b.Table.Rows[k], func(c record.Change) bool { return c.By == "" && of(c) == config.Scorecard.Metrics[k] })...)
			}
		case config.TargetTable != nil && b.Table != nil:
			for k := range b.Table.Rows {
				row := &b.Table.Rows[k]
				was = append(was, m.row(row, func(c record.Change) bool {
					return of(c) == config.TargetTable.Metric && (c.By == "" && row.Kind == report.Total || c.By == config.TargetTable.By && m.called(c) == row.Cells[0].Text)
				})...)
			}
		}
	}
	if len(was) > 0 {
		sec.Signs = append(sec.Signs, report.Sign{Sign: report.Changed, Text: m.s.Locale.Word("correction.marks", strings.Join(was, " · "))})
	}
}

// card has a line with the old value.
func (m *marker) card(name string, card *report.Card) {
	if c := m.find(card.Exact, func(c record.Change) bool { return c.By == "" && c.Metric == name }); c != nil {
		line := report.CardLine{Label: m.s.Locale.Word("correction.was", m.before(c))}
		card.Lines = append([]report.CardLine{line}, card.Lines...)
	}
}

// row has a mark at each changed number, and its old values in a footnote.
func (m *marker) row(row *report.Row, is func(record.Change) bool) (was []string) {
	for i := range row.Cells {
		cell := &row.Cells[i]
		if c := m.find(cell.Exact, is); c != nil && !strings.HasSuffix(cell.Text, report.Changed) {
			cell.Text += report.Changed
			was = append(was, m.before(c))
		}
	}
	if len(was) == 0 {
		return nil
	}
	return []string{row.Cells[0].Text + " " + strings.Join(was, " / ")}
}

// find is the change of a number, nil for none.
func (m *marker) find(e *report.Exact, is func(record.Change) bool) *record.Change {
	if e == nil || e.Value == nil {
		return nil
	}
	i := slices.IndexFunc(m.changes, func(c record.Change) bool { return is(c) && c.After != nil && c.After.Cmp(e.Value) == 0 })
	if i < 0 {
		return nil
	}
	return &m.changes[i]
}

func (m *marker) before(c *record.Change) string {
	if c.Before == nil {
		return m.s.Locale.Word("sign.no_data")
	}
	_, then, _ := amount.Moved(m.s.Locale, m.s.Metrics[of(*c)], c.Before, c.After)
	return then
}

// called is a member as tables print him.
func (m *marker) called(c record.Change) string {
	if c.Unassigned {
		return m.s.Locale.Word("unassigned")
	}
	return prose.Tidy(c.Label)
}
