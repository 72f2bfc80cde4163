package main

import (
	"context"
	"log/slog"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"bilan/internal/config/load"
	"bilan/internal/engine"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/run"
	"bilan/internal/table"
)

// counted is a workbench that counts each statement for figures.
type counted struct {
	loaded.Workbench
	times  map[string]int
	closed *bool
}

func (c counted) Close() error {
	*c.closed = true
	return c.Workbench.Close()
}

func (c counted) Ask(ctx context.Context, sql string, params map[string]any) (*table.Table, error) {
	c.times[sql]++
	return c.Workbench.Ask(ctx, sql, params)
}

// A section that shows a figure again sends no second statement to the engine. Neither do the drawing of the pages and
// another document of the same batch.
func TestNothingIsAskedTwice(t *testing.T) {
	cfg, err := load.Load("../../config.example.yaml", os.LookupEnv)
	if err != nil {
		t.Fatal(err)
	}
	times, closed, log := map[string]int{}, false, slog.New(slog.DiscardHandler)
	p := &run.Program{Program: loaded.Program{
		Config: cfg, Log: log, Now: time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC),
		OpenWorkbench: func(ctx context.Context, dir string, zone *time.Location) (loaded.Workbench, error) {
			w, err := engine.Opener(log)(ctx, dir, zone)
			return counted{w, times, &closed}, err
		},
		Stage: func(name string) {
			if strings.HasPrefix(name, "drawing") && !closed {
				t.Error("pages are drawn while the engine is open")
			}
		},
	}}
	edition, err := p.Produce(t.Context(), plans.Order{Report: "suivi-hebdo", Period: "2026-W46"})
	if err != nil {
		t.Fatal(err)
	}
	if again, err := edition.Batch.Document(); err != nil || !reflect.DeepEqual(again, edition.Document) {
		t.Errorf("the batch gives another document: %v", err)
	}
	for sql, n := range times {
		if n > 1 {
			t.Errorf("asked %d times: %.200s", n, sql)
		}
	}
	if len(times) == 0 || len(times) > 50 {
		t.Errorf("%d statements", len(times))
	}
}
