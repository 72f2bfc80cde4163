package report

import (
	"math/big"

	"bilan/report/metric"
)

// bulletMax is the end of the one scale that all bullets of the table share, 0 when there is none to draw. The
// total of a metric that adds up has no bullet: it would dwarf the others.
func (g *grid) bulletMax() float64 {
	most, targets := 0.0, false
	for _, m := range g.drawn() {
		f := m.first()
		most = max(most, f.AC.Float(), f.PLToDate.Float())
		targets = targets || f.PLToDate.OK()
	}
	if !targets || most <= 0 {
		return 0
	}
	return most * 1.05
}

func (g *grid) drawn() []member {
	if g.m.AddsUp {
		return g.rows
	}
	return append([]member{g.total}, g.rows...)
}

// bullet draws a member's actual against its objective; nil where there is neither.
func (g *grid) bullet(m member) *Bullet {
	f := m.first()
	if m.kind == Total && g.m.AddsUp || !f.AC.OK() && !f.PLToDate.OK() {
		return nil
	}
	b := &Bullet{Max: g.bullets, Actual: positive(f.AC), Target: positive(f.PLToDate)}
	if b.Target != nil && !g.m.LowerBetter {
		b.AtRisk, b.Good = share(f.PLToDate, g.m.AtRisk), share(f.PLToDate, g.m.OnTrack)
	}
	return b
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
