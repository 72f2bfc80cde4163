package metric

// certain is how many rows a ratio of counts must be of to have a status: 5 of 10 is anything from 24 to 76 %.
const certain = 30

// Few reports whether the actual is of too few rows to be held against anything.
func (f *Figure) Few() bool {
	return f.Metric != nil && f.Metric.SmallN > 0 && f.AC.OK() && f.N < int64(f.Metric.SmallN)
}

// uncertain reports whether the actual is of too few rows for a status.
func (f *Figure) uncertain() bool {
	return f.Metric != nil && f.Metric.SmallN > 0 && f.N < int64(max(certain, f.Metric.SmallN))
}
