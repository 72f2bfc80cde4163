package loaded

import (
	"context"
	"log/slog"
	"time"

	"bilan/internal/config"
	"bilan/internal/photo"
	"bilan/internal/table"
)

// SQLError is SQL that cannot be read or run, with the byte of the user's text where it stops (−1: unknown).
type SQLError struct {
	Message string
	Offset  int
	Hint    string // what was probably meant, or what to write
	Data    bool   // a cell of the data is to blame, and not the SQL
}

func (e *SQLError) Error() string {
	if e.Hint != "" {
		return e.Message + " (" + e.Hint + ")"
	}
	return e.Message
}

// Workbench is the engine into which datasets are loaded and which computes figures. No user SQL runs in it before
// Lock.
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
	// FirstOf is First where a dataset has other rows: those of a SELECT of the program's own.
	FirstOf(ctx context.Context, n int, sql string, params map[string]any, dataset, rows string) (*table.Table, error)
	Describe(ctx context.Context, schema, name string) ([]table.Column, error)
	// ReplaceDataset has SQL that names a dataset of the sales model, as in sales.deals, read the rows of another one; of itself again where both are alike.
	ReplaceDataset(ctx context.Context, dataset, other string) error
	Close() error

	// Select checks that the text is one SELECT, without running it, and names its tables and :parameters.
	Select(ctx context.Context, sql string) (tables, params []string, err error)
	// Columns names what the text of a SELECT alone tells of its columns, "" for one without a name; all is false where it has more, as with *.
	Columns(ctx context.Context, sql string) (names []string, all bool)
	// Value checks that the text is one deterministic aggregate, and returns its findings.
	Value(ctx context.Context, sql string) (Value, error)
	// Condition checks that the text is one condition on a row, and names its :parameters.
	Condition(ctx context.Context, sql string) (params []string, err error)
	// Scalar checks that the text is one value of a row, and names its :parameters.
	Scalar(ctx context.Context, sql string) (params []string, err error)
}

// Value describes an aggregate from its text.
type Value struct {
	AddsUp  bool     // a plain sum or count: the parts add up to the whole
	Counts  bool     // a count, of rows or of what is different in them
	Divides string   // SQL condition: a division in it has both its terms and a divisor of zero; "" where nothing is divided
	Params  []string // the :parameters
}

// Program is shared by all runs.
type Program struct {
	Config        *config.Config
	OpenWorkbench func(ctx context.Context, dir string, zone *time.Location) (Workbench, error)
	Log           *slog.Logger
	Now           time.Time    // the one clock
	Stage         func(string) // called with the present stage; may be nil
	Photos        photo.Store  // of past days; without a folder there are none
}

// Begin announces the next stage of the work.
func (p *Program) Begin(name string) {
	if p.Stage != nil {
		p.Stage(name)
	}
}
