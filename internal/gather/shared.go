package gather

import (
	"context"
	"slices"

	"bilan/internal/loaded"
	"bilan/internal/plans"
)

// Shared reads the sources once for several plans that can share the data (see plans.Plan.Shares). It passes a batch of
// each plan to use, in order, and ends with the first error of use. If the common read fails, each batch is made
// alone, so that only the plans with the fault get its error.
func Shared(ctx context.Context, p *loaded.Program, list []*plans.Plan, use func(*plans.Plan, *Batch, error) error) error {
	group, err := fetchShared(ctx, p, list)
	if err == nil {
		defer group[0].Close()
	}
	for i, plan := range list {
		var batch *Batch
		failed := err
		switch {
		case err == nil:
			if failed = group[i].MatchKeys(ctx, plan); failed == nil {
				batch, failed = group[i].checkAndCompute(ctx, plan, noMoreAsks)
			}
		case ctx.Err() == nil:
			batch, failed = New(ctx, p, plan)
		}
		if err := use(plan, batch, failed); err != nil {
			return err
		}
	}
	return nil
}

// fetchShared reads the data of all plans into one workbench, and returns a gatherer for each plan. The caller closes
// the first gatherer, which closes the workbench.
func fetchShared(ctx context.Context, p *loaded.Program, list []*plans.Plan) (group []*Gatherer, err error) {
	d, err := Open(ctx, p, list[0].Report.Timezone.Location())
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
	if err := d.read(ctx, all, d.stopAtError); err != nil {
		return nil, err
	}
	for _, plan := range list {
		g := newGatherer(d.Data, d.otherTables)
		if err := g.loadPhotos(ctx, plan); err != nil {
			return nil, err
		}
		group = append(group, g)
	}
	// this gatherer has loaded the photo of the deals before their changes
	first := group[max(0, slices.IndexFunc(list, (*plans.Plan).ReportsMoves))]
	return group, first.makeDatasets(ctx, all, first.stopAtError)
}
