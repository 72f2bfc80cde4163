package targettable

import (
	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
)

// bulletMax is the end of the common scale of the table's bullet bars, a round number; 0 if there is no bar to draw.
// Two lines are left out because they would shorten all other bars: the total of an additive metric, and rows of no
// member that are far larger than the members.
func (g *grid) bulletMax() float64 {
	most, targets := 0.0, false
	for _, m := range members.WithoutOutsized(g.drawnLines(), members.Actual, members.ToDate) {
		f := m.First()
		goal := g.goal(&f)
		most = max(most, f.AC.Float(), goal.Float())
		if g.landing {
			most = max(most, g.landingOf(m).Float())
		}
		targets = targets || goal.OK()
	}
	if !targets || most <= 0 {
		return 0
	}
	return rounding.RoundUp(most)
}

// bulletScale writes the range of the bullets' scale: "0–35 k€".
func (g *grid) bulletScale() string { return g.format.ScaleTo(g.m, g.bullets) }

func (g *grid) drawnLines() []members.Line {
	if g.m.AddsUp {
		return g.rows
	}
	return append([]members.Line{g.total}, g.rows...)
}

// bullet draws a member's actual against its objective; nil if it has neither, or if the scale is too short for it.
func (g *grid) bullet(m members.Line) *report.Bullet {
	f := m.First()
	goal := g.goal(&f)
	if m.Kind == report.Total && g.m.AddsUp || !f.AC.OK() && !goal.OK() || m.Kind == report.Unassigned && f.AC.Float() > g.bullets {
		return nil
	}
	b := &report.Bullet{Max: g.bullets, Actual: notation.FloatFromZero(f.AC), Target: notation.FloatFromZero(goal)}
	if g.landing {
		b.Landing = notation.FloatFromZero(g.landingOf(m))
	}
	if b.Target != nil && !g.m.LowerBetter {
		b.AtRisk, b.Good = notation.Share(goal, g.m.AtRisk), notation.Share(goal, g.m.OnTrack)
	}
	return b
}

// goal is the objective in a bullet bar: the objective to date, or the complete period's objective if the bar also
// shows the landing.
func (g *grid) goal(f *metric.Figure) metric.Num {
	if g.landing {
		return f.PL
	}
	return f.PLToDate
}
