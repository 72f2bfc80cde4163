package maker

import (
	"context"

	"bilan/internal/distribution"
	"bilan/internal/run"
)

// EditionsMaker is a Maker that also makes the editions of members. It passes each edition to give when it is made and
// proved, one at a time, and does not use its bytes afterwards. If MakeEach fails, or its product says so, the editions
// that were passed on must not be sent.
type EditionsMaker interface {
	Maker
	MakeEach(ctx context.Context, t Task, give func(*Made) error) (*Product, error)
}

// reviewSample is the number of members' editions that the reviewers of a report get as samples.
const reviewSample = 3

// MakeEach makes all editions of a slot from one batch: first those of members, each proved, and then the edition for
// everybody.
func (m Inline) MakeEach(ctx context.Context, t Task, give func(*Made) error) (*Product, error) {
	return m.makeProduct(ctx, t, func(p *run.Program) (*Made, error) { return produceEach(ctx, p, t, give) })
}

func produceEach(ctx context.Context, p *run.Program, t Task, give func(*Made) error) (*Made, error) {
	if t.Corrects != nil {
		return makeCorrections(ctx, p, t, give)
	}
	order := t.order()
	if t.Review != nil {
		review := *t.Review
		t.Review = &review
	}
	var audience run.Recipients
	if len(t.Members) > 0 {
		var err error
		if order.Each, err = p.DimensionsOf(t.Members); err != nil {
			return nil, err
		}
		if audience, err = p.Recipients(t.Report, t.Audience); err != nil {
			return nil, err
		}
	}
	b, err := p.Burst(ctx, order)
	if err != nil {
		return nil, err
	}
	list, err := b.ChooseReaders(t.Members)
	if err != nil {
		return nil, err
	}
	batch, err := b.Hash()
	if err != nil {
		return nil, err
	}
	dist := b.NewDistribution()
	posting := run.Posting{Due: t.Due, Version: t.Version}
	samples := run.SampleIDs(list, reviewSample)
	err = b.Each(ctx, list, func(e *run.Edition) error {
		dist.Lines = append(dist.Lines, e.Line())
		if t.Review != nil && samples[e.Part.Member.ID()] {
			t.Review.Samples = append(t.Review.Samples, e)
		}
		to := e.Part.Member.To
		if len(t.Members) > 0 {
			to = audience.To
		}
		recipients, err := p.MemberRecipients(t.Report, to)
		if err != nil {
			return err
		}
		made, err := withMessages(p, e, recipients, posting)
		if err != nil {
			return err
		}
		made.Row, made.Batch = e.Part.Member.ID(), batch
		return give(made)
	}, b.Skipping(dist))
	if err != nil {
		return nil, err
	}
	made, err := makeFullEdition(ctx, p, b, t, dist, posting)
	if err == nil {
		made.Batch = batch // the edition's own hash also covers what only its pages contain, such as restated figures
	}
	return made, err
}

// makeFullEdition makes the edition for everybody, which stores the distribution. It has no messages if the report has
// no list of recipients.
func makeFullEdition(ctx context.Context, p *run.Program, b *run.Burst, t Task, dist *distribution.Distribution, posting run.Posting) (*Made, error) {
	e, err := b.EditionOfAll(ctx)
	if err != nil {
		return nil, err
	}
	listed := b.HasList() && len(t.Members) == 0
	var made *Made
	if listed {
		line := e.Line()
		dist.Whole = &line
		recipients, err := p.Recipients(t.Report, t.Audience)
		if err != nil {
			return nil, err
		}
		made, err = withMessages(p, e, recipients, posting)
		if err != nil {
			return nil, err
		}
	} else if made, err = withoutMessages(e); err != nil {
		return nil, err
	}
	dist.Finish()
	made.Distribution, made.DistributionHash = dist.JSON(), dist.Hash
	if t.Review != nil {
		t.Review.Distribution = dist
	}
	return made, addReview(p, e, t, made)
}
