package book

import (
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// Owners are the members whose numbers the book holds.
func (b *Book) Owners() *metric.Owners { return b.owners }

// whoseAre is whose the numbers of a slice are: of a pair the first member's.
func whoseAre(o *metric.Owners, s history.Cut) metric.Whose {
	if s.By == "" {
		return metric.Everyone
	}
	if of, _, pair := metric.PairOf(s.By); pair {
		return o.Of(metric.Owner{Dimension: of, Key: s.Owner().Key})
	}
	return o.Of(metric.Owner{Dimension: s.By, Key: s.Key})
}

// Owner is the member that a number is of, and whether it is set against the whole. ok is false of what is no single member's.
func (b *Book) Owner(w metric.Whose) (who metric.Owner, withWhole, ok bool) { return b.owners.Who(w) }
