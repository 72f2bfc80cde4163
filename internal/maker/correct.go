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

// correct makes the next version of an edition, for a report without editions of members. It returns run.ErrUnchanged
// if the version would be the same.
func correct(ctx context.Context, p *run.Program, t Task) (*Made, error) {
	e, err := p.Produce(ctx, t.order())
	if err != nil {
		return nil, err
	}
	switch {
	case e.Replaced != nil && e.Replaced.Marked:
		made, err := replacing(p, e, t)
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

// replacing returns an edition with messages to the readers of the version before.
func replacing(p *run.Program, e *run.Edition, t Task) (*Made, error) {
	to, err := p.ReplacedBy(t.Report, e.Replaced.Readers)
	if err != nil {
		return nil, err
	}
	made, err := posted(p, e, to, run.Posting{Version: t.Version})
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

// correctEach makes the next versions of the members' editions that differ from those of their readers, or of all
// editions that the correction names. It returns run.ErrUnchanged if nothing differs.
func correctEach(ctx context.Context, p *run.Program, t Task, give func(*Made) error) (*Made, error) {
	order := t.order()
	var err error
	if order.Each, err = p.DimensionsOf(t.Corrects.Members()); err != nil {
		return nil, err
	}
	b, err := p.Burst(ctx, order)
	if err != nil {
		return nil, err
	}
	having, err := b.CorrectedMembers()
	if err != nil {
		return nil, err
	}
	list, whole, err := b.ChangedMembers(having)
	switch {
	case err != nil:
		return nil, err
	case t.Corrects.Force:
		list, whole = having, true
	case len(list) == 0 && !whole && t.Corrects.Repeat:
		t.Corrects = nil
		return produceEach(ctx, p, t, give)
	case len(list) == 0 && !whole:
		return nil, run.ErrUnchanged
	}
	batch, err := b.Hash()
	if err != nil {
		return nil, err
	}
	who := b.NewDistribution()
	// all members are listed, also those without a new version, because the next turn is compared with what each of
	// them has
	for _, m := range having {
		line := b.Line(m)
		line.To = addresses(t.Corrects.EditionOf(m.ID()).Readers)
		who.Lines = append(who.Lines, line)
	}
	err = b.Each(ctx, list, func(e *run.Edition) error {
		made, err := replacing(p, e, t)
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
		who.Whole = &line
		made, err = replacing(p, e, t)
	} else if made, err = unposted(e); err == nil {
		made.Replaces = &Replacement{}
	}
	if err != nil {
		return nil, err
	}
	who.Finish()
	made.Batch, made.Distribution, made.DistributionHash = batch, who.JSON(), who.Hash
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
