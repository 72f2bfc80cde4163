package layout

import (
	"math"

	"bilan/report/canvas"
	"bilan/report/typeface"
)

// Labels keeps the texts of a chart apart: a text that would overlap is left out.
type Labels struct{ taken []canvas.Box }

// free reports whether nothing was printed in the box.
func (l *Labels) free(b canvas.Box) bool {
	for _, t := range l.taken {
		if b.Overlaps(t) {
			return false
		}
	}
	return true
}

// Claim takes the box if it is free.
func (l *Labels) Claim(b canvas.Box) bool {
	if !l.free(b) {
		return false
	}
	l.taken = append(l.taken, b)
	return true
}

// Extremes is the number of categories that priority puts first because their labels are required.
const Extremes = 4

// Priority orders n categories for labelling: the last one, the extremes, the first, then every step-th from the
// right.
func Priority(n, step int, value func(int) (float64, bool)) []int {
	var order []int
	seen := make([]bool, n)
	add := func(i int) {
		if i >= 0 && i < n && !seen[i] {
			seen[i] = true
			order = append(order, i)
		}
	}
	add(n - 1)
	low, high := -1, -1
	lowest, highest := math.Inf(1), math.Inf(-1)
	for i := range n {
		v, ok := value(i)
		if ok && v > highest {
			high, highest = i, v
		}
		if ok && v < lowest {
			low, lowest = i, v
		}
	}
	add(high)
	add(low)
	add(0)
	for i := n - 1; i >= 0; i -= max(step, 1) {
		add(i)
	}
	return order
}

// SlotsPerLabel is how many slots of the given width one label of width w takes.
func SlotsPerLabel(w, slot float64) int {
	if slot <= 0 {
		return 1
	}
	return max(1, int(math.Ceil((w+3)/slot)))
}

// LabelPoint writes a value over or under its point at x and y, where that is free and no other label is.
func LabelPoint(k canvas.Canvas, x, y, half float64, st typeface.Style, text string, taken *Labels, free func(canvas.Box) bool) {
	for _, baseline := range []float64{y - 4, y + 3.5 + st.Size*0.72} {
		b := canvas.BoxAt(x-half-0.5, baseline-st.Size*0.75, 2*half+1, st.Size*0.85)
		if free(b) && taken.Claim(b) {
			k.TextCenter(x, baseline, st, text)
			return
		}
	}
}
