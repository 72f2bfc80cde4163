// Package profile reads the tables of a source as a report would. It finds out how files must be read if they do not
// declare it, and summarises each column: type, empty cells, values.
package profile

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"bilan/internal/guess"
	"bilan/internal/table"
)

// Engine is a database engine. Tables are loaded into it; then it is locked and queried.
type Engine interface {
	LoadFile(ctx context.Context, schema, name string, files []table.File) (table.Loaded, error)
	LoadRows(ctx context.Context, schema, name string, rows table.Rows) (int64, error)
	Lock(ctx context.Context) error
	Describe(ctx context.Context, schema, name string) ([]table.Column, error)
	Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error)
}

// Opener opens an empty engine. The caller closes it after the last use of the profile, whose tables query it.
type Opener func(ctx context.Context) (Engine, error)

// Profile summarises the tables of a source.
type Profile struct {
	Tables []*guess.Table
	Lines  []string // further lines below the source's name in the YAML
	Unread []string // tables that could not be read, and why
}

// reader reads the tables of one source.
type reader struct {
	open   Opener
	engine Engine // into which tables are read
	source string
	dir    string // the folder for temporary files; the caller owns it
	year   int    // the current year, for months without a year
	log    *slog.Logger
	found  Profile
}

// mostValues is how many distinct values of a column are kept at most. It is enough for the keys of reps and customers.
const mostValues = 20000

// summarise summarises a table of the engine.
func (r *reader) summarise(ctx context.Context, name, origin string) (*guess.Table, error) {
	columns, err := r.engine.Describe(ctx, "", name)
	if err != nil {
		return nil, err
	}
	from := table.Ident(name)
	t := &guess.Table{Source: r.source, Name: name, Origin: origin}
	parts := []string{"count(*)"}
	for _, c := range columns {
		id, sum := table.Ident(c.Name), "null"
		if numeric(c.Kind) {
			sum = "cast(sum(" + id + ") as double)"
		}
		parts = append(parts, fmt.Sprintf("count(%[1]s), count(distinct %[1]s), cast(min(%[1]s) as varchar), cast(max(%[1]s) as varchar), %[2]s", id, sum))
	}
	sums, err := r.engine.Query(ctx, "select "+strings.Join(parts, ", ")+" from "+from, nil)
	if err != nil {
		return nil, err
	}
	row := sums.Rows[0]
	t.Rows, _ = row[0].(int64)
	for i, c := range columns {
		g := guess.Column{Name: c.Name, Kind: c.Kind}
		cells := row[1+i*5:]
		g.Filled, _ = cells[0].(int64)
		g.Distinct, _ = cells[1].(int64)
		g.Min, _ = cells[2].(string)
		g.Max, _ = cells[3].(string)
		g.Sum, _ = cells[4].(float64)
		if !numeric(c.Kind) && c.Kind != table.Date && c.Kind != table.Timestamp || c.Kind == table.Integer {
			if g.Values, err = (asker{ctx, r.engine, from}).values(table.Ident(c.Name), "true"); err != nil {
				return nil, err
			}
		}
		t.Columns = append(t.Columns, g)
	}
	t.Ask = asker{ctx, r.engine, from}
	return t, nil
}

func numeric(k table.Kind) bool { return k == table.Integer || k == table.Decimal || k == table.Real }
