package layout

import "slices"

// A reader who compares two charts of a page may overlook that one has ×2 and the other ×5. So charts with similar
// factors are magnified by the smallest of them, and not at all if one of them needs no factor.

// Agree finds the factors of a page.
func (s *Sheet) Agree(page []Placed) {
	const close = 2.5
	var wanted []float64
	for _, p := range page {
		for _, n := range p.Needs {
			if n.Wants == nil {
				continue
			}
			if f := n.Wants(s); f >= 1 && !slices.Contains(wanted, f) {
				wanted = append(wanted, f)
			}
		}
	}
	slices.Sort(wanted)
	s.factors = map[float64]float64{}
	least := 0.0
	for _, f := range wanted {
		if f > close*least {
			least = f
		}
		s.factors[f] = least
	}
}

// Shared is the page's factor in place of the one that a chart wants.
func (s *Sheet) Shared(wanted float64) float64 {
	if f, ok := s.factors[wanted]; ok {
		return f
	}
	return wanted
}
