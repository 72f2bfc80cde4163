// Package gather makes a batch from a plan: it reads the sources, checks the data and computes every figure once.
package gather

import (
	"context"
	"slices"
	"sync"

	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/report"
	"bilan/report/build"
	"bilan/report/metric"
	"bilan/report/note"
)

// Batch is everything that one slot fetched and computed. Each edition of the slot is made from it, without another
// query to a source or to the engine. It is read-only and safe for concurrent use.
type Batch struct {
	Plan   *plans.Plan
	Doubts []diagnose.Doubt // reasons not to trust the data, in a report that is sent with a banner nevertheless

	Book  *Book
	trust build.TrustFacts

	usualAsks   map[metric.Ask]bool         // asks about what is usual, which no section shows: see plans.Plan.PastOnly
	sectionAsks [][]metric.Ask              // the asks of each section
	divisions   map[string][]plans.Division // by dimension and section: how the section is divided among members

	mu sync.Mutex // guards Book.Parts, which caches its answers
}

// New fetches the data of a plan, checks it and computes every figure. The error is a diagnose.Unusable when doubts
// hold the report.
func New(ctx context.Context, p *loaded.Program, plan *plans.Plan) (*Batch, error) {
	d, err := Open(ctx, p, plan.Report.Timezone.Location())
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.batch(ctx, plan)
}

// FetchTogether fetches the data of several turns of one report at once. list begins with the newest turn, which the
// batch is made for. moreAsks returns additional asks; it is called when the days up to which each metric has data are
// known.
func FetchTogether(ctx context.Context, p *loaded.Program, list []*plans.Plan, moreAsks func(*plans.Plan) []metric.Ask) (*Batch, error) {
	d, err := Open(ctx, p, list[0].Report.Timezone.Location())
	if err != nil {
		return nil, err
	}
	defer d.Close()
	for i, plan := range list {
		if err := plans.Complete(ctx, d.Data, plan); err != nil {
			return nil, err
		}
		if i > 0 {
			list[0].Widen(plan)
		}
	}
	return d.fetchAndCompute(ctx, list[0], moreAsks)
}

func (d *Gatherer) batch(ctx context.Context, plan *plans.Plan) (*Batch, error) {
	if err := plans.Complete(ctx, d.Data, plan); err != nil {
		return nil, err
	}
	return d.fetchAndCompute(ctx, plan, noMoreAsks)
}

// noMoreAsks returns no additional asks.
func noMoreAsks(*plans.Plan) []metric.Ask { return nil }

// fetchAndCompute fetches the data of a complete plan and computes its figures.
func (d *Gatherer) fetchAndCompute(ctx context.Context, plan *plans.Plan, moreAsks func(*plans.Plan) []metric.Ask) (*Batch, error) {
	d.Program.Begin("reading the sources")
	if err := d.Fetch(ctx, plan, d.stopAtError); err != nil {
		return nil, err
	}
	return d.checkAndCompute(ctx, plan, moreAsks)
}

// stopAtError ends a fetch at its first error.
func (d *Gatherer) stopAtError(path string, err error) error {
	return diagnose.LoadError(d.Data, path, err)
}

// checkAndCompute checks the fetched data and computes every figure of the plan, and of the asks that moreAsks adds.
func (d *Gatherer) checkAndCompute(ctx context.Context, plan *plans.Plan, moreAsks func(*plans.Plan) []metric.Ask) (*Batch, error) {
	d.Program.Begin("checking the data")
	doubts, err := d.Check(ctx, plan, func(err error) error { return err })
	if err != nil {
		return nil, diagnose.ExplainError(ctx, d.Data, plan, err)
	}
	d.Program.Begin("computing the figures")
	if err := d.checkDates(ctx, plan); err != nil {
		return nil, err
	}
	if err := d.FindKnownDays(ctx, plan); err != nil {
		return nil, diagnose.ExplainError(ctx, d.Data, plan, err)
	}
	plan.Needs.Asks = append(plan.Needs.Asks, moreAsks(plan)...)
	book, err := d.computeFigures(ctx, plan)
	if err != nil {
		return nil, diagnose.ExplainError(ctx, d.Data, plan, err)
	}
	found, err := diagnose.CheckFigures(ctx, d.Data, plan, book.Book)
	if err != nil {
		return nil, diagnose.ExplainError(ctx, d.Data, plan, err)
	}
	doubts = slices.Concat(doubts, found.Doubts, EmptyDoubts(plan, book.Book, book.events))
	if held := diagnose.BlockingDoubts(plan, doubts); len(held) > 0 {
		return nil, &diagnose.Unusable{Doubts: held, Said: diagnose.TellAll(plan, held)}
	}
	b := &Batch{Plan: plan, Doubts: doubts, Book: book, trust: d.trustFacts(plan, book, found), usualAsks: plan.PastOnlyAsks()}
	if b.sectionAsks, err = build.SectionAsks(plan.Scope); err != nil {
		return nil, err
	}
	b.divisions = plan.Divisions(b.sectionAsks)
	return b, nil
}

// SectionAsks returns the figures that each section of the report asks for.
func (b *Batch) SectionAsks() [][]metric.Ask { return b.sectionAsks }

// Document builds the document of the edition for everybody, in which no member's rows are left out.
func (b *Batch) Document() (*report.Document, error) {
	doc, err := build.Document(b.Plan.Scope, b.Book, b.trust, banner(b.Plan, b.Doubts))
	if err != nil {
		return nil, err
	}
	note.Put(b.Plan.Scope, doc)
	if hide := b.Plan.Report.SubjectFigures; hide != nil && !*hide {
		doc.Preview = doc.Period
	}
	return doc, nil
}
