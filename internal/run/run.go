// Package run knows the order of the stages from a config to a finished edition, and what counts as done.
// It knows neither schedules that fire, nor HTTP, nor which drivers exist.
package run

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"bilan/internal/config"
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
	Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error)
	Close() error
}

// Gate reads SQL without running it.
type Gate interface {
	// Select checks that the text is one SELECT and names its tables and :parameters.
	Select(ctx context.Context, sql string) (tables, params []string, err error)
	// Value checks that the text is one expression.
	Value(ctx context.Context, sql string) error
}

// Program is what every run shares.
type Program struct {
	Config        *config.Config
	OpenWorkbench func(ctx context.Context, dir string) (Workbench, error)
	Gate          Gate
	Log           *slog.Logger
	Now           time.Time    // the one clock
	Stage         func(string) // told what is being done; may be nil
}

// Order asks for one report.
type Order struct {
	Report string
	Period string // 2026-W46; "" for the one that the schedule would report now
	Anyway bool   // draw it with a banner although its data is doubtful
}

// Edition is what one order produced.
type Edition struct {
	Plan     *Plan
	Document *report.Document
	PDF      []byte
	Doubts   []Doubt // why the data is not to be trusted; only with Order.Anyway
}

// Produce makes the edition: plan, fetch, check, figures, document, PDF. It reads sources and writes
// nothing but files in a private folder that it removes.
func (p *Program) Produce(ctx context.Context, order Order) (*Edition, error) {
	plan, err := p.plan(ctx, order)
	if err != nil {
		return nil, err
	}
	edition, err := p.produce(ctx, plan, order)
	if err != nil {
		return nil, fmt.Errorf("report %q: %w", order.Report, err)
	}
	return edition, nil
}

func (p *Program) produce(ctx context.Context, plan *Plan, order Order) (*Edition, error) {
	p.stage("reading the sources")
	data, err := p.fetch(ctx, plan)
	if err != nil {
		return nil, err
	}
	defer data.close()

	p.stage("checking the data")
	doubts, err := data.check(ctx, plan)
	if err != nil {
		return nil, err
	}
	if len(doubts) > 0 && !order.Anyway {
		return nil, &Unusable{Doubts: doubts}
	}

	p.stage("computing the figures")
	book, err := data.figures(ctx, plan)
	if err != nil {
		return nil, err
	}

	p.stage("drawing the pages")
	doc, err := report.Build(plan.Scope, book, data.trust(plan, book), banner(plan, doubts))
	if err != nil {
		return nil, err
	}
	pdf, err := render.PDF(ctx, doc)
	if err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	return &Edition{Plan: plan, Document: doc, PDF: pdf, Doubts: doubts}, nil
}

func (p *Program) stage(name string) {
	if p.Stage != nil {
		p.Stage(name)
	}
}
