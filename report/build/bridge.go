package build

import (
	"math/big"

	"bilan/report"
	"bilan/report/metric"
)

// effectsNamed is how many of the largest effects a waterfall's message names.
const effectsNamed = 3

// chart draws the steps up. Their ends are sums of exact numbers: the last one ends where the actual does.
func (w *bridge) chart() *report.Waterfall {
	c := &report.Waterfall{Head: w.s.dimension(w.c.By), Words: w.s.chartWords(), Scale: w.pen.scale(w.m)}
	w.s.reword(&c.Words, w.as)
	c.Steps = append(c.Steps, w.whole(w.origin(), w.as, w.from))
	at := new(big.Rat).Set(w.from)
	for _, st := range w.steps {
		next := new(big.Rat).Add(at, st.size)
		c.Steps = append(c.Steps, w.step(st, at, next))
		at = next
	}
	c.Steps = append(c.Steps, w.whole(w.s.word("column.actual"), report.AC, w.to))
	for _, st := range c.Steps {
		c.Max = max(c.Max, st.From, -st.From, st.To, -st.To)
	}
	if w.misses() {
		w.t.note(w.s.word("foot.rounded"))
	}
	c.Alt = w.alt()
	return c
}

// origin names the whole amount that the waterfall starts from.
func (w *bridge) origin() string {
	switch {
	case w.as != report.PL:
		return w.s.word("waterfall." + origins[w.as])
	case w.m.ToDate(w.p):
		return w.s.word("column.target_to_date")
	}
	return w.s.word("column.target")
}

func (w *bridge) whole(label string, is report.Scenario, r *big.Rat) report.Step {
	n := metric.Of(r)
	return report.Step{Label: label, Is: is, To: *w.pen.float(n), Text: w.pen.value(n), Exact: w.pen.exact(n), Open: is == report.AC && w.m.ToDate(w.p)}
}

func (w *bridge) step(st step, from, to *big.Rat) report.Step {
	delta := metric.Of(st.size)
	p := w.pen
	if tells(metric.Div(delta, magnitude(st.ref))) { // no effect is 0 beside a per cent that is none
		p = p.showing(w.m, delta)
	}
	out := report.Step{
		Label: st.label, Kind: st.kind, From: *w.pen.float(metric.Of(from)), To: *w.pen.float(metric.Of(to)),
		Text: p.signed(delta), Exact: p.exact(delta), Tone: p.tone(w.m, delta), Open: w.m.ToDate(w.p),
	}
	switch {
	case st.many && !st.ref.OK():
	case negative(st.ref):
		out.PctTxt, out.PctTone = w.t.meaningless(), report.Muted
	default:
		d := w.t.variance(w.m, metric.Div(delta, magnitude(st.ref)))
		out.PctTxt, out.PctTone, out.PctExact = d.text, d.tone, d.exact
	}
	return out
}

// misses tells whether the steps, which add up exactly, do not as they are printed.
func (w *bridge) misses() bool {
	sum := new(big.Rat).Set(w.pen.printed(w.from))
	for _, st := range w.steps {
		sum.Add(sum, w.pen.printed(st.size))
	}
	return sum.Cmp(w.pen.printed(w.to)) != 0
}

// alt is the waterfall's message in words: from where to where, how far that is, and what did most of it.
func (w *bridge) alt() string {
	s, delta := w.s, new(big.Rat).Sub(w.to, w.from)
	text := s.word("alt.waterfall", tidy(w.m.Label), s.inline(w.c.By), s.word("alt.at", s.full(w.m, w.from), s.Locale.Inline(w.origin())),
		s.full(w.m, w.to), s.plus(w.m, delta))
	var list []string
	for _, st := range w.steps[:min(effectsNamed, len(w.steps))] {
		if st.size.Sign() != 0 {
			list = append(list, st.label+" "+s.plus(w.m, st.size))
		}
	}
	if len(list) == 0 {
		return text
	}
	return text + " " + s.word("alt.effects", s.Locale.List(list))
}

// plus is full with an explicit plus: "+12 k€".
func (s *Scope) plus(m *metric.Metric, r *big.Rat) string {
	if r.Sign() > 0 {
		return "+" + s.full(m, r)
	}
	return s.full(m, r)
}
