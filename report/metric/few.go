package metric

import "bilan/internal/period"

// certain is how many rows a ratio of counts must be of to have a status: 5 of 10 is anything from 24 to 76 %.
const certain = 30

// Few tells whether the actual is of too few rows to be held against anything.
func (f *Figure) Few() bool {
	return f.Metric != nil && f.Metric.SmallN > 0 && f.AC.OK() && f.N < int64(f.Metric.SmallN)
}

// uncertain tells whether the actual is of too few rows for a status.
func (f *Figure) uncertain() bool {
	return f.Metric != nil && f.Metric.SmallN > 0 && f.N < int64(max(certain, f.Metric.SmallN))
}

// count is how many rows a slice has in a period: of a formula, those of its term with the fewest.
func (c *computer) count(p period.Period, s slice) int64 {
	if len(c.terms) == 0 {
		return c.facts(s).values[cell{p, s.key, s.none}].rows
	}
	least := c.terms[0].count(p, s)
	for _, t := range c.terms[1:] {
		least = min(least, t.count(p, s))
	}
	return least
}
