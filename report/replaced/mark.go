// Package replaced marks a document that replaces an earlier edition: it names the earlier edition, and shows which
// figures changed.
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

// Mark turns a document into a new version of an edition. It names the edition that it replaces, lists the changed
// figures on page one, and puts the old values beside the new ones on cards and in target tables. sent is when the
// replaced edition was sent, in the report's zone. The document must be made of the scope's report. Mark returns the
// sentences about the changed figures.
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
			m.markSection(i, &doc.Sections[i])
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

func (m *marker) markSection(i int, sec *report.Section) {
	config := m.s.Report.Sections[i]
	var was []string
	for _, b := range sec.Blocks {
		switch {
		case config.Scorecard != nil && b.Cards != nil:
			for k := range b.Cards.Cards {
				m.markCard(config.Scorecard.Metrics[k], &b.Cards.Cards[k])
			}
		case config.Scorecard != nil && b.Table != nil:
			for k := range b.Table.Rows {
				was = append(was, m.markRow(&b.Table.Rows[k], func(c record.Change) bool { return c.By == "" && metricOf(c) == config.Scorecard.Metrics[k] })...)
			}
		case config.TargetTable != nil && b.Table != nil:
			for k := range b.Table.Rows {
				row := &b.Table.Rows[k]
				was = append(was, m.markRow(row, func(c record.Change) bool {
					return metricOf(c) == config.TargetTable.Metric && (c.By == "" && row.Kind == report.Total || c.By == config.TargetTable.By && m.memberName(c) == row.Cells[0].Text)
				})...)
			}
		}
	}
	if len(was) > 0 {
		sec.Signs = append(sec.Signs, report.Sign{Sign: report.Changed, Text: m.s.Locale.Word("correction.marks", strings.Join(was, " · "))})
	}
}

// markCard adds a line with the old value to a card.
func (m *marker) markCard(name string, card *report.Card) {
	if c := m.find(card.Exact, func(c record.Change) bool { return c.By == "" && c.Metric == name }); c != nil {
		line := report.CardLine{Label: m.s.Locale.Word("correction.was", m.oldValue(c))}
		card.Lines = append([]report.CardLine{line}, card.Lines...)
	}
}

// markRow marks each changed number of a row. It returns the row's footnote with the old values, none if nothing
// changed.
func (m *marker) markRow(row *report.Row, is func(record.Change) bool) (was []string) {
	for i := range row.Cells {
		cell := &row.Cells[i]
		if c := m.find(cell.Exact, is); c != nil && !strings.HasSuffix(cell.Text, report.Changed) {
			cell.Text += report.Changed
			was = append(was, m.oldValue(c))
		}
	}
	if len(was) == 0 {
		return nil
	}
	return []string{row.Cells[0].Text + " " + strings.Join(was, " / ")}
}

// find returns the change to a number among the changes for which is returns true; nil for none.
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

func (m *marker) oldValue(c *record.Change) string {
	if c.Before == nil {
		return m.s.Locale.Word("sign.no_data")
	}
	_, then, _ := amount.ChangeTexts(m.s.Locale, m.s.Metrics[metricOf(*c)], c.Before, c.After)
	return then
}

// memberName is the member's name as tables print it.
func (m *marker) memberName(c record.Change) string {
	if c.Unassigned {
		return m.s.Locale.Word("unassigned")
	}
	return prose.Tidy(c.Label)
}
