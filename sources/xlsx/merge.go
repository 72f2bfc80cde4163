package xlsx

import (
	"bytes"
	"fmt"
	"slices"
)

// Merging reads merged cells as a person does: a text over several rows or columns applies to each of them. A number
// does not, because nobody can tell to which row it belongs. Merging must see every row of the sheet in order.
type Merging struct {
	ranges    []merged // ranges that begin in later rows, sorted by first row
	active    []merged
	firstRow  int64 // number of the first row that is data
	headerRow int64 // number of the header row, 0 for none
	width     int   // number of columns of the table; later cells are not part of it
	budget    int64 // number of cells that may still be filled
	offset    int   // number of columns of the sheet before the area
}

// merged is a merged range with the value of its first cell. Its columns count from the first column of the area; shown
// is the range in the sheet.
type merged struct {
	Range
	shown Range
	label Cell
	cut   bool // the first cell, which has the value, is outside of the area
}

// NewMerging prepares a table with width columns. names is the row number of its header, 0 for none; from is its first
// data row.
func NewMerging(l Layout, names, from int64, width int) *Merging {
	m := &Merging{firstRow: from, headerRow: names, width: width, budget: maxPadding, offset: l.area.FirstColumn}
	for _, shown := range l.Merged {
		r := shown
		r.FirstColumn, r.LastColumn = r.FirstColumn-m.offset, r.LastColumn-m.offset
		if r.LastColumn < 0 || l.area.endsBefore(r.FirstRow) {
			continue
		}
		cut := r.FirstColumn < 0 || r.FirstRow < l.area.FirstRow
		r.FirstColumn = max(r.FirstColumn, 0)
		if r.FirstColumn < width && (r.LastRow > r.FirstRow || r.LastColumn > r.FirstColumn) {
			m.ranges = append(m.ranges, merged{Range: r, shown: shown, cut: cut})
		}
	}
	slices.SortStableFunc(m.ranges, func(a, b merged) int { return int(a.FirstRow - b.FirstRow) })
	return m
}

// Header is a merged range that joins the header with the row below it; false if there is none.
func (m *Merging) Header() (joined Range, ok bool) {
	for _, r := range m.ranges {
		if r.FirstRow <= m.headerRow && r.LastRow > m.headerRow {
			return r.shown, true
		}
	}
	return Range{}, false
}

// Title reports whether a row is merged over all columns of the table.
func (m *Merging) Title(row int64) bool {
	return slices.ContainsFunc(m.ranges, func(r merged) bool {
		return r.FirstRow <= row && r.LastRow >= row && r.FirstColumn == 0 && r.LastColumn >= m.width-1 && m.width > 1
	})
}

// Fill writes the values of merged ranges into the row's cells, and records a problem in the row.
func (m *Merging) Fill(row *Row) {
	m.active = slices.DeleteFunc(m.active, func(r merged) bool { return r.LastRow < row.Number })
	for len(m.ranges) > 0 && m.ranges[0].FirstRow <= row.Number {
		r := m.ranges[0]
		if m.ranges = m.ranges[1:]; r.FirstRow == row.Number && r.FirstColumn < len(row.Cells) {
			r.label = row.Cells[r.FirstColumn]
			r.label.Text = bytes.Clone(r.label.Text)
		}
		if r.LastRow >= row.Number {
			m.active = append(m.active, r)
		}
	}
	if len(m.active) == 0 || row.Number != m.headerRow && (row.Number < m.firstRow || isBlank(row.Cells)) {
		return
	}
	for _, r := range m.active {
		if problem := m.fill(r, row); problem != "" && row.Problem == "" {
			row.Problem = problem
		}
	}
}

// fill writes the value of one range into the row, and returns what is wrong with it.
func (m *Merging) fill(r merged, row *Row) string {
	first, last := r.FirstColumn, min(r.LastColumn, m.width-1)
	if row.Number == r.FirstRow && !r.cut {
		first++
	}
	label, names := r.label, row.Number == m.headerRow
	switch {
	case first > last:
		return ""
	case r.cut:
		return fmt.Sprintf("the merged cells %s begin outside the range (undo the merge, or include all of them in the range)", r.shown)
	case label.Kind == Empty || len(label.Text) == 0:
		return m.hiddenBelow(r, row, first, last)
	case !names && label.Kind == Number:
		return fmt.Sprintf("%s is merged and contains a number, which belongs to one of its rows (undo the merge and write each row's value)", r.shown)
	case !names && m.width > 1 && r.FirstColumn == 0 && last == m.width-1:
		return fmt.Sprintf("%s is a heading across the whole table and not a row of it (delete it, or csv: {footer: …} for those at the end)", r.shown)
	}
	if problem := m.hiddenBelow(r, row, first, last); problem != "" {
		return problem
	}
	if m.budget -= int64(last - first + 1); m.budget < 0 {
		return fmt.Sprintf("%s: the sheet has too many merged cells", r.shown)
	}
	for len(row.Cells) <= last {
		row.Cells = append(row.Cells, Cell{})
	}
	for i := first; i <= last; i++ {
		row.Cells[i] = label
	}
	return ""
}

// hiddenBelow describes a cell below a merged range whose value differs from the visible one, "" if there is none.
func (m *Merging) hiddenBelow(r merged, row *Row, first, last int) string {
	for i := first; i <= last && i < len(row.Cells); i++ {
		if c := row.Cells[i]; len(c.Text) > 0 && !bytes.Equal(c.Text, r.label.Text) {
			return fmt.Sprintf("%s contains %q behind the merged cells %s, where it is hidden (undo the merge)", CellName(i+m.offset, row.Number), clip(c.Text), r.shown)
		}
	}
	return ""
}

func isBlank(cells []Cell) bool {
	return !slices.ContainsFunc(cells, func(c Cell) bool { return len(bytes.TrimSpace(c.Text)) > 0 })
}
