package run

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"bilan/internal/diagnose"
	"bilan/internal/gather"
	"bilan/internal/member"
	"bilan/internal/plans"
	"bilan/internal/proof"
)

// Burst makes the editions of one slot, all from one batch. Each edition is made on request and not kept afterwards.
type Burst struct {
	*gather.Batch
	Members []member.Member // all members of every dimension; Why says why one gets no edition
	program *Program
	order   plans.Order // its Before and BeforeOf hold the figures that readers saw last
	names   proof.NameIndexes
	tamper  func(b *Burst, m member.Member, what any) // set by tests to change what showTest shows them
}

// Burst gathers a slot's data once, and decides which members get an edition. It draws nothing.
func (p *Program) Burst(ctx context.Context, order plans.Order) (*Burst, error) {
	plan, err := plans.New(&p.Program, order)
	if err != nil {
		return nil, err
	}
	if len(plan.Each) == 0 {
		return nil, &plans.BadRequest{Err: fmt.Errorf("report %q makes no editions of members (add each: rep)", order.Report)}
	}
	batch, err := gather.New(ctx, &p.Program, plan)
	if err != nil {
		return nil, fmt.Errorf("report %q: %w", order.Report, err)
	}
	b := &Burst{Batch: batch, program: p, order: order}
	lists := make([][]member.Member, len(plan.Each))
	for i, dim := range plan.Each {
		lists[i] = batch.Members(dim)
	}
	member.NameFiles(lists...)
	for _, dim := range plan.Each {
		for _, m := range batch.Members(dim) {
			if m.Why == "" && plan.Report.IfNoRows != "send" && batch.Part(m).Rows() == 0 {
				m.Why = member.NoRows
			}
			if m.Why == "" {
				if _, err := p.MemberRecipients(order.Report, m.To); err != nil {
					m.Why, m.Detail = member.BadMail, err.Error()
				}
			}
			b.Members = append(b.Members, m)
		}
	}
	return b, nil
}

// Readers returns the members who get an edition.
func (b *Burst) Readers() []member.Member {
	return slices.DeleteFunc(slices.Clone(b.Members), func(m member.Member) bool { return m.Why != "" })
}

// CheckExpected returns an error if there would be no edition, or a number of editions that the report's expect: does
// not allow.
func (b *Burst) CheckExpected() error {
	n := len(b.Readers())
	if b.Plan.Report.Expected(int64(n)) && n > 0 {
		return nil
	}
	cause := fmt.Errorf("%d editions would be made, but expect: allows %s", n, b.Plan.Report.Expect)
	if n == 0 {
		cause = errors.New("no member would get an edition: none of them has both an address and rows")
	}
	return &diagnose.Unusable{Cause: cause}
}

// Hash returns the hash of the figures in the edition of all, from whose batch every edition comes.
func (b *Burst) Hash() (string, error) {
	doc, err := b.Document()
	if err != nil {
		return "", err
	}
	kept, err := (&Edition{Batch: b.Batch, Document: doc}).Keep()
	return kept.Hash, err
}

// EditionOfAll makes the edition of all.
func (b *Burst) EditionOfAll(ctx context.Context) (*Edition, error) {
	return draw(ctx, b.Batch, b.order.Before)
}

// Each makes and proves the editions of the members in list on all cores. It passes them to give one at a time, in the
// order of the list. An edition that cannot be drawn is passed to skip, if that is not nil. The first other error ends
// it.
func (b *Burst) Each(ctx context.Context, list []member.Member, give func(*Edition) error, skip func(member.Member, error) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	workers := max(1, runtime.GOMAXPROCS(0))
	results := make([]chan editionResult, len(list))
	for i := range results {
		results[i] = make(chan editionResult, 1)
	}
	ahead := make(chan struct{}, 2*workers) // limits the editions that are made and not passed on yet
	next := make(chan int)
	var workersDone sync.WaitGroup
	defer workersDone.Wait()
	defer cancel(nil)
	for range workers {
		workersDone.Go(func() {
			for i := range next {
				e, err := b.Edition(ctx, list[i])
				results[i] <- editionResult{e, err}
			}
		})
	}
	workersDone.Go(func() {
		defer close(next)
		for i := range list {
			select {
			case ahead <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for i, m := range list {
		var d editionResult
		select {
		case d = <-results[i]:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		<-ahead
		if err := b.giveOrSkip(m, d, give, skip); err != nil {
			return err
		}
	}
	return nil
}

// editionResult is the result of one edition.
type editionResult struct {
	edition *Edition
	err     error
}

func (b *Burst) giveOrSkip(m member.Member, d editionResult, give func(*Edition) error, skip func(member.Member, error) error) error {
	var leaked *proof.Failed
	switch {
	case d.err == nil:
		return give(d.edition)
	case errors.As(d.err, &leaked):
		return &diagnose.Unusable{Cause: d.err}
	case skip != nil:
		return skip(m, d.err)
	}
	return fmt.Errorf("the edition of %s: %w", proof.MemberName(m), d.err)
}
