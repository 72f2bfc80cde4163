package sheet

import (
	"strings"

	"bilan/report"
)

// section has a section's title, its blocks one below the other, and its notes.
func (r reader) section(s *report.Section) [][]cell {
	name := s.Name()
	if s.Unit != "" {
		name = strings.TrimPrefix(name+", "+s.Unit, ", ")
	}
	rows := [][]cell{{textCell(name).inBold()}}
	if s.Label != "" {
		rows = append(rows, []cell{textCell(s.Title)})
	}
	if s.Note != "" {
		rows = append(rows, []cell{textCell(s.Note)})
	}
	for _, b := range s.Blocks {
		if block := r.block(b); len(block) > 0 {
			rows = append(append(rows, nil), block...)
		}
	}
	for i, note := range s.Notes() {
		if i == 0 {
			rows = append(rows, nil)
		}
		rows = append(rows, []cell{textCell(note)})
	}
	return rows
}

// cards has a row with label, value and status for each card, then a row for each comparison.
func (r reader) cards(c *report.Cards) [][]cell {
	var rows [][]cell
	for i := range c.Cards {
		card := &c.Cards[i]
		row := []cell{textCell(card.Label).inBold(), r.exactCell(card.Exact, card.Value).inBold()}
		if card.Status != "" {
			row = append(row, textCell(card.Status))
		}
		rows = append(rows, row)
		for _, l := range card.Lines {
			rows = append(rows, []cell{textCell(l.Label), r.exactCell(l.Ref, l.RefText), r.exactCell(l.Exact, l.Text)})
		}
	}
	return rows
}

// table converts the cells of right-aligned columns to numbers. Cells of other columns are names, and stay text even if
// they are digits.
func (r reader) table(t *report.Table) [][]cell {
	var head []cell
	for _, c := range t.Columns {
		if !c.Drawn() {
			head = append(head, textCell(strings.TrimSpace(c.Label+" "+c.Unit)).inBold())
		}
	}
	rows := [][]cell{head}
	for _, line := range t.Rows {
		var row []cell
		for i, c := range line.Cells {
			if i >= len(t.Columns) || t.Columns[i].Drawn() {
				continue
			}
			field := textCell(c.Text)
			if _, isDay := r.dateCell(c.Text); isDay || c.Exact != nil || t.Columns[i].Align == report.Right {
				field = r.exactCell(c.Exact, c.Text)
			}
			field.bold = line.Kind == report.Total || line.Kind == report.Subtotal
			row = append(row, field)
		}
		rows = append(rows, row)
	}
	if t.Caption != "" {
		rows = append(rows, []cell{textCell(t.Caption)})
	}
	return rows
}

func (r reader) timeChart(c *report.TimeChart) [][]cell {
	series := []struct {
		name   string
		points []report.Point
	}{{c.Words.AC, c.AC}, {c.Words.PL, c.PL}, {c.Words.PY, c.PY}, {c.Words.PPY, c.PPY}, {c.Words.FC, c.FC}, {r.loc.Word("sheet.range_low"), c.Low}, {r.loc.Word("sheet.range_high"), c.High}, {c.Words.DeltaPL, c.DeltaPL}, {c.Words.DeltaPLPct, c.DeltaPLPct}}
	rows := [][]cell{r.axisHead(c.Days)}
	for i, label := range c.Categories {
		rows = append(rows, r.axisCells(label, c.Days, i))
		for _, s := range series {
			if len(s.points) > 0 {
				end := len(rows) - 1
				rows[end] = append(rows[end], r.point(s.points, i))
			}
		}
	}
	for _, s := range series {
		if len(s.points) > 0 {
			rows[0] = append(rows[0], textCell(s.name).inBold())
		}
	}
	return rows
}

func (r reader) point(points []report.Point, i int) cell {
	if i >= len(points) {
		return cell{}
	}
	return r.exactCell(points[i].Exact, points[i].Label)
}

func (r reader) bars(c *report.BarChart) [][]cell {
	rows := [][]cell{{textCell(c.Head).inBold(), textCell(c.Words.AC).inBold(), textCell(c.Words.PL).inBold(), textCell(c.Words.DeltaPL).inBold(), textCell(c.Words.DeltaPLPct).inBold()}}
	for i := range c.Bars {
		b := &c.Bars[i]
		row := []cell{textCell(b.Label), r.exactCell(b.Exact, b.Text), r.exactCell(b.RefExact, b.RefTxt), r.exactCell(b.DeltaExact, b.DeltaTxt), r.exactCell(b.PctExact, b.PctTxt)}
		for j := range row {
			row[j].bold = b.Kind == report.Total && row[j] != cell{}
		}
		rows = append(rows, row)
	}
	return rows
}

func (r reader) funnel(f *report.Funnel) [][]cell {
	l := f.Labels
	rows := [][]cell{{textCell(l.Stage).inBold(), textCell(l.Count).inBold(), textCell(l.Amount).inBold(), textCell(l.Weighted).inBold()}}
	if l.Conversion != "" {
		rows[0] = append(rows[0], textCell(l.Conversion).inBold(), textCell(l.Overall).inBold())
	}
	for i := range f.Stages {
		s := &f.Stages[i]
		count := r.cell(s.CountTxt)
		if s.CountExact != nil {
			count = r.exactCell(s.CountExact, s.CountTxt)
		}
		row := []cell{textCell(s.Label), count, r.exactCell(s.AmtExact, s.AmtTxt), r.exactCell(s.WgtExact, s.WgtTxt)}
		if l.Conversion != "" {
			row = append(row, r.exactCell(s.ConvExact, s.ConvTxt), r.exactCell(s.AllExact, s.AllTxt))
		}
		rows = append(rows, row)
	}
	return rows
}

func prose(t *report.Text) [][]cell {
	var rows [][]cell
	for _, p := range t.Paragraphs {
		var b strings.Builder
		if p.Mark != "" {
			b.WriteString(p.Mark + " ")
		}
		for _, run := range p.Runs {
			b.WriteString(run.Text)
		}
		rows = append(rows, []cell{{text: b.String(), bold: p.Kind == report.Heading}})
	}
	return rows
}
