// Package run knows the order of the stages from a config to a finished edition, and what counts as done.
// It knows neither schedules that fire, nor HTTP, nor which drivers exist.
package run

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"bilan/internal/config"
	"bilan/internal/schedule"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/render"
)

// Workbench is the engine that datasets are loaded into and figures are asked of. Nothing of the user's runs
// in it before Lock.
type Workbench interface {
	LoadFile(ctx context.Context, schema, name string, files []table.File) (table.Loaded, error)
	LoadRows(ctx context.Context, schema, name string, rows table.Rows) (int64, error)
	Lock(ctx context.Context) error
	Derive(ctx context.Context, schema, name, query string, params map[string]any) error
	// Query asks one SELECT that passes the gate.
	Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error)
	// Ask asks a SELECT of the program's own: names in quotes, and pieces of the YAML that each passed the gate.
	Ask(ctx context.Context, sql string, params map[string]any) (*table.Table, error)
	// First asks a SELECT of the YAML's own for its first n rows; the offset of an error is one in its text.
	First(ctx context.Context, n int, sql string, params map[string]any) (*table.Table, error)
	Describe(ctx context.Context, schema, name string) ([]table.Column, error)
	Close() error

	// Select checks that the text is one SELECT, without running it, and names its tables and :parameters.
	Select(ctx context.Context, sql string) (tables, params []string, err error)
	// Value checks that the text is one deterministic aggregate, and tells what it saw.
	Value(ctx context.Context, sql string) (Value, error)
	// Condition checks that the text is one condition on a row, and names its :parameters.
	Condition(ctx context.Context, sql string) (params []string, err error)
	// Scalar checks that the text is one value of a row, and names its :parameters.
	Scalar(ctx context.Context, sql string) (params []string, err error)
}

// Value is what is known of an aggregate by its text.
type Value struct {
	AddsUp  bool     // a plain sum or count: the parts add up to the whole
	Counts  bool     // a count, of rows or of what is different in them
	Divides string   // SQL condition: a division in it has both its terms and a divisor of zero; "" where nothing is divided
	Params  []string // the :parameters
}

// Program is what every run shares.
type Program struct {
	Config        *config.Config
	OpenWorkbench func(ctx context.Context, dir, zone string) (Workbench, error)
	Log           *slog.Logger
	Now           time.Time    // the one clock
	Stage         func(string) // told what is being done; may be nil
}

// Order asks for one report.
type Order struct {
	Report string
	Period string        // 2026-W46; "" for the one that the schedule would report now
	Slot   schedule.Slot // the slot to report, instead of Period; zero for none
	Anyway bool          // draw it with a banner although its data is doubtful
	Waited bool          // the waiting for its data is over: draw it with a banner, unless figures are wrong
}

// Edition is what one order produced.
type Edition struct {
	Plan     *Plan
	Document *report.Document
	PDF      []byte
	Doubts   []Doubt // why the data is not to be trusted; only with Order.Anyway

	book *book
}

// Produce makes the edition: plan, fetch, check, figures, document, PDF. It reads sources and writes
// nothing but files in a private folder that it removes.
func (p *Program) Produce(ctx context.Context, order Order) (*Edition, error) {
	plan, err := p.plan(order)
	if err != nil {
		return nil, err
	}
	d, err := p.open(ctx, plan.Report.Timezone)
	if err != nil {
		return nil, err
	}
	defer d.close()
	limit := p.Config.Serve.Deadline
	bounded, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	plan.release = order.release()
	edition, err := d.produce(bounded, plan)
	if err != nil && bounded.Err() != nil && ctx.Err() == nil {
		err = fmt.Errorf("it was not done after %s and was stopped (serve: {deadline: …})", limit)
	}
	if err != nil {
		return nil, fmt.Errorf("report %q: %w", order.Report, err)
	}
	return edition, nil
}

func (d *data) produce(ctx context.Context, plan *Plan) (*Edition, error) {
	if err := d.complete(ctx, plan); err != nil {
		return nil, err
	}
	d.p.stage("reading the sources")
	if err := d.fetch(ctx, plan, d.stop); err != nil {
		return nil, err
	}
	d.p.stage("checking the data")
	doubts, err := d.check(ctx, plan, func(err error) error { return err })
	if err != nil {
		return nil, d.explained(ctx, plan, err)
	}
	d.p.stage("computing the figures")
	if err := d.datesHold(ctx, plan); err != nil {
		return nil, err
	}
	if err := d.know(ctx, plan); err != nil {
		return nil, d.explained(ctx, plan, err)
	}
	book, err := d.figures(ctx, plan)
	if err != nil {
		return nil, d.explained(ctx, plan, err)
	}
	found, err := d.diagnose(ctx, plan, book.Book)
	if err != nil {
		return nil, err
	}
	doubts = slices.Concat(doubts, found.doubts, emptiness(plan, book.Book, book.events))
	if held := plan.held(doubts); len(held) > 0 {
		return nil, &Unusable{Doubts: held, Said: plan.tellAll(held)}
	}
	d.p.stage("drawing the pages")
	doc, err := report.Build(plan.Scope, book, d.trust(plan, book, found), banner(plan, doubts))
	if err != nil {
		return nil, err
	}
	if hide := plan.Report.SubjectFigures; hide != nil && !*hide {
		doc.Preview = doc.Period
	}
	pdf, err := render.PDFWith(ctx, doc, render.Options{Archive: plan.Report.PDF.Archive, Password: plan.Report.PDF.Password.Reveal()})
	if err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	return &Edition{Plan: plan, Document: doc, PDF: pdf, Doubts: doubts, book: book}, nil
}

func (p *Program) stage(name string) {
	if p.Stage != nil {
		p.Stage(name)
	}
}
