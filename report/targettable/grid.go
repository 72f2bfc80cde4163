package targettable

import (
	"math/big"
	"slices"

	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
)

// hasFull reports whether the period is open and any line has an objective for the complete period that differs from
// the one to date.
func (g *grid) hasFull() bool {
	if !g.periods[0].Open() {
		return false
	}
	for _, m := range append([]members.Line{g.total}, g.rows...) {
		f := m.First()
		if f.PL.OK() && (!f.PLToDate.OK() || f.PL.Rat.Cmp(f.PLToDate.Rat) != 0) {
			return true
		}
	}
	return false
}

func (g *grid) table() *report.Table {
	columns := g.columns()
	table := &report.Table{}
	for _, c := range columns {
		table.Columns = append(table.Columns, c.head)
	}
	for _, m := range append(slices.Clip(g.rows), g.total) {
		f := m.First()
		row := report.Row{Kind: m.Kind}
		for _, c := range columns {
			if c.unset.Hides(m) {
				row.Cells = append(row.Cells, report.Cell{})
				continue
			}
			row.Cells = append(row.Cells, c.cell(m, &f))
		}
		if f.HasFewRows() {
			row.Mute()
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// columns are the name column and the shown columns. With the default columns there is also the attainment in each
// further period of the report.
func (g *grid) columns() []tableColumn {
	list := make([]tableColumn, 0, len(g.shown)+len(g.periods))
	for _, name := range g.shown {
		if name != "bullet" || g.bullets > 0 {
			c := g.column(name)
			if s := scenarios[name]; s != "" && name != "bullet" {
				c.unset = g.unsetScenario(s, 0)
			}
			list = append(list, c)
		}
	}
	assignRoles(list)
	list = slices.Insert(list, 0, tableColumn{head: report.Column{Label: g.s.Heading(g.c.By), Grow: 1, Role: report.RoleName},
		cell: func(m members.Line, _ *metric.Figure) report.Cell { return report.Cell{Text: m.Label} }})
	if len(g.c.Columns) > 0 || g.m.Unit == metric.Score {
		return list
	}
	for i, p := range g.periods[1:] {
		list = append(list, tableColumn{
			unset: g.unsetScenario(metric.TargetScenario, i+1),
			head:  report.Column{Label: g.s.Locale.Capital(g.s.Short(p)), Unit: g.s.Word("column.percent_of_target"), Align: report.Right},
			cell: func(m members.Line, _ *metric.Figure) report.Cell {
				a := m.Figures[i+1]
				return g.share(a.Attainment, a.PLToDate, a.Status)
			}})
	}
	return list
}

// unsetScenario returns scenario s if no line has it in the period with index at, else nil. It is recorded for the footnotes.
func (g *grid) unsetScenario(s metric.Scenario, at int) *members.Unset {
	u := members.FindUnset(g.rows, g.total, s, at)
	g.unset = append(g.unset, u)
	return u
}

// share is a cell with the reached share of a target and the mark of its status.
func (g *grid) share(ratio, target metric.Num, st metric.Status) report.Cell {
	return g.pct.ShareCell(g.m, ratio, target, st)
}

// roundingDiffers reports whether a column's lines sum exactly to the total, while the rounded numbers do not.
func (g *grid) roundingDiffers() bool {
	for _, name := range g.shown {
		pick := g.lineNumber(name)
		if pick == nil || name == "pace" || name == "needed" || name == "more_sales" {
			continue
		}
		n := pick(g.total)
		if !g.m.AddsUp || !n.OK() || g.sum(pick, unrounded).Cmp(n.Rat) != 0 {
			continue
		}
		if g.sum(pick, g.format.Printed).Cmp(g.format.Printed(n.Rat)) != 0 {
			return true
		}
	}
	return false
}

// unmatched reports whether the total's gap includes the actuals of lines without an objective.
func (g *grid) unmatched() bool {
	n := g.total.First().DeltaPL
	none := members.FindUnset(g.rows, g.total, metric.TargetScenario, 0) != nil
	return slices.Contains(g.shown, "gap") && !none && g.m.AddsUp && n.OK() && g.sum(g.lineNumber("gap"), unrounded).Cmp(n.Rat) != 0
}

func unrounded(r *big.Rat) *big.Rat { return r }

// lineNumber returns the function for a line's number in a column; nil for a column in a unit of its own.
func (g *grid) lineNumber(name string) func(members.Line) metric.Num {
	pick := columnNumbers[name]
	switch {
	case name == "landing":
		return g.landingOf
	case pick == nil:
		return nil
	}
	return func(m members.Line) metric.Num {
		f := m.First()
		return pick(&f)
	}
}

func (g *grid) sum(pick func(members.Line) metric.Num, as func(*big.Rat) *big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, m := range g.rows {
		if n := pick(m); n.OK() {
			sum.Add(sum, as(n.Rat))
		}
	}
	return sum
}
