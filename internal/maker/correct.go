package maker

import (
	"context"

	"bilan/internal/run"
	"bilan/report/correction"
)

// Replacement is the difference between a made edition and the one that its readers have.
type Replacement struct {
	correction.Difference
	Readers []correction.Reader
}

// makeCorrection makes the next version of an edition, for a report without editions of members. It returns
// run.ErrUnchanged if the version would be the same.
func makeCorrection(ctx context.Context, p *run.Program, t Task) (*Made, error) {
	e, err := p.Produce(ctx, t.order())
	if err != nil {
		return nil, err
	}
	switch {
	case e.Replaced != nil && e.Replaced.Marked:
		made, err := makeReplacement(p, e, t)
		if err != nil {
			return nil, err
		}
		return made, addReview(p, e, t, made)
	case !t.Corrects.Repeat:
		return nil, run.ErrUnchanged
	}
	t.Corrects = nil
	return finish(p, e, t)
}

// makeReplacement returns an edition with messages to the readers of the version before.
func makeReplacement(p *run.Program, e *run.Edition, t Task) (*Made, error) {
	to, err := p.ReplacedBy(t.Report, e.Replaced.Readers)
	if err != nil {
		return nil, err
	}
	made, err := withMessages(p, e, to, run.Posting{Version: t.Version})
	if err != nil {
		return nil, err
	}
	made.Replaces = &Replacement{e.Replaced.Difference, e.Replaced.Readers}
	for i := range made.Messages {
		for _, r := range e.Replaced.Readers {
			if r.Address == made.Messages[i].Address {
				made.Messages[i].Role = r.Role
			}
		}
	}
	return made, nil
}

// makeCorrections makes the next versions of the members' editions that differ from those of their readers, or of all
// editions that the correction names. It returns run.ErrUnchanged if nothing differs.
func makeCorrections(ctx context.Context, p *run.Program, t Task, give func(*Made) error) (*Made, error) {
	order := t.order()
	var err error
	if order.Each, err = p.DimensionsOf(t.Corrects.Members()); err != nil {
		return nil, err
	}
	b, err := p.Burst(ctx, order)
	if err != nil {
		return nil, err
	}
	recipients, err := b.CorrectedMembers()
	if err != nil {
		return nil, err
	}
	list, fullDiffers, err := b.ChangedMembers(recipients)
	switch {
	case err != nil:
		return nil, err
	case t.Corrects.Force:
		list, fullDiffers = recipients, true
	case len(list) == 0 && !fullDiffers && t.Corrects.Repeat:
		t.Corrects = nil
		return produceEach(ctx, p, t, give)
	case len(list) == 0 && !fullDiffers:
		return nil, run.ErrUnchanged
	}
	batch, err := b.Hash()
	if err != nil {
		return nil, err
	}
	dist := b.NewDistribution()
	// all members are listed, also those without a new version, because the next turn is compared with what each of
	// them has
	for _, m := range recipients {
		line := b.Line(m)
		line.To = addresses(t.Corrects.EditionOf(m.ID()).Readers)
		dist.Lines = append(dist.Lines, line)
	}
	err = b.Each(ctx, list, func(e *run.Edition) error {
		made, err := makeReplacement(p, e, t)
		if err != nil {
			return err
		}
		made.Row, made.Batch = e.Part.Member.ID(), batch
		return give(made)
	}, nil)
	if err != nil {
		return nil, err
	}
	e, err := b.EditionOfAll(ctx)
	if err != nil {
		return nil, err
	}
	var made *Made
	if e.Replaced != nil && e.Replaced.Marked {
		line := e.Line()
		line.To = addresses(e.Replaced.Readers)
		dist.Whole = &line
		made, err = makeReplacement(p, e, t)
	} else if made, err = withoutMessages(e); err == nil {
		made.Replaces = &Replacement{}
	}
	if err != nil {
		return nil, err
	}
	dist.Finish()
	made.Batch, made.Distribution, made.DistributionHash = batch, dist.JSON(), dist.Hash
	return made, addReview(p, e, t, made)
}

func addresses(readers []correction.Reader) (list []string) {
	for _, r := range readers {
		list = append(list, r.Address)
	}
	return list
}

// Preview makes and proves what a task would store, without storing it. It passes the editions of members to give, and
// returns the edition for everybody. The error is run.ErrUnchanged if a correction would replace nothing.
func Preview(ctx context.Context, p *run.Program, t Task, give func(*Made) error) (*Made, error) {
	if p.Config.Reports[t.Report].PerMember() || len(t.Corrects.Members()) > 0 {
		return produceEach(ctx, p, t, give)
	}
	return produce(ctx, p, t)
}
