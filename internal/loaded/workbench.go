package loaded

import (
	"context"
	"log/slog"
	"time"

	"bilan/internal/config"
	"bilan/internal/photo"
	"bilan/internal/table"
)

// SQLError is an error in SQL. Offset is the byte in the user's text at which the error is, or −1 if that is unknown.
type SQLError struct {
	Message string
	Offset  int
	Hint    string // a correction or an instruction for the user
	Data    bool   // whether a cell of the data causes the error, and not the SQL
}

func (e *SQLError) Error() string {
	if e.Hint != "" {
		return e.Message + " (" + e.Hint + ")"
	}
	return e.Message
}

// Workbench is the engine that datasets are loaded into and that computes figures. SQL of users runs in it only after
// Lock.
type Workbench interface {
	LoadFile(ctx context.Context, schema, name string, files []table.File) (table.Loaded, error)
	LoadRows(ctx context.Context, schema, name string, rows table.Rows) (int64, error)
	Lock(ctx context.Context) error
	Derive(ctx context.Context, schema, name, query string, params map[string]any) error
	// Query runs a SELECT after it has passed the gate.
	Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error)
	// Ask runs a SELECT of the program's own. It consists of quoted names and of pieces of the YAML that passed the
	// gate.
	Ask(ctx context.Context, sql string, params map[string]any) (*table.Table, error)
	// First returns the first n rows of a SELECT from the YAML. The offset of an error refers to the text of that
	// SELECT.
	First(ctx context.Context, n int, sql string, params map[string]any) (*table.Table, error)
	// FirstOf is like First, with other rows for a dataset: the result of rows, a SELECT of the program's own.
	FirstOf(ctx context.Context, n int, sql string, params map[string]any, dataset, rows string) (*table.Table, error)
	Describe(ctx context.Context, schema, name string) ([]table.Column, error)
	// ReplaceDataset makes SQL that names a dataset of the sales model read the rows of another dataset. If both names
	// are the same, the SQL reads the dataset itself again.
	ReplaceDataset(ctx context.Context, dataset, other string) error
	Close() error

	// Select checks, without running it, that the text is one SELECT. It returns the names of its tables and
	// :parameters.
	Select(ctx context.Context, sql string) (tables, params []string, err error)
	// Columns returns the column names that the text of a SELECT gives, "" for a column without a name. all is false if
	// there are more columns, as with *.
	Columns(ctx context.Context, sql string) (names []string, all bool)
	// Value checks that the text is one deterministic aggregate, and describes it.
	Value(ctx context.Context, sql string) (Value, error)
	// Condition checks that the text is one condition on a row. It returns the names of its :parameters.
	Condition(ctx context.Context, sql string) (params []string, err error)
	// Scalar checks that the text is one value of a row. It returns the names of its :parameters.
	Scalar(ctx context.Context, sql string) (params []string, err error)
}

// Value describes an aggregate expression by its text.
type Value struct {
	AddsUp bool // whether it is a plain sum or count, so that the values of parts add up to the total
	Counts bool // whether it is a count, of rows or of distinct values
	// Divides is a SQL condition that holds where both terms of a division are known and the divisor is zero. It is ""
	// if the expression does not divide.
	Divides string   // SQL condition: a division in it has both its terms and a divisor of zero; "" where nothing is divided
	Params  []string // the names of the :parameters
}

// Program is what all runs of the program share.
type Program struct {
	Config        *config.Config
	OpenWorkbench func(ctx context.Context, dir string, zone *time.Location) (Workbench, error)
	Log           *slog.Logger
	Now           time.Time    // the one clock
	Stage         func(string) // called when a stage begins; may be nil
	Photos        photo.Store  // the photos of past days; without a folder there are none
}

// Begin tells Stage that the next stage of the work begins.
func (p *Program) Begin(name string) {
	if p.Stage != nil {
		p.Stage(name)
	}
}
