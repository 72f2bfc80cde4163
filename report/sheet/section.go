package sheet

import (
	"math/big"
	"strconv"
	"strings"

	"bilan/report"
)

// section lists a section's rows: its title, its blocks one below the other, and its notes.
func (r reader) section(s *report.Section) [][]cell {
	title := s.Title
	if s.Unit != "" {
		title = strings.TrimPrefix(title+", "+s.Unit, ", ")
	}
	rows := [][]cell{{text(title).strong()}}
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

func (r reader) block(b report.Block) [][]cell {
	switch {
	case b.Cards != nil:
		return r.cards(b.Cards)
	case b.Table != nil:
		return r.table(b.Table)
	case b.Columns != nil:
		return r.timeChart(b.Columns)
	case b.Line != nil:
		return r.timeChart(b.Line)
	case b.Bars != nil:
		return r.bars(b.Bars)
	case b.Funnel != nil:
		return r.funnel(b.Funnel)
	case b.Text != nil:
		return prose(b.Text)
	}
	return r.chart(b)
}

// cards are rows of label and value, then each comparison.
func (r reader) cards(c *report.Cards) [][]cell {
	var rows [][]cell
	for i := range c.Cards {
		card := &c.Cards[i]
		row := []cell{text(card.Label), r.cell(card.Value).strong()}
		for _, l := range card.Lines {
			row = append(row, text(l.Label), r.cell(l.Text))
		}
		if card.Status != "" {
			row = append(row, text(card.Status))
		}
		rows = append(rows, row)
	}
	return rows
}

// table reads the cells of columns that stand right as numbers: the others name things, also where they are digits.
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
			field, exact := r.exact(c, t.Columns[i].Unit)
			switch day, isDay := r.date(c.Text); {
			case exact:
			case t.Columns[i].Align == report.Right:
				field = r.cell(c.Text)
			case isDay:
				field = day
			}
			field.bold = line.Kind == report.Total
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
	}{{c.Words.AC, c.AC}, {c.Words.PL, c.PL}, {c.Words.PY, c.PY}, {c.Words.PPY, c.PPY}, {c.Words.FC, c.FC}, {c.Words.DeltaPL, c.DeltaPL}, {c.Words.DeltaPLPct, c.DeltaPLPct}}
	rows := [][]cell{{cell{}}}
	for i, label := range c.Categories {
		for _, g := range c.Groups {
			if g.First == i {
				rows = append(rows, []cell{text(g.Label).strong()})
			}
		}
		rows = append(rows, []cell{text(label)})
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
	return r.measured(points[i].Value, points[i].Label)
}

// measured is a chart's value: as its label says, else as it is drawn.
func (r reader) measured(v *float64, label string) cell {
	if c := r.cell(label); c.number != "" || v == nil {
		return c
	}
	exact, ok := new(big.Rat).SetString(strconv.FormatFloat(*v, 'f', -1, 64))
	if !ok {
		return text(label)
	}
	places, _ := exact.FloatPrec()
	number := exact.FloatString(min(places, 2))
	return cell{number: number, format: plain(number)}
}

func (r reader) bars(c *report.BarChart) [][]cell {
	rows := [][]cell{{text(c.Head).strong(), text(c.Words.AC).strong(), text(c.Words.PL).strong(), text(c.Words.DeltaPL).strong(), text(c.Words.DeltaPLPct).strong()}}
	for i := range c.Bars {
		b := &c.Bars[i]
		row := []cell{text(b.Label), r.measured(b.Value, b.Text), {}, r.measured(b.Delta, b.DeltaTxt), r.cell(b.PctTxt)}
		if b.Ref != nil {
			row[2] = r.measured(b.Ref, b.RefTxt)
		}
		rows = append(rows, row)
	}
	return rows
}

func (r reader) funnel(f *report.Funnel) [][]cell {
	l := f.Labels
	rows := [][]cell{{text(l.Stage).strong(), text(l.Count).strong(), text(l.Amount).strong(), text(l.Weighted).strong()}}
	for i := range f.Stages {
		s := &f.Stages[i]
		rows = append(rows, []cell{text(s.Label), r.cell(s.CountTxt), r.cell(s.AmtTxt), r.cell(s.WgtTxt)})
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
