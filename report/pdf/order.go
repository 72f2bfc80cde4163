package pdf

import (
	"cmp"
	"slices"

	"bilan/report/typeface"
)

// held is a text that waits until its neighbours are known.
type held struct {
	x, baseline, middle float64
	st                  typeface.Style
	text                string
}

// InOrder writes the texts of draw from left to right, after everything else that it draws. A chart places its most
// important labels first, but a reader of the texts must find them in the order of time.
func (k *Canvas) InOrder(draw func()) {
	if k.holding {
		draw()
		return
	}
	k.holding, k.held = true, k.held[:0]
	draw()
	k.holding = false
	slices.SortStableFunc(k.held, func(a, b held) int { return cmp.Compare(a.middle, b.middle) })
	for _, h := range k.held {
		k.Text(h.x, h.baseline, h.st, h.text)
	}
}

// hold keeps a text for inOrder and returns its right end.
func (k *Canvas) hold(x, baseline float64, st typeface.Style, s string) float64 {
	w := st.Width(s)
	k.held = append(k.held, held{x, baseline, x + w/2, st, s})
	return x + w
}
