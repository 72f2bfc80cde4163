package metric

// Terms returns the metrics with values of their own from which a metric is computed: those of its formula, through other formulas, or
// itself.
func (m *Model) Terms(name string) []string {
	if mt := m.Metrics[name]; mt != nil && mt.Formula != nil {
		return mt.Terms
	}
	return []string{name}
}

// Divides reports whether the members of a dimension have figures of a metric: the rows of all its terms say whose they are.
func (m *Model) Divides(name, dim string) bool {
	for _, term := range m.Terms(name) {
		if of := m.Metrics[term]; of != nil && !m.Cuts(of.Dataset, dim) {
			return false
		}
	}
	return true
}

// CutFormulas ends each formula's known time with the earliest end among its terms.
func (m *Model) CutFormulas() {
	for _, mt := range m.Metrics {
		for _, term := range mt.Terms {
			of := m.Metrics[term]
			if mt.Date != "" && !of.CutOff.IsZero() && (mt.CutOff.IsZero() || of.CutOff.Before(mt.CutOff)) {
				mt.CutOff, mt.Newest = of.CutOff, of.Newest
			}
		}
	}
}

// Evaluate is a formula's value, through the formulas that it names.
func (m *Model) Evaluate(mt *Metric, of func(name string) Num) Num {
	return mt.Formula.Value(func(name string) Num {
		if inner := m.Metrics[name]; inner != nil && inner.Formula != nil {
			return m.Evaluate(inner, of)
		}
		return of(name)
	})
}
