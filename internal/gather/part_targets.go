package gather

import (
	"slices"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
)

// TargetSteps implements report.Book. It returns the steps of the member's own target.
func (p *Part) TargetSteps(name, _ string, in period.Period) []metric.Step {
	p.batch.mu.Lock()
	defer p.batch.mu.Unlock()
	return p.parts.Steps(name, in, p.Member.Key)
}

// Holes implements report.Book. It returns the periods without a target of the member.
func (p *Part) Holes(name string, s metric.Scenario, in period.Period) []metric.Hole {
	return slices.DeleteFunc(p.batch.Book.Holes(name, s, in), func(h metric.Hole) bool {
		return h.Dimension != p.Member.Dimension || h.Key != p.Member.Key
	})
}

// UnshapedGrains implements report.Book. Its periods are those of the batch, because the shape of the year applies to all
// members.
func (p *Part) UnshapedGrains(name string, s metric.Scenario, in period.Period) []period.Period {
	return p.batch.Book.UnshapedGrains(name, s, in)
}

// RowOwner returns the key of the member to whom a row belongs, or "" if it belongs to none. known is false if the row
// is not in the table with this ID.
func (b *Batch) RowOwner(id, dim string, row []table.Cell) (key string, known bool) {
	if a := b.Book.owners[dim]; a != nil {
		return a.Owner(id, row)
	}
	return "", false
}

// Reads returns the datasets that a table or a pipeline reads. The report must have editions by the dimension.
func (b *Batch) Reads(dim, id string) []string { return b.Book.owners[dim].Reads(id) }
