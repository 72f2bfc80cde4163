package layout

import "slices"

// AgreeFactors sets the factors of a page's charts, for SharedFactor. Charts with similar factors are magnified by the
// smallest of them, because a reader may overlook that one chart has ×2 and another ×5.
func (s *Sheet) AgreeFactors(page []Placed) {
	const close = 2.5
	var wanted []float64
	for _, p := range page {
		for _, n := range p.Needs {
			if n.WantedFactor == nil {
				continue
			}
			if f := n.WantedFactor(s); f >= 1 && !slices.Contains(wanted, f) {
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

// SharedFactor is the factor that the page uses for a chart that wants the factor wanted.
func (s *Sheet) SharedFactor(wanted float64) float64 {
	if f, ok := s.factors[wanted]; ok {
		return f
	}
	return wanted
}
