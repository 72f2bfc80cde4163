package run

import (
	"context"
	"slices"

	"bilan/internal/gather"
	"bilan/internal/plans"
)

// ResultFunc receives the result of one report: its edition, or the error for which there is none. If it returns an
// error, the run ends.
type ResultFunc func(report string, edition *Edition, err error) error

// ProduceAll makes an edition of each of several reports. Reports that can share their data are made one after another
// from a single read of the sources. It writes nothing.
func (p *Program) ProduceAll(ctx context.Context, orders []plans.Order, give ResultFunc) error {
	list, err := p.completePlans(ctx, orders, give)
	for err == nil && len(list) > 0 {
		var group []*plans.Plan
		list = slices.DeleteFunc(list, func(plan *plans.Plan) bool {
			shares := !slices.ContainsFunc(group, func(o *plans.Plan) bool { return !plan.CanShare(o) })
			if shares {
				group = append(group, plan)
			}
			return shares
		})
		err = p.produceShared(ctx, group, give)
	}
	return err
}

// completePlans returns the complete plans of the orders. It passes the error of an order that cannot be planned to give.
func (p *Program) completePlans(ctx context.Context, orders []plans.Order, give ResultFunc) (list []*plans.Plan, err error) {
	d, err := p.Open(ctx, p.Config.Timezone.Location())
	if err != nil {
		return nil, err
	}
	defer d.Close()
	for _, order := range orders {
		plan, err := plans.New(&p.Program, order)
		if err == nil {
			if err = plans.Complete(ctx, d, plan); err == nil {
				list = append(list, plan)
				continue
			}
			err = wrapReport(order.Report, err)
		}
		if err := give(order.Report, nil, err); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (p *Program) produceShared(ctx context.Context, group []*plans.Plan, give ResultFunc) error {
	return gather.Shared(ctx, &p.Program, group, func(plan *plans.Plan, batch *gather.Batch, err error) error {
		var edition *Edition
		if err == nil {
			p.Begin("drawing the pages")
			edition, err = draw(ctx, batch, nil)
		}
		return give(plan.Name, edition, wrapReport(plan.Name, err))
	})
}
