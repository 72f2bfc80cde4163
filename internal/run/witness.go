package run

import (
	"slices"
	"strings"

	"bilan/internal/gather"
	"bilan/internal/proof"
	"bilan/report/metric"
	"bilan/report/scope"
)

// witness returns the Witness that checks everything from which a member's document is made.
func (b *Burst) witness(part *gather.Part) *proof.Witness {
	m := part.Member
	var book scope.Book = part
	b.showTest(m, &book)
	w := &proof.Witness{Book: book, Case: proof.Case{Member: m, Names: b.Plan.Report.Names, Owner: b.Book.Owner}}
	for _, dim := range b.Plan.Each {
		if dim == m.Dimension {
			w.Members = b.Batch.Members(dim)
		} else if b.Plan.Config.ChildDimension(m.Dimension) != dim && b.Plan.Config.ChildDimension(dim) != m.Dimension { // a member may see his group's name, and a group its members' names
			w.Others = append(w.Others, b.Batch.Members(dim)...)
		}
	}
	w.Index = b.names.ForDimension(m.Dimension, w.Members, w.Others)
	w.Row = func(id string, row []any) (string, bool) { return b.RowOwner(id, m.Dimension, row) }
	w.Dataset = func(name string) string { return b.Plan.Model.Metrics[name].Dataset }
	w.Reads = func(id string) string { return strings.Join(b.Batch.Reads(m.Dimension, id), ", ") }
	w.Fixed, w.Company = b.fixedTexts(part), b.Plan.Config.Company
	return w
}

// fixedTexts returns the texts that may be in every edition: the program's words, the names of figures and dimensions,
// and the report's name and its texts of one word, any of which may also be a person's name.
func (b *Burst) fixedTexts(part *gather.Part) []string {
	list := part.Scope.Locale.Fixed()
	for name, of := range part.Scope.Metrics {
		list = append(list, of.Label, part.Scope.Dimension(name))
	}
	for name := range b.Plan.Config.Dimensions {
		list = append(list, name, part.Scope.Dimension(name))
	}
	return append(append(list, b.Plan.Name), proof.SingleWords(&part.Scope.Report)...)
}

// rankedSections returns for each section whether it has a line for each member of the part's dimension.
func (b *Burst) rankedSections(part *gather.Part) (list []bool) {
	for i, section := range b.SectionAsks() {
		if part.Omits(i) {
			continue
		}
		list = append(list, slices.ContainsFunc(section, func(a metric.Ask) bool { return a.By == part.Member.Dimension }))
	}
	return list
}
