package structure

import (
	"math/big"

	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
)

// effectsNamed is the number of effects that the alternative text names.
const effectsNamed = 3

// chart draws the steps. Each end is an exact sum, so that the last step ends exactly at the actual.
func (w *bridge) chart() *report.Waterfall {
	c := &report.Waterfall{Head: w.s.Heading(w.c.By), Words: w.s.ChartWords(), Scale: w.format.Scale(w.m)}
	w.s.NameReference(&c.Words, w.as)
	c.Steps = append(c.Steps, w.totalStep(w.origin(), w.as, w.from))
	at := new(big.Rat).Set(w.from)
	for _, st := range w.steps {
		next := new(big.Rat).Add(at, st.size)
		c.Steps = append(c.Steps, w.step(st, at, next))
		at = next
	}
	c.Steps = append(c.Steps, w.totalStep(w.s.Word("column.actual"), report.AC, w.to))
	for _, st := range c.Steps {
		c.Max = max(c.Max, st.From, -st.From, st.To, -st.To)
	}
	if w.roundingDiffers() {
		w.t.Note(w.s.Word("foot.rounded"))
	}
	c.Alt = w.alt()
	return c
}

// origin names the amount at which the waterfall starts.
func (w *bridge) origin() string {
	switch {
	case w.as != report.PL:
		return w.s.Word("waterfall." + startNames[w.as])
	case w.m.ToDate(w.p):
		return w.s.Word("column.target_to_date")
	}
	return w.s.Word("column.target")
}

func (w *bridge) totalStep(label string, is report.Scenario, r *big.Rat) report.Step {
	n := metric.NumOf(r)
	return report.Step{Label: label, Is: is, To: *w.format.Float(n), Text: w.format.Value(n), Exact: w.format.Exact(n), Open: is == report.AC && w.m.ToDate(w.p)}
}

func (w *bridge) step(st step, from, to *big.Rat) report.Step {
	delta := metric.NumOf(st.size)
	p := w.format
	if notation.PrintsPercent(metric.Div(delta, notation.Magnitude(st.ref))) { // a difference beside a per cent is never printed as 0
		p = p.WithDigitsFor(w.m, delta)
	}
	out := report.Step{
		Label: st.label, Kind: st.kind, From: *w.format.Float(metric.NumOf(from)), To: *w.format.Float(metric.NumOf(to)),
		Text: p.Signed(delta), Exact: p.Exact(delta), Tone: p.Tone(w.m, delta), Open: w.m.ToDate(w.p),
	}
	switch {
	case st.many && !st.ref.OK():
	case notation.IsNegative(st.ref):
		out.PctTxt, out.PctTone = w.t.NotMeaningful(), report.Muted
	default:
		d := w.t.Variance(w.m, metric.Div(delta, notation.Magnitude(st.ref)))
		out.PctTxt, out.PctTone, out.PctExact = d.Text, d.Tone, d.Exact
	}
	return out
}

// roundingDiffers reports whether the rounded steps do not add up, although the exact ones do.
func (w *bridge) roundingDiffers() bool {
	sum := new(big.Rat).Set(w.format.Printed(w.from))
	for _, st := range w.steps {
		sum.Add(sum, w.format.Printed(st.size))
	}
	return sum.Cmp(w.format.Printed(w.to)) != 0
}

// alt is the waterfall as a sentence for readers who cannot see it: start, end, difference, and the largest effects.
func (w *bridge) alt() string {
	s, delta := w.s, new(big.Rat).Sub(w.to, w.from)
	text := s.Word("alt.waterfall", prose.Tidy(w.m.Label), s.Inline(w.c.By), s.Word("alt.at", notation.Full(s, w.m, w.from), s.Locale.Inline(w.origin())),
		notation.Full(s, w.m, w.to), notation.SignedFull(s, w.m, delta))
	var list []string
	for _, st := range w.steps[:min(effectsNamed, len(w.steps))] {
		if st.size.Sign() != 0 {
			list = append(list, st.label+" "+notation.SignedFull(s, w.m, st.size))
		}
	}
	if len(list) == 0 {
		return text
	}
	return text + " " + s.Word("alt.effects", s.Locale.List(list))
}
