package book

import (
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// Owners are the members who own numbers in the book.
func (b *Book) Owners() *metric.Owners { return b.owners }

// whoseAre is the owner of a slice's numbers; for a pair the first member.
func whoseAre(o *metric.Owners, s history.Cut) metric.Whose {
	if s.By == "" {
		return metric.Everyone
	}
	if of, _, pair := metric.PairOf(s.By); pair {
		return o.Of(metric.Owner{Dimension: of, Key: s.Owner().Key})
	}
	return o.Of(metric.Owner{Dimension: s.By, Key: s.Key})
}

// Owner is the member who owns a number, and whether the number is compared with the whole. ok is false for a number
// that does not belong to a single member.
func (b *Book) Owner(w metric.Whose) (who metric.Owner, withWhole, ok bool) { return b.owners.Who(w) }
