package insight_test

import (
	"testing"

	"bilan/report/insight"
)

// BenchmarkExplain measures the work for one report of a company with 101 customers: the causes of the differences from
// last year and from the previous month, and the outliers. Half of the companies have lost a customer.
func BenchmarkExplain(b *testing.B) {
	var list []insight.Question
	for seed := range uint64(4) {
		c := newCompany(seed+500, 24+12*int(seed%2))
		if seed < 2 {
			c.run()
			list = append(list, c.revenueQuestion(false), c.revenueQuestion(true))
			continue
		}
		q, _ := lostAccount(c, 5)
		list = append(list, q, c.revenueQuestion(true))
	}
	b.ReportAllocs()
	for b.Loop() {
		for i, q := range list {
			insight.Explain(q)
			if i%2 == 0 {
				insight.Outliers(q)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*len(list)/2), "ms/report")
}
