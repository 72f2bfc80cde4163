package build

import (
	"slices"

	"bilan/report"
	"bilan/report/metric"
)

// incomparable says why no cell has anything to be held against, "" where one has or each has a sign of its own to show.
func (g *heatGrid) incomparable(rows []member) string {
	if !g.diverging() || slices.ContainsFunc(rows, func(m member) bool { return some(m.at, g.pick) }) {
		return ""
	}
	ref := g.s.chartWords().PL
	if g.c.Show == "vs_last_year" {
		ref = g.s.chartWords().PY
	}
	for _, f := range rows[len(rows)-1].at {
		if n := g.pick(&f); f.AC.OK() && n.State != metric.Undefined {
			return g.s.word("foot.sign", ref, g.s.word("foot."+states[n.State]))
		}
	}
	return ""
}

// shaded tells whether any cell has a ground.
func shaded(h *report.HeatMap) bool {
	return slices.ContainsFunc(h.Rows, func(r report.HeatRow) bool {
		return slices.ContainsFunc(r.Cells, func(c report.HeatCell) bool { return c.Shade > 0 })
	})
}

func (k *heatMap) notes(t *sheet, g *heatGrid, shaded bool) {
	if k.diverging() && shaded {
		t.note(k.s.word("foot.shade", g.darkest()))
	}
	t.footKnown(k.m, k.periods[len(k.periods)-1])
	last, open := k.cut()
	switch {
	case !open:
	case k.diverging():
		t.note(star + nbsp + k.s.word("foot.open", k.s.Locale.Capital(k.s.name(last)), k.s.Locale.Date(lastDay(last))))
	default:
		t.note(k.s.unfinished(last))
	}
}
