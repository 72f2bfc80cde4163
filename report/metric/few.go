package metric

// certainRows is the number of rows from which a ratio of counts has a status. From 5 of 10, the true ratio may be 24
// to 76 %.
const certainRows = 30

// HasFewRows reports whether the actual has too few rows to compare it with anything: fewer than SmallN.
func (f *Figure) HasFewRows() bool {
	return f.Metric != nil && f.Metric.SmallN > 0 && f.AC.OK() && f.N < int64(f.Metric.SmallN)
}

// tooFewForStatus reports whether the actual has too few rows for a status. Only a metric with SmallN can have too few.
func (f *Figure) tooFewForStatus() bool {
	return f.Metric != nil && f.Metric.SmallN > 0 && f.N < int64(max(certainRows, f.Metric.SmallN))
}
