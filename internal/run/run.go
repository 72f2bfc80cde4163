// Package run runs the stages in order, from a config to a finished edition and its messages. It knows neither schedules
// nor HTTP nor database drivers.
package run

import (
	"context"
	"fmt"

	"bilan/internal/gather"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/report/render"
)

// Program is what all runs share. Its stages are methods.
type Program struct{ loaded.Program }

// Produce makes the edition of an order: it plans, gathers and draws. It reads sources and writes nothing but files in a
// private folder that it removes.
func (p *Program) Produce(ctx context.Context, order plans.Order) (*Edition, error) {
	plan, err := plans.New(&p.Program, order)
	if err != nil {
		return nil, err
	}
	limit := p.Config.Serve.Deadline
	bounded, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	edition, err := p.produce(bounded, plan, order.Before)
	if err != nil && bounded.Err() != nil && ctx.Err() == nil {
		err = fmt.Errorf("it had not finished after %s and was stopped (serve: {deadline: …})", limit)
	}
	return edition, wrapReport(order.Report, err)
}

func wrapReport(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("report %q: %w", name, err)
}

func (p *Program) produce(ctx context.Context, plan *plans.Plan, before []byte) (*Edition, error) {
	batch, err := gather.New(ctx, &p.Program, plan)
	if err != nil {
		return nil, err
	}
	p.Begin("drawing the pages")
	return draw(ctx, batch, before)
}

// draw makes the edition of all. A batch can be drawn any number of times, because it no longer needs the engine.
func draw(ctx context.Context, batch *gather.Batch, before []byte) (*Edition, error) {
	doc, err := batch.Document()
	if err != nil {
		return nil, err
	}
	edition := &Edition{Batch: batch, Document: doc}
	if err := edition.addRestated(before); err != nil {
		return nil, err
	}
	if err := edition.markReplaced(batch.Plan.Corrects); err != nil {
		return nil, err
	}
	options := batch.Plan.Report.PDF
	edition.PDF, err = render.PDF(ctx, doc, render.Options{Archive: options.Archive, Password: options.Password.Reveal(), Pages: &edition.Pages})
	if err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	return edition, nil
}
