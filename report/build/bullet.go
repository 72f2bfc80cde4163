package build

import (
	"math/big"
	"strconv"

	"bilan/internal/locale"
	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/metric"
)

// bulletMax is the round end of the one scale that all bullets of the table share, 0 when there is none to draw. The
// total of a metric that adds up has no bullet, nor has what matches no member and is far larger: it would dwarf the others.
func (g *grid) bulletMax() float64 {
	most, targets := 0.0, false
	for _, m := range withoutGiants(g.drawn(), actual, toDate) {
		f := m.first()
		goal := g.goal(&f)
		most = max(most, f.AC.Float(), goal.Float())
		if g.landing {
			most = max(most, g.lands(m).Float())
		}
		targets = targets || goal.OK()
	}
	if !targets || most <= 0 {
		return 0
	}
	return rounding.Above(most)
}

// bulletScale writes where the bullets' scale ends: "0–35 k€".
func (g *grid) bulletScale() string { return g.pen.scaleTo(g.m, g.bullets) }

// scaleTo writes a scale from zero to its end, in the metric's own unit: "0–35 k€".
func (p pen) scaleTo(m *metric.Metric, high float64) string {
	end, ok := new(big.Rat).SetString(strconv.FormatFloat(high, 'g', 6, 64))
	if !ok {
		return ""
	}
	digits, _ := p.in(end).FloatPrec()
	s := p.sheet.s
	return s.word("column.bullet.scale", s.Locale.Number(new(big.Rat), 0), p.withUnit(m, end, min(digits, mostDigits)))
}

func (p pen) withUnit(m *metric.Metric, r *big.Rat, digits int) string {
	s := p.sheet.s
	switch m.Unit {
	case metric.Currency:
		return s.Locale.In(locale.Scale{Divisor: p.per}, r, m.Currency, digits)
	case metric.Percent:
		return s.Locale.Percent(r, digits)
	}
	text := s.Locale.Number(p.in(r), digits)
	if p.unit != "" && p.unit != s.word("unit.number") {
		text += nbsp + p.unit
	}
	return text
}

func (g *grid) drawn() []member {
	if g.m.AddsUp {
		return g.rows
	}
	return append([]member{g.total}, g.rows...)
}

// bullet draws a member's actual against its objective; nil where there is neither.
func (g *grid) bullet(m member) *report.Bullet {
	f := m.first()
	goal := g.goal(&f)
	if m.kind == report.Total && g.m.AddsUp || !f.AC.OK() && !goal.OK() || m.kind == report.Unassigned && f.AC.Float() > g.bullets {
		return nil
	}
	b := &report.Bullet{Max: g.bullets, Actual: positive(f.AC), Target: positive(goal)}
	if g.landing {
		b.Landing = positive(g.lands(m))
	}
	if b.Target != nil && !g.m.LowerBetter {
		b.AtRisk, b.Good = share(goal, g.m.AtRisk), share(goal, g.m.OnTrack)
	}
	return b
}

// goal is what a bullet's actual stands against: the objective to date or, where a landing goes on from it, the whole
// period's, so that both ends are of the same time.
func (g *grid) goal(f *metric.Figure) metric.Num {
	if g.landing {
		return f.PL
	}
	return f.PLToDate
}

// positive is the number where a scale from zero can show it.
func positive(n metric.Num) *float64 {
	if !n.OK() || n.Rat.Sign() < 0 {
		return nil
	}
	f := n.Float()
	return &f
}

func share(n metric.Num, of *big.Rat) *float64 {
	if of == nil {
		return nil
	}
	return positive(metric.Of(new(big.Rat).Mul(n.Rat, of)))
}
