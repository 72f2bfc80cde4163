package report

import (
	"math/big"

	"bilan/report/metric"
)

// hasFull tells whether any line of an open period has an objective that goes beyond today's.
func (g *grid) hasFull() bool {
	if !g.periods[0].Open() {
		return false
	}
	for _, m := range append([]member{g.total}, g.rows...) {
		f := m.first()
		if f.PL.OK() && (!f.PLToDate.OK() || f.PL.Rat.Cmp(f.PLToDate.Rat) != 0) {
			return true
		}
	}
	return false
}

func (g *grid) table() *Table {
	table := &Table{Columns: g.columns()}
	for _, m := range g.rows {
		table.Rows = append(table.Rows, g.row(m))
	}
	table.Rows = append(table.Rows, g.row(g.total))
	return table
}

func (g *grid) columns() []Column {
	s, target := g.s, "column.target"
	if g.periods[0].Open() {
		target = "column.target_to_date"
	}
	list := []Column{
		{Label: g.s.dimension(g.c.By), Grow: 1, Role: RoleName},
		{Label: s.word(target), Align: Right, Role: RoleTarget},
		{Label: s.word("column.actual"), Align: Right, Role: RoleActual},
		{Label: s.word("column.gap"), Align: Right, Role: RoleGap, Unit: differing(g.pen.delta, g.pen.unit)},
		{Label: s.word("column.attainment"), Unit: differing("%", g.pen.unit), Align: Right, Role: RoleAttainment},
	}
	if g.bullets > 0 {
		list = append(list, Column{Label: s.word("column.bullet"), Unit: g.bulletScale(), Kind: BulletColumn, Grow: 1})
	}
	if g.full {
		list = append(list,
			Column{Label: s.word("column.full_target"), Align: Right},
			Column{Label: s.word("column.progress"), Unit: differing("%", g.pen.unit), Align: Right})
	}
	for _, p := range g.periods[1:] {
		list = append(list, Column{Label: s.Locale.Capital(s.short(p)), Unit: s.word("column.percent_of_target"), Align: Right})
	}
	return list
}

// differing is a column's unit where it is not the section's.
func differing(unit, section string) string {
	if unit == section {
		return ""
	}
	return unit
}

func (g *grid) row(m member) Row {
	f := m.first()
	tone := g.pen.tone(g.m, f.DeltaPL)
	row := Row{Kind: m.kind, Cells: []Cell{
		{Text: m.label},
		{Text: g.pen.value(f.PLToDate)},
		{Text: g.pen.value(f.AC)},
		{Text: g.pen.gap(f.DeltaPL), Tone: tone},
		g.share(f.Attainment, f.PLToDate, f.Status),
	}}
	if g.bullets > 0 {
		row.Cells = append(row.Cells, Cell{Bullet: g.bullet(m)})
	}
	if g.full {
		row.Cells = append(row.Cells, Cell{Text: g.pen.value(f.PL)}, g.share(f.Progress, f.PL, metric.NoStatus))
	}
	for i := range g.periods[1:] {
		a := m.at[i+1]
		row.Cells = append(row.Cells, g.share(a.Attainment, a.PLToDate, a.Status))
	}
	return row
}

// share is how much of a target is done, in the colour of its status; of a negative one no share says anything.
func (g *grid) share(ratio, target metric.Num, st metric.Status) Cell {
	switch {
	case ratio.OK() && negative(target):
		return Cell{Text: g.t.meaningless(), Tone: Muted}
	case !ratio.OK():
		return Cell{Text: g.t.sign(ratio), Tone: Muted}
	}
	return Cell{Text: g.pct.attainment(g.m, ratio), Tone: statusTone(st)}
}

func statusTone(st metric.Status) Tone {
	switch st {
	case metric.OnTrack:
		return Good
	case metric.AtRisk:
		return Warn
	case metric.OffTrack:
		return Bad
	}
	return Neutral
}

// misses tells whether lines that add up exactly do not add up as they are printed.
func (g *grid) misses() bool {
	for _, pick := range []func(*metric.Figure) metric.Num{toDate, actual, gapOf} {
		total := g.total.first()
		n := pick(&total)
		if !g.m.AddsUp || !n.OK() || g.sum(pick, exact).Cmp(n.Rat) != 0 {
			continue
		}
		if g.sum(pick, g.pen.printed).Cmp(g.pen.printed(n.Rat)) != 0 {
			return true
		}
	}
	return false
}

// unmatched tells whether the total's gap holds actuals of lines that have no objective.
func (g *grid) unmatched() bool {
	n := g.total.first().DeltaPL
	return g.m.AddsUp && n.OK() && g.sum(gapOf, exact).Cmp(n.Rat) != 0
}

func exact(r *big.Rat) *big.Rat { return r }

func (g *grid) sum(pick func(*metric.Figure) metric.Num, as func(*big.Rat) *big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, m := range g.rows {
		f := m.first()
		if n := pick(&f); n.OK() {
			sum.Add(sum, as(n.Rat))
		}
	}
	return sum
}
