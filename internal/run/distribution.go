package run

import (
	"math/big"

	"bilan/internal/distribution"
	"bilan/internal/member"
	"bilan/report/metric"
)

// Begin is the burst's distribution without the lines of those who get an edition.
func (b *Burst) Begin() *distribution.Distribution {
	d := &distribution.Distribution{Report: b.Plan.Name, Slot: b.Plan.Slot.String(), Period: b.Plan.Calendar.ID(b.Plan.Periods[0]), Sums: []distribution.SumsUp{}}
	for _, dim := range b.Plan.Each {
		d.Sums = append(d.Sums, b.sums(dim)...)
	}
	for _, m := range b.Members {
		if m.Why != "" {
			d.Lines = append(d.Lines, distribution.Line{Member: m.ID(), Label: m.Label, To: m.To, Skipped: string(m.Why), Detail: m.Detail})
		}
	}
	return d
}

// Line is what the reader of an edition gets.
func (e *Edition) Line() distribution.Line {
	l := distribution.Line{Attachment: e.FileName(), Size: len(e.PDF)}
	if a, text, value, ok := e.scope().Opening(e.book()); ok {
		l.Metric, l.Figure, l.Value = a.Metric, text, value.Number()
	}
	if e.Part != nil {
		m := e.Part.Member
		l.Member, l.Label, l.To, l.Rows = m.ID(), m.Label, m.To, e.Part.Rows()
	}
	return l
}

// Unmade is the line of a member whose edition could not be made.
func Unmade(m member.Member, err error) distribution.Line {
	return distribution.Line{Member: m.ID(), Label: m.Label, To: m.To, Skipped: distribution.Failed, Detail: err.Error()}
}

func (b *Burst) sums(dim string) []distribution.SumsUp {
	var list []distribution.SumsUp
	parts, seen := b.Book.Parts(dim), map[string]bool{}
	for _, a := range b.Plan.Needs.Asks {
		m := b.Plan.Model.Metrics[a.Metric]
		if a.Period != b.Plan.Periods[0] || seen[a.Metric] || !m.AddsUp && !m.MembersAdd {
			continue
		}
		seen[a.Metric] = true
		a.By = ""
		total := parts.Total(a)
		if !total.OK() {
			continue
		}
		sum := new(big.Rat)
		for _, reader := range b.Members {
			if n := parts.Value(a, reader.Key); reader.Dimension == dim && reader.Why == "" && n.OK() {
				sum.Add(sum, n.Rat)
			}
		}
		rest := metric.Of(new(big.Rat).Sub(total.Rat, sum))
		list = append(list, distribution.SumsUp{
			By: dim, Metric: a.Metric, Period: b.Plan.Calendar.ID(a.Period),
			Editions: *metric.Of(sum).Number(), Rest: *rest.Number(), Whole: *total.Number(),
		})
	}
	return list
}
