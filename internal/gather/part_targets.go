package gather

import (
	"slices"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
)

// TargetSteps implements report.Book: those of the member's own target.
func (p *Part) TargetSteps(name, _ string, in period.Period) []metric.Step {
	p.batch.mu.Lock()
	defer p.batch.mu.Unlock()
	return p.parts.Steps(name, in, p.Member.Key)
}

// Holes implements report.Book: those of the member, or of the members of his group.
func (p *Part) Holes(name string, s metric.Scenario, in period.Period) []metric.Hole {
	return slices.DeleteFunc(p.batch.Book.Holes(name, s, in), func(h metric.Hole) bool {
		return h.Dimension != p.Member.Dimension || h.Key != p.Member.Key
	})
}

// Unshared implements report.Book: the periods are those of the batch, whose shape applies to all members.
func (p *Part) Unshared(name string, s metric.Scenario, in period.Period) []period.Period {
	return p.batch.Book.Unshared(name, s, in)
}

// RowOwner returns the key of the member to whom a table's row belongs, "" for none; known is false for a row of
// another table.
func (b *Batch) RowOwner(id, dim string, row []table.Cell) (key string, known bool) {
	if a := b.Book.owned[dim]; a != nil {
		return a.Owner(id, row)
	}
	return "", false
}

// Reads returns the datasets that a table or a pipeline reads, in a report with editions by a dimension.
func (b *Batch) Reads(dim, id string) []string { return b.Book.owned[dim].Reads(id) }
