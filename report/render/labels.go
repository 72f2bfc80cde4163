package render

import "math"

// labels keeps the texts of a chart apart: what would overprint is left out.
type labels struct{ taken []box }

// free tells whether nothing was printed in the box.
func (l *labels) free(b box) bool {
	for _, t := range l.taken {
		if b.overlaps(t) {
			return false
		}
	}
	return true
}

// claim takes the box if it is free.
func (l *labels) claim(b box) bool {
	if !l.free(b) {
		return false
	}
	l.taken = append(l.taken, b)
	return true
}

// extremes is how many categories priority puts first because they must be told.
const extremes = 4

// priority orders n categories for labelling: the last one, the extremes, the first, then every step-th from the
// right.
func priority(n, step int, value func(int) (float64, bool)) []int {
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

// stride is how many slots of the given width one label of width w takes.
func stride(w, slot float64) int {
	if slot <= 0 {
		return 1
	}
	return max(1, int(math.Ceil((w+3)/slot)))
}
