package layout

import (
	"math"

	"bilan/report/canvas"
	"bilan/report/typeface"
)

// Labels records where a chart's texts are, so that a text that would overlap another can be left out.
type Labels struct{ taken []canvas.Box }

// free reports whether the box overlaps no claimed box.
func (l *Labels) free(b canvas.Box) bool {
	for _, t := range l.taken {
		if b.Overlaps(t) {
			return false
		}
	}
	return true
}

// Claim records the box and returns true, or returns false if the box overlaps a claimed one.
func (l *Labels) Claim(b canvas.Box) bool {
	if !l.free(b) {
		return false
	}
	l.taken = append(l.taken, b)
	return true
}

// RequiredLabels is the number of categories that LabelOrder puts first, because their labels are required.
const RequiredLabels = 4

// LabelOrder returns the categories to label, the most important first: the last one, the highest, the lowest, the
// first, then every step-th from the right.
func LabelOrder(n, step int, value func(int) (float64, bool)) []int {
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

// SlotsPerLabel is the number of categories, each slot points wide, that a label of width w needs.
func SlotsPerLabel(w, slot float64) int {
	if slot <= 0 {
		return 1
	}
	return max(1, int(math.Ceil((w+3)/slot)))
}

// LabelPoint writes the label of the point at x and y above or below it, and claims its box. It writes nothing if both
// places are taken or free returns false for them. half is half of the label's width.
func LabelPoint(k canvas.Canvas, x, y, half float64, st typeface.Style, text string, taken *Labels, free func(canvas.Box) bool) {
	for _, baseline := range []float64{y - 4, y + 3.5 + st.Size*0.72} {
		b := canvas.BoxAt(x-half-0.5, baseline-st.Size*0.75, 2*half+1, st.Size*0.85)
		if free(b) && taken.Claim(b) {
			k.TextCenter(x, baseline, st, text)
			return
		}
	}
}
