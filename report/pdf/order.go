package pdf

import (
	"cmp"
	"slices"

	"bilan/report/typeface"
)

// heldText is a text that SortTexts writes later.
type heldText struct {
	x, baseline, middle float64
	st                  typeface.Style
	text                string
}

// SortTexts draws, but writes the texts of draw last and from left to right. A chart places its most important labels
// first, while a screen reader must read them in the order of time.
func (k *Canvas) SortTexts(draw func()) {
	if k.holding {
		draw()
		return
	}
	k.holding, k.held = true, k.held[:0]
	draw()
	k.holding = false
	slices.SortStableFunc(k.held, func(a, b heldText) int { return cmp.Compare(a.middle, b.middle) })
	for _, h := range k.held {
		k.Text(h.x, h.baseline, h.st, h.text)
	}
}

// holdText keeps a text for SortTexts and returns the x at which the text ends.
func (k *Canvas) holdText(x, baseline float64, st typeface.Style, s string) float64 {
	w := st.Width(s)
	k.held = append(k.held, heldText{x, baseline, x + w/2, st, s})
	return x + w
}
