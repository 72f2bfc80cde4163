package matrix

import (
	"slices"

	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// incomparableReason is the text for a heat map in which no cell can be compared: the reason that the reference is missing.
// It is "" if a cell can be compared, or if the reason is only that references are zero or negative.
func (g *heatGrid) incomparableReason(rows []members.Line) string {
	if !g.diverging() || slices.ContainsFunc(rows, func(m members.Line) bool { return members.AnyKnown(m.Figures, g.numberOf) }) {
		return ""
	}
	ref := g.s.ChartWords().PL
	if g.c.Show == "vs_last_year" {
		ref = g.s.ChartWords().PY
	}
	for _, f := range rows[len(rows)-1].Figures {
		if n := g.numberOf(&f); f.AC.OK() && n.State != metric.Undefined {
			return g.s.Word("foot.sign", ref, g.s.Word("foot."+notation.StateNames[n.State]))
		}
	}
	return ""
}

func (k *heatMap) notes(t *notation.Sheet, g *heatGrid, shaded bool) {
	if k.diverging() && shaded {
		t.Note(k.s.Word("foot.shade", g.darkestText()))
	}
	t.NoteKnownUntil(k.m, k.periods[len(k.periods)-1])
	last, open := k.openPeriod()
	switch {
	case !open:
	case k.diverging():
		t.Note(scope.Star + scope.NBSP + k.s.Word("foot.open", k.s.Locale.Capital(k.s.PeriodName(last)), k.s.Locale.Date(scope.LastDay(last))))
	default:
		t.Note(k.s.Unfinished(last))
	}
}
