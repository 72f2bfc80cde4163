package loaded

import (
	"context"
	"errors"
	"testing"

	"bilan/internal/table"
)

// engine returns a number of rows, or an error, and counts its calls.
type engine struct {
	Workbench
	rows, asked int
	err         error
}

func (e *engine) Ask(context.Context, string, map[string]any) (*table.Table, error) {
	e.asked++
	return &table.Table{Rows: make([][]table.Cell, e.rows)}, e.err
}

// Equal statements with equal parameters are asked once by all askers; parameters that a statement does not name do not
// count. Errors and answers with too many rows are not cached.
func TestAsker(t *testing.T) {
	e := &engine{rows: maxCachedRows}
	d := &Data{Bench: e, answers: map[string]*table.Table{}}
	ask := func(sql string, params map[string]any) (*table.Table, error) {
		return d.Asker(params).Query(t.Context(), sql, nil)
	}
	first, err := ask("select 1", map[string]any{"today": 1})
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := ask("select 1", map[string]any{"today": 2}); again != first || e.asked != 1 {
		t.Errorf("asked %d times", e.asked)
	}
	for i, other := range []func(){
		func() { ask("select 2", map[string]any{"today": 1}) },
		func() { ask("select $today", map[string]any{"today": 1}) },
		func() { ask("select $today", map[string]any{"today": 2}) },
		func() { e.rows++; ask("select 3", nil) },
		func() { ask("select 3", nil) },
		func() { e.rows, e.err = 1, errors.New("no"); ask("select 4", nil) },
		func() { e.err = nil; ask("select 4", nil) },
	} {
		if other(); e.asked != i+2 {
			t.Errorf("%d: asked %d times", i, e.asked)
		}
	}
}
