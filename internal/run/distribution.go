package run

import (
	"context"
	"math/big"
	"slices"

	"bilan/internal/distribution"
	"bilan/internal/mailaddr"
	"bilan/internal/member"
	"bilan/internal/plans"
	"bilan/report"
	"bilan/report/build"
	"bilan/report/metric"
)

// Plan makes and proves all editions of a slot, and returns who would get which. It sends nothing.
func (p *Program) Plan(ctx context.Context, order plans.Order) (*distribution.Distribution, error) {
	b, err := p.Burst(ctx, order)
	if err != nil {
		return nil, err
	}
	readers, err := b.ChooseReaders(nil)
	if err != nil {
		return nil, err
	}
	p.Begin("drawing the pages")
	d := b.NewDistribution()
	if err := b.Each(ctx, readers, func(e *Edition) error {
		d.Lines = append(d.Lines, e.Line())
		return nil
	}, b.Skipping(d)); err != nil {
		return nil, err
	}
	if b.HasList() {
		e, err := b.EditionOfAll(ctx)
		if err != nil {
			return nil, err
		}
		line := e.Line()
		d.Whole = &line
	}
	d.Finish()
	return d, nil
}

// HasList reports whether the report has recipients for the edition of all.
func (b *Burst) HasList() bool {
	r := b.program.Config.Reports[b.Plan.Name]
	return len(r.To)+len(r.CC)+len(r.BCC) > 0
}

// Skipping returns a function that records in d an edition that cannot be made, so that the others are sent. It is nil
// unless the report says if_one_fails: send others.
func (b *Burst) Skipping(d *distribution.Distribution) func(member.Member, error) error {
	if b.Plan.Report.IfOneFails != "send others" {
		return nil
	}
	return func(m member.Member, err error) error {
		d.Lines = append(d.Lines, distribution.Line{Member: m.ID(), Label: m.Label, To: m.To, Skipped: distribution.SkippedFailed, Detail: err.Error()})
		return nil
	}
}

// NewDistribution returns the burst's distribution with the lines of the members who get no edition. The caller adds
// the others.
func (b *Burst) NewDistribution() *distribution.Distribution {
	d := &distribution.Distribution{Report: b.Plan.Name, Slot: b.Plan.Slot.String(), Period: b.Plan.Calendar.ID(b.Plan.Periods[0]), Sums: []distribution.SumCheck{}}
	for _, dim := range b.Plan.Each {
		d.Sums = append(d.Sums, b.sumChecks(dim)...)
	}
	for _, m := range b.Members {
		if m.Why != "" {
			d.Lines = append(d.Lines, distribution.Line{Member: m.ID(), Label: m.Label, To: m.To, Skipped: string(m.Why), Detail: m.Detail})
		}
	}
	return d
}

// Line returns the distribution's line for a member's edition, without drawing the edition.
func (b *Burst) Line(m member.Member) distribution.Line {
	part := b.Part(m)
	e := &Edition{Batch: b.Batch, Part: part, witness: b.witness(part), Document: &report.Document{PeriodID: b.Plan.Calendar.ID(b.Plan.Periods[0])}}
	return e.Line()
}

// Line returns the distribution's line for the edition: what its reader gets.
func (e *Edition) Line() distribution.Line {
	l := distribution.Line{Attachment: e.FileName(), Size: len(e.PDF)}
	if a, text, value, ok := build.Opening(e.scope(), e.book()); ok {
		l.Metric, l.Figure, l.Value, l.Rows = a.Metric, text, value.Number(), e.book().Answer(a).Rows
	}
	if e.Part == nil {
		r := e.Plan.Report
		for _, address := range slices.Concat(r.To, r.CC, r.BCC) {
			l.To = append(l.To, mailaddr.Bare(address))
		}
		return l
	}
	m := e.Part.Member
	l.Member, l.Label, l.To = m.ID(), m.Label, m.To
	return l
}

func (b *Burst) sumChecks(dim string) []distribution.SumCheck {
	var list []distribution.SumCheck
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
		rest := metric.NumOf(new(big.Rat).Sub(total.Rat, sum))
		list = append(list, distribution.SumCheck{
			By: dim, Metric: a.Metric, Period: b.Plan.Calendar.ID(a.Period),
			Editions: *metric.NumOf(sum).Number(), Rest: *rest.Number(), Whole: *total.Number(),
		})
	}
	return list
}
