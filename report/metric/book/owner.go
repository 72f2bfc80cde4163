package book

import (
	"bilan/report/metric"
	"bilan/report/metric/history"
)

// Owners returns the members who own numbers in the book.
func (b *Book) Owners() *metric.Owners { return b.owners }

// ownerOf is the owner of a slice's numbers. For a pair it is the first member.
func ownerOf(o *metric.Owners, s history.Cut) metric.Whose {
	if s.By == "" {
		return metric.Everyone
	}
	if of, _, pair := metric.PairOf(s.By); pair {
		return o.Number(metric.Owner{Dimension: of, Key: s.Owner().Key})
	}
	return o.Number(metric.Owner{Dimension: s.By, Key: s.Key})
}

// Owner returns the member whom w stands for, and whether w also includes the total. ok is false if w does not stand
// for a single member.
func (b *Book) Owner(w metric.Whose) (who metric.Owner, withWhole, ok bool) {
	return b.owners.OwnerOf(w)
}
