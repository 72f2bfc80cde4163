package listing

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"time"

	"bilan/internal/config/section"
	"bilan/internal/natural"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/notation"
)

// arrange returns the answer in the order that the YAML sets: sorted by a column, with the rows of a group together.
// The group with the largest sum of that column is first. Equal rows keep the order of the query.
func (k *Table) arrange(data *table.Table) (*table.Table, error) {
	by, group, err := k.sortAndGroup(data)
	if err != nil || by < 0 && group < 0 {
		return data, err
	}
	out := &table.Table{Columns: data.Columns, Rows: slices.Clone(data.Rows)}
	smallest := false
	if by >= 0 {
		smallest = k.c.Sort.First == "smallest" || k.c.Sort.First == "" && data.Columns[by].Kind == table.Text
		slices.SortStableFunc(out.Rows, func(a, b []table.Cell) int { return compareCells(a[by], b[by], smallest) })
	}
	if group >= 0 {
		places := groupPlaces(out, group, by, smallest)
		slices.SortStableFunc(out.Rows, func(a, b []table.Cell) int {
			return cmp.Compare(places[groupOf(a[group])], places[groupOf(b[group])])
		})
	}
	return out, nil
}

// sortAndGroup returns the positions of the columns that rows are sorted and grouped by, -1 for none.
func (k *Table) sortAndGroup(data *table.Table) (by, group int, err error) {
	by, group = -1, -1
	if len(data.Columns) == 0 {
		return by, group, nil
	}
	if name := k.c.Sort.Column; name != "" {
		if by = data.Column(name); by < 0 {
			return by, group, fmt.Errorf("sort.column: the answer has no column %q (it has %s)", name, columnNames(data))
		}
	}
	if name := k.c.Group; name != "" {
		if group = data.Column(name); group < 0 {
			return by, group, fmt.Errorf("group: the answer has no column %q (it has %s)", name, columnNames(data))
		}
	}
	return by, group, nil
}

func groupOf(c table.Cell) string { return fmt.Sprint(c) }

// groupPlaces returns the place of each group: by the sum of the column by or, if by is -1, in the order of their first
// rows.
func groupPlaces(data *table.Table, group, by int, smallest bool) map[string]int {
	var order []string
	sums := map[string]*big.Rat{}
	for _, row := range data.Rows {
		name := groupOf(row[group])
		if sums[name] == nil {
			order, sums[name] = append(order, name), new(big.Rat)
		}
		if by >= 0 {
			if r, ok := table.Rat(row[by]); ok {
				sums[name].Add(sums[name], r)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b string) int {
		c := sums[b].Cmp(sums[a])
		if smallest {
			c = -c
		}
		return c
	})
	places := make(map[string]int, len(order))
	for i, name := range order {
		places[name] = i
	}
	return places
}

// compareCells compares two cells of a column for sorting: the smallest first or the largest first. Empty cells are
// last.
func compareCells(a, b table.Cell, smallest bool) int {
	if a == nil || b == nil {
		return cmp.Compare(nilLast(a), nilLast(b))
	}
	c := 0
	x, isNumber := table.Rat(a)
	y, bothNumbers := table.Rat(b)
	at, isTime := a.(time.Time)
	to, bothTimes := b.(time.Time)
	switch {
	case isNumber && bothNumbers:
		c = x.Cmp(y)
	case isTime && bothTimes:
		c = at.Compare(to)
	default:
		c = natural.Compare(fmt.Sprint(a), fmt.Sprint(b))
	}
	if smallest {
		return c
	}
	return -c
}

func nilLast(c table.Cell) int {
	if c == nil {
		return 1
	}
	return 0
}

// withSubtotals adds a subtotal below the printed rows of each group, and keeps the group's name only in its first row. A
// subtotal includes rows of the group that are not printed.
func (k *Table) withSubtotals(t *notation.Sheet, data *table.Table, shown [][]table.Cell, columns []Field, lines []report.Row) []report.Row {
	group := data.Column(k.c.Group)
	named := slices.IndexFunc(columns, func(f Field) bool { return f.at == group })
	var out []report.Row
	for i, line := range lines {
		last := i+1 == len(lines) || groupOf(shown[i+1][group]) != groupOf(shown[i][group])
		if named >= 0 && i > 0 && groupOf(shown[i-1][group]) == groupOf(shown[i][group]) {
			line.Cells[named] = report.Cell{}
		}
		if out = append(out, line); last {
			out = append(out, k.subtotal(t, data, columns, group, shown[i][group]))
		}
	}
	return out
}

func (k *Table) subtotal(t *notation.Sheet, data *table.Table, columns []Field, group int, name table.Cell) report.Row {
	of := &table.Table{Columns: data.Columns}
	for _, row := range data.Rows {
		if groupOf(row[group]) == groupOf(name) {
			of.Rows = append(of.Rows, row)
		}
	}
	row := report.Row{Kind: report.Subtotal, Cells: make([]report.Cell, len(columns))}
	for i, c := range columns {
		if c.hasTotal() {
			whole := sum(of.Rows, c.at)
			row.Cells[i] = report.Cell{Text: c.number(whole), Exact: c.exactNumber(whole)}
		}
	}
	if at := slices.IndexFunc(row.Cells, func(c report.Cell) bool { return c.Text == "" }); at >= 0 {
		label := NewField(k.s, section.TableColumn{Column: k.c.Group}, data.Columns[group], group).text(t, name)
		row.Cells[at].Text = k.s.Word("subtotal", label)
	}
	return row
}
