// Package enginetest tests the SQL of figures with the engine on small tables. The rooms that write this SQL may not
// import DuckDB.
package enginetest

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/metrictest"
	"bilan/sources/workbench"
)

// asker is a workbench as a metric.Engine.
type asker struct{ bench *workbench.Workbench }

// Query implements metric.Engine.
func (a asker) Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error) {
	return a.bench.Ask(ctx, sql, params)
}

// tables opens an engine with tables: for each name its columns, then its rows, in SQL.
func tables(t *testing.T, list map[string][]string) metric.Engine {
	t.Helper()
	w, err := workbench.Open(t.Context(), workbench.Options{Dir: t.TempDir(), Zone: time.UTC, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	if err := w.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, lines := range list {
		sql := fmt.Sprintf("select * from (values (%s)) as t(%s)", strings.Join(lines[1:], "), ("), lines[0])
		if err := w.Derive(t.Context(), "", name, sql, nil); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return asker{w}
}

// asked returns the answer to a statement as text: blanks separate cells, bars separate rows, and ∅ is null.
func asked(t *testing.T, engine metric.Engine, sql string) string {
	t.Helper()
	answer, err := engine.Query(t.Context(), sql, nil)
	if err != nil {
		t.Fatalf("%v: %s", err, sql)
	}
	rows := make([]string, len(answer.Rows))
	for i, row := range answer.Rows {
		cells := make([]string, len(row))
		for j, c := range row {
			cells[j] = shown(c)
		}
		rows[i] = strings.Join(cells, " ")
	}
	return strings.Join(rows, " | ")
}

func shown(c table.Cell) string {
	if c == nil {
		return "∅"
	}
	if day, ok := table.Day(c); ok {
		return day.Format(time.DateOnly)
	}
	if r, ok := table.Rat(c); ok {
		return metric.Decimal(r)
	}
	return fmt.Sprint(c)
}

// model returns a model of the sales of three reps in two teams. R1 moved from the north to the south in March.
func model(t *testing.T) *metric.Model {
	return &metric.Model{
		Calendar: metrictest.Calendar(t, period.Options{}),
		Metrics:  map[string]*metric.Metric{"sold": {Name: "sold", Dataset: "orders", Date: "day", Value: "sum(amount)", AddsUp: true}},
		Datasets: map[string]metric.Dataset{"orders": {Name: "orders", Keys: map[string]string{"rep": "rep"}}},
		Dimensions: map[string]*metric.Dimension{
			"rep":  {Name: "rep", Roster: "reps", Key: "id", Label: "name", Parent: "team", From: "since", Until: "until", Aliases: map[string]string{"Old R2": "R2"}},
			"team": {Name: "team"},
		},
	}
}

// sales returns the tables of model.
func sales() map[string][]string {
	return map[string][]string{
		"reps": {"id, name, team, since, until",
			"'R1', 'Anne', 'north', date '2025-01-01', date '2026-02-28'", "'R1', 'Anne Leroy', 'south', date '2026-03-01', null",
			"' R2', 'Bob', 'north', null, null", "'R3', null, 'south', date '2024-01-01', date '2025-12-31'", "null, 'nobody', 'north', null, null"},
		"orders": {"id, rep, day, amount",
			"1, 'R1', date '2026-02-10', 100.00", "2, 'R1\u00a0', date '2026-03-10', 200.00", "3, 'Old R2', date '2026-03-11', 50.00",
			"4, 'R9', date '2026-03-12', 7.00", "5, null, date '2026-03-13', 3.00", "6, 'R3', date '2025-06-01', 11.00"},
	}
}
