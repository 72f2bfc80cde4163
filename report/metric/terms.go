package metric

// Terms returns the metrics without a formula that a metric is computed from, directly or through other formulas. For a
// metric without a formula, it returns that metric.
func (m *Model) Terms(name string) []string {
	if mt := m.Metrics[name]; mt != nil && mt.Formula != nil {
		return mt.Terms
	}
	return []string{name}
}

// CanDivide reports whether a metric can be divided by the members of a dimension: the rows of all its terms have a
// member.
func (m *Model) CanDivide(name, dim string) bool {
	for _, term := range m.Terms(name) {
		if of := m.Metrics[term]; of != nil && !m.CanGroup(of.Dataset, dim) {
			return false
		}
	}
	return true
}

// SetFormulaCutOffs sets the CutOff of each metric with a formula to the earliest CutOff of its terms.
func (m *Model) SetFormulaCutOffs() {
	for _, mt := range m.Metrics {
		for _, term := range mt.Terms {
			of := m.Metrics[term]
			if mt.Date != "" && !of.CutOff.IsZero() && (mt.CutOff.IsZero() || of.CutOff.Before(mt.CutOff)) {
				mt.CutOff, mt.Newest = of.CutOff, of.Newest
			}
		}
	}
}

// Evaluate is the value of a metric with a formula. of returns the values of metrics without a formula.
func (m *Model) Evaluate(mt *Metric, of func(name string) Num) Num {
	return mt.Formula.Value(func(name string) Num {
		if inner := m.Metrics[name]; inner != nil && inner.Formula != nil {
			return m.Evaluate(inner, of)
		}
		return of(name)
	})
}
