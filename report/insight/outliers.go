package insight

// Outlier is a part that deviates exceptionally from its past. The total may be usual.
type Outlier struct {
	Cut   string
	Part  Part
	Above bool
}

// Outliers returns the parts of all cuts that are beyond the cut-off, above or below, in the order of cuts. The cut-off
// is that of Explain for twice as many cuts, because both directions are tested.
func Outliers(q Question) (list []Outlier) {
	if len(q.Past) < LeastPast {
		return nil
	}
	b := newBackground(q.Past, q.Cycle)
	for i := range q.Cuts {
		c := &q.Cuts[i]
		if len(c.Parts) < 2 {
			continue
		}
		j := newJudge(c, b)
		level := byChance / float64(2*len(q.Cuts))
		for _, sign := range []float64{1, -1} {
			cut := j.cutoff(sign, level)
			for k, p := range c.Parts {
				if !p.NotCause && sign*j.t[k] > cut {
					list = append(list, Outlier{c.Name, p, sign > 0})
				}
			}
		}
	}
	return list
}
