package sheet

import (
	"strings"

	"bilan/report"
)

// section lists a section's rows: its title, its blocks one below the other, and its notes.
func (r reader) section(s *report.Section) [][]cell {
	name := s.Name()
	if s.Unit != "" {
		name = strings.TrimPrefix(name+", "+s.Unit, ", ")
	}
	rows := [][]cell{{text(name).strong()}}
	if s.Label != "" {
		rows = append(rows, []cell{text(s.Title)})
	}
	if s.Note != "" {
		rows = append(rows, []cell{text(s.Note)})
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
		rows = append(rows, []cell{text(note)})
	}
	return rows
}

// cards are a row of label, value and status each, then one row per comparison: its name, value and difference.
func (r reader) cards(c *report.Cards) [][]cell {
	var rows [][]cell
	for i := range c.Cards {
		card := &c.Cards[i]
		row := []cell{text(card.Label).strong(), r.exact(card.Exact, card.Value).strong()}
		if card.Status != "" {
			row = append(row, text(card.Status))
		}
		rows = append(rows, row)
		for _, l := range card.Lines {
			rows = append(rows, []cell{text(l.Label), r.exact(l.Ref, l.RefText), r.exact(l.Exact, l.Text)})
		}
	}
	return rows
}

// table converts the cells of right-aligned columns to numbers: the other columns are names, even if they are digits.
func (r reader) table(t *report.Table) [][]cell {
	var head []cell
	for _, c := range t.Columns {
		if c.Kind != report.BulletColumn {
			head = append(head, text(strings.TrimSpace(c.Label+" "+c.Unit)).strong())
		}
	}
	rows := [][]cell{head}
	for _, line := range t.Rows {
		var row []cell
		for i, c := range line.Cells {
			if i >= len(t.Columns) || t.Columns[i].Kind == report.BulletColumn {
				continue
			}
			field := text(c.Text)
			if _, isDay := r.date(c.Text); isDay || c.Exact != nil || t.Columns[i].Align == report.Right {
				field = r.exact(c.Exact, c.Text)
			}
			field.bold = line.Kind == report.Total || line.Kind == report.Subtotal
			row = append(row, field)
		}
		rows = append(rows, row)
	}
	if t.Caption != "" {
		rows = append(rows, []cell{text(t.Caption)})
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
		rows = append(rows, r.axis(label, c.Days, i))
		for _, s := range series {
			if len(s.points) > 0 {
				end := len(rows) - 1
				rows[end] = append(rows[end], r.point(s.points, i))
			}
		}
	}
	for _, s := range series {
		if len(s.points) > 0 {
			rows[0] = append(rows[0], text(s.name).strong())
		}
	}
	return rows
}

func (r reader) point(points []report.Point, i int) cell {
	if i >= len(points) {
		return cell{}
	}
	return r.exact(points[i].Exact, points[i].Label)
}

func (r reader) bars(c *report.BarChart) [][]cell {
	rows := [][]cell{{text(c.Head).strong(), text(c.Words.AC).strong(), text(c.Words.PL).strong(), text(c.Words.DeltaPL).strong(), text(c.Words.DeltaPLPct).strong()}}
	for i := range c.Bars {
		b := &c.Bars[i]
		row := []cell{text(b.Label), r.exact(b.Exact, b.Text), r.exact(b.RefExact, b.RefTxt), r.exact(b.DeltaExact, b.DeltaTxt), r.exact(b.PctExact, b.PctTxt)}
		for j := range row {
			row[j].bold = b.Kind == report.Total && row[j] != cell{}
		}
		rows = append(rows, row)
	}
	return rows
}

func (r reader) funnel(f *report.Funnel) [][]cell {
	l := f.Labels
	rows := [][]cell{{text(l.Stage).strong(), text(l.Count).strong(), text(l.Amount).strong(), text(l.Weighted).strong()}}
	if l.Conversion != "" {
		rows[0] = append(rows[0], text(l.Conversion).strong(), text(l.Overall).strong())
	}
	for i := range f.Stages {
		s := &f.Stages[i]
		count := r.cell(s.CountTxt)
		if s.CountExact != nil {
			count = r.exact(s.CountExact, s.CountTxt)
		}
		row := []cell{text(s.Label), count, r.exact(s.AmtExact, s.AmtTxt), r.exact(s.WgtExact, s.WgtTxt)}
		if l.Conversion != "" {
			row = append(row, r.exact(s.ConvExact, s.ConvTxt), r.exact(s.AllExact, s.AllTxt))
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
