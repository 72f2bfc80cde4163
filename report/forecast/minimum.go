package forecast

import (
	"math"
	"slices"
)

const golden = 0.6180339887498949 // (√5 − 1) ÷ 2

// lowest returns the point between two bounds at which a function is smallest. It tries some points first, so that it does
// not miss a second minimum, and then golden sections around the best of them (Kiefer 1953).
func lowest(low, high float64, f func(float64) float64) float64 {
	const points, sections = 12, 14
	best, least := low, math.Inf(1)
	step := (high - low) / points
	for i := range points + 1 {
		if x := low + float64(i)*step; f(x) < least {
			best, least = x, f(x)
		}
	}
	a, b := math.Max(low, best-step), math.Min(high, best+step)
	c, d := b-golden*(b-a), a+golden*(b-a)
	fc, fd := f(c), f(d)
	for range sections {
		if fc < fd {
			b, d, fd = d, c, fc
			c = b - golden*(b-a)
			fc = f(c)
		} else {
			a, c, fc = c, d, fd
			d = a + golden*(b-a)
			fd = f(d)
		}
	}
	return (a + b) / 2
}

// corner is a point of the simplex, with the function's value at this point.
type corner struct {
	at    [3]float64
	value float64
}

// descend returns a nearby minimum of a function of three parameters (Nelder and Mead 1965). f must be +Inf
// outside its domain.
func descend(start, step [3]float64, f func([3]float64) float64) [3]float64 {
	const rounds, tolerance = 120, 1e-6
	simplex := []corner{{start, f(start)}}
	for i := range start {
		at := start
		at[i] += step[i]
		simplex = append(simplex, corner{at, f(at)})
	}
	sort := func() { slices.SortStableFunc(simplex, func(a, b corner) int { return compare(a.value, b.value) }) }
	for range rounds {
		sort()
		if simplex[3].value-simplex[0].value <= tolerance*math.Abs(simplex[0].value) {
			break
		}
		if next, ok := moved(simplex, f); ok {
			simplex[3] = next
			continue
		}
		for i := 1; i < len(simplex); i++ {
			at := along(simplex[0].at, simplex[i].at, 0.5)
			simplex[i] = corner{at, f(at)}
		}
	}
	sort()
	return simplex[0].at
}

// moved returns the corner that replaces the worst one. It returns false if the simplex must shrink.
func moved(simplex []corner, f func([3]float64) float64) (corner, bool) {
	var centre [3]float64
	for _, c := range simplex[:3] {
		for i := range centre {
			centre[i] += c.at[i] / 3
		}
	}
	try := func(by float64) corner {
		at := along(centre, simplex[3].at, by)
		return corner{at, f(at)}
	}
	reflected := try(-1)
	switch {
	case reflected.value < simplex[0].value:
		if far := try(-2); far.value < reflected.value {
			return far, true
		}
		return reflected, true
	case reflected.value < simplex[2].value:
		return reflected, true
	}
	near := try(0.5)
	if reflected.value < simplex[3].value {
		near = try(-0.5)
	}
	return near, near.value < simplex[3].value
}

// along returns the point a + by × (b − a).
func along(a, b [3]float64, by float64) (at [3]float64) {
	for i := range at {
		at[i] = a[i] + by*(b[i]-a[i])
	}
	return at
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
