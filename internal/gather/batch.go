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

// Batch is everything that one slot fetched and computed. Every edition of the slot is made from it, any number of times and without
// asking a source or the engine again. It is read-only.
type Batch struct {
	Plan   *plans.Plan
	Doubts []diagnose.Doubt // why the data is not to be trusted, where the order lets it go out with a banner

	Book  *Book
	trust build.TrustFacts

	past      map[metric.Ask]bool // asked only for the whole: see pastOnly
	asked     [][]metric.Ask      // by section
	divisions map[string][]plans.Division

	mu sync.Mutex // of the parts, which remember what they computed
}

// New fetches the data of a plan, checks it and computes every figure. The error is Unusable when doubts stop the report.
func New(ctx context.Context, p *loaded.Program, plan *plans.Plan) (*Batch, error) {
	d, err := Open(ctx, p, plan.Report.Timezone.Location())
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.batch(ctx, plan)
}

// FetchTogether fetches the data of several turns of one report at once. The newest comes first, and the batch is for that one. also returns further
// asks, called once it is known up to which day each metric has data.
func FetchTogether(ctx context.Context, p *loaded.Program, list []*plans.Plan, also func(*plans.Plan) []metric.Ask) (*Batch, error) {
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
	return d.completed(ctx, list[0], also)
}

func (d *Gatherer) batch(ctx context.Context, plan *plans.Plan) (*Batch, error) {
	if err := plans.Complete(ctx, d.Data, plan); err != nil {
		return nil, err
	}
	return d.completed(ctx, plan, nothing)
}

// nothing adds no asks to those of the plan.
func nothing(*plans.Plan) []metric.Ask { return nil }

// completed fetches the data of a complete plan and computes its figures.
func (d *Gatherer) completed(ctx context.Context, plan *plans.Plan, also func(*plans.Plan) []metric.Ask) (*Batch, error) {
	d.Program.Begin("reading the sources")
	if err := d.Fetch(ctx, plan, d.stop); err != nil {
		return nil, err
	}
	return d.asked(ctx, plan, also)
}

// stop ends a fetch at its first fault.
func (d *Gatherer) stop(path string, err error) error { return diagnose.Stop(d.Data, path, err) }

// asked checks the fetched data and computes every figure.
func (d *Gatherer) asked(ctx context.Context, plan *plans.Plan, also func(*plans.Plan) []metric.Ask) (*Batch, error) {
	d.Program.Begin("checking the data")
	doubts, err := d.Check(ctx, plan, func(err error) error { return err })
	if err != nil {
		return nil, diagnose.Explain(ctx, d.Data, plan, err)
	}
	d.Program.Begin("computing the figures")
	if err := d.datesHold(ctx, plan); err != nil {
		return nil, err
	}
	if err := d.FindKnownDays(ctx, plan); err != nil {
		return nil, diagnose.Explain(ctx, d.Data, plan, err)
	}
	plan.Needs.Asks = append(plan.Needs.Asks, also(plan)...)
	book, err := d.figures(ctx, plan)
	if err != nil {
		return nil, diagnose.Explain(ctx, d.Data, plan, err)
	}
	found, err := diagnose.Figures(ctx, d.Data, plan, book.Book)
	if err != nil {
		return nil, err
	}
	doubts = slices.Concat(doubts, found.Doubts, EmptyDoubts(plan, book.Book, book.events))
	if held := diagnose.Held(plan, doubts); len(held) > 0 {
		return nil, &diagnose.Unusable{Doubts: held, Said: diagnose.TellAll(plan, held)}
	}
	b := &Batch{Plan: plan, Doubts: doubts, Book: book, trust: d.trust(plan, book, found), past: plan.PastOnly()}
	if b.asked, err = build.SectionAsks(plan.Scope); err != nil {
		return nil, err
	}
	b.divisions = plan.Divisions(b.asked)
	return b, nil
}

// Asked are the figures that each section of the report asks for.
func (b *Batch) Asked() [][]metric.Ask { return b.asked }

// Document builds the content of the edition for everybody.
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
