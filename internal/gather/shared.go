package gather

import (
	"context"

	"bilan/internal/loaded"
	"bilan/internal/plans"
)

// Shared makes a batch of each of several complete plans that can share what is read (plans.Plan.Shares), from one read, and gives them in
// their order; an error of give ends it. Where the read of all fails each is made alone, so that a fault is told to those that it concerns.
func Shared(ctx context.Context, p *loaded.Program, list []*plans.Plan, give func(*plans.Plan, *Batch, error) error) error {
	group, err := fetchShared(ctx, p, list)
	if err == nil {
		defer group[0].Close()
	}
	for i, plan := range list {
		var batch *Batch
		failed := err
		switch {
		case err == nil:
			if failed = group[i].MeetKeys(ctx, plan); failed == nil {
				batch, failed = group[i].asked(ctx, plan, nothing)
			}
		case ctx.Err() == nil:
			batch, failed = New(ctx, p, plan)
		}
		if err := give(plan, batch, failed); err != nil {
			return err
		}
	}
	return nil
}

// fetchShared reads what all plans need into one workbench; each plan has a gatherer over it. Whoever calls closes the first.
func fetchShared(ctx context.Context, p *loaded.Program, list []*plans.Plan) (group []*Gatherer, err error) {
	d, err := Open(ctx, p, list[0].Report.Timezone)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			d.Close()
		}
	}()
	all := plans.Union(list)
	p.Begin("reading the sources")
	if err := d.read(ctx, all, d.stop); err != nil {
		return nil, err
	}
	for _, plan := range list {
		g := newGatherer(d.Data, d.made)
		if err := g.loadPhotos(ctx, plan); err != nil {
			return nil, err
		}
		group = append(group, g)
	}
	return group, d.compile(ctx, all, d.stop)
}
