package matrix

import (
	"math/big"

	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// average is the share at an age over all cohorts that have reached it: Σ members ÷ Σ sizes, so that a large cohort has
// more weight. Open periods are excluded, because their counts are not complete.
func (g *triangle) average(age int) metric.Num {
	members, sizes := new(big.Rat), new(big.Rat)
	for i := range g.list {
		c := &g.list[i]
		if age >= len(c.Cells) || !c.Cells[age].OK() || g.isOpen(i, age) {
			continue
		}
		members.Add(members, c.Cells[age].Rat)
		sizes.Add(sizes, big.NewRat(c.Size, 1))
	}
	if sizes.Sign() == 0 {
		return metric.NoNum(metric.NotYet)
	}
	return metric.Div(metric.NumOf(members), metric.NumOf(sizes))
}

func (g *triangle) averages(began int64) report.HeatRow {
	row := report.HeatRow{Label: g.s.Word("column.average"), Kind: report.Total, Extra: g.s.Count(began)}
	for age := range g.periods {
		cell := report.HeatCell{}
		if n := g.average(age); n.OK() {
			cell.Text, cell.Exact = g.text(n), g.format.Exact(n)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// message is a sentence about the cohorts: how many members come back in the next period or, for values, how much came
// after the first period. It is "" if that is not known yet.
func (g *triangle) message() string {
	if g.show() == "value" {
		return g.valueMessage()
	}
	n := g.average(1)
	if !n.OK() {
		return ""
	}
	return g.s.Word("caption.cohorts."+string(g.periods[0].Unit), percentText(g.s, n.Rat))
}

func (g *triangle) valueMessage() string {
	all, later := new(big.Rat), new(big.Rat)
	for i := range g.list {
		for age, n := range g.list[i].Cells {
			if !n.OK() {
				continue
			}
			all.Add(all, n.Rat)
			if age > 0 {
				later.Add(later, n.Rat)
			}
		}
	}
	if all.Sign() <= 0 || later.Sign() < 0 {
		return ""
	}
	return g.s.Word("caption.cohorts.value", notation.Full(g.s, g.m, all), percentText(g.s, new(big.Rat).Quo(later, all)))
}

// percentText writes a share for a sentence: "38 %", "<1 %".
func percentText(s *scope.Scope, ratio *big.Rat) string {
	mark, percent := roundPercent(ratio)
	return mark + s.Locale.Percent(notation.InUnit(percent, notation.Hundred), 0)
}
