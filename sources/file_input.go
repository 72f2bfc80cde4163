package sources

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"

	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
)

// fileInput is one file, or one sheet, of a table, with its columns' names read.
type fileInput struct {
	origin  string // below the source's folder, for people
	names   []string
	made    []bool // the name is ours: the header had none
	width   int    // cells that a row has; 0: those of a sheet, which may have empty ones beyond the names
	charset *cell.Charset
	nulls   cell.NullWords
	down    []int              // columns whose empty cells repeat the one above
	omit    map[int64]*suspect // total rows that are left out, by their row
	cut     func(*csv.Record)  // is told of the rows at the end that footer: takes for none; may be nil
	open    func() (fileRows, error)
	rows    int64                               // that have a value, of those that the last pass read
	size    int64                               // bytes of the file
	blocks  func(size int) (*csv.Cutter, error) // nil for what cannot be cut

	header  [][]byte  // the row of the columns' names as it stands in the file, nil for none
	namesAt int64     // its line, 0 for none
	found   []Fact    // how the file was read
	wrote   int64     // rows of the table that the last pass wrote
	noRows  noRows    // what the last pass met that is no row
	kept    []suspect // total rows that are counted (total_rows: keep)

	cellName func(column int, line int64) string // a sheet's: E3; nil for files of lines
	beside   string                              // a sheet's: what to do if it holds two tables beside each other
	remarks  func() []string                     // what to tell of how the last pass read it; may be nil
}

func (in *fileInput) encoding() string {
	if in.charset == nil {
		return "utf-8"
	}
	return in.charset.Name
}

// fileRows streams a file's rows behind its header.
type fileRows interface {
	Next(*csv.Record) error // io.EOF after the last
}

// rowError is what is wrong with a row or cell of a file.
type rowError struct {
	origin string
	line   int64
	column string
	value  string
	reason string
	hint   string
	isText bool   // the column is text: to declare it so would not help
	total  string // the cell that calls the row a total, "" for none
	cell   string // E3 in a sheet
}

// Error says where, what, and what to do.
func (e *rowError) Error() string {
	text := fmt.Sprintf("%s:%d: ", e.origin, e.line)
	if e.cell != "" {
		text = fmt.Sprintf("%s!%s: ", e.origin, e.cell)
	}
	if e.column != "" {
		text += fmt.Sprintf("column %q: %q ", e.column, e.value)
	}
	text += e.reason
	if e.hint != "" {
		text += " (" + e.hint + ")"
	}
	return text
}

// walk calls fn for every row that has a value, except the last footer ones. What is wrong with a row as such
// goes to bad.
func (in *fileInput) walk(ctx context.Context, footer int, bad func(*rowError) error, fn func(*csv.Record) error) error {
	limit := int64(-1)
	if footer > 0 {
		n, err := in.count(ctx)
		if err != nil {
			return err
		}
		limit = max(n-int64(footer), 0)
	}
	heads := make([][]byte, len(in.down))
	in.noRows = noRows{}
	return in.each(ctx, func(rec *csv.Record) error {
		switch {
		case limit == 0 && in.cut == nil:
			return io.EOF
		case limit == 0:
			in.cutOff(rec)
			in.cut(rec)
			return nil
		}
		limit--
		if problem := in.fit(rec); problem != "" {
			return bad(&rowError{origin: in.origin, line: rec.Line, reason: problem, total: in.namedTotal(rec), hint: in.cureOfTitle(rec)})
		}
		in.fillDown(rec, heads)
		return fn(rec)
	})
}

// cureOfTitle is what to write when the only name is plainly a title, and the wider row below it has the names: "" otherwise.
func (in *fileInput) cureOfTitle(rec *csv.Record) string {
	if len(in.names) > 1 || len(rec.Cells) < 3 || rec.Bad != "" {
		return ""
	}
	cure := fmt.Sprintf("the only name, %q, looks like a title above the names: csv: {skip_lines: %d}", in.names[0], rec.Line-1)
	if in.cellName != nil {
		cure += "; two tables beside each other need a range: each, as in A:D"
	}
	return cure
}

// fillDown repeats the last values of the columns that an export writes once.
func (in *fileInput) fillDown(rec *csv.Record, heads [][]byte) {
	rec.Down = rec.Down[:0]
	for n, i := range in.down {
		switch b := csv.Trim(rec.Cells[i].B); {
		case !in.nulls.Has(b):
			heads[n] = append(heads[n][:0], rec.Cells[i].B...)
		case heads[n] != nil:
			rec.Cells[i].B = heads[n]
			rec.Down = append(rec.Down, i)
		}
	}
}

// leaveOut has rows left out from now on.
func (in *fileInput) leaveOut(found []suspect) {
	if in.omit == nil {
		in.omit = map[int64]*suspect{}
	}
	for i := range found {
		in.omit[found[i].row] = &found[i]
	}
}

// noteTotal remembers a total row that was left out because one of its cells fits no column.
func (in *fileInput) noteTotal(e *rowError) {
	s := suspect{row: -e.line, line: e.line, label: e.total} // no row has that place
	in.leaveOut([]suspect{s})
}

func (in *fileInput) count(ctx context.Context) (n int64, err error) {
	err = in.each(ctx, func(*csv.Record) error { n++; return nil })
	return n, err
}

// each calls fn for every row that has a value until fn says io.EOF.
func (in *fileInput) each(ctx context.Context, fn func(*csv.Record) error) (err error) {
	rows, err := in.open()
	if err != nil {
		return fmt.Errorf("%s: %w", in.origin, err)
	}
	var rec csv.Record
	row := int64(-1)
	defer func() { in.rows = row + 1 }()
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := rows.Next(&rec); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: %w", in.origin, err)
		}
		if in.isEmpty(rec.Cells) && rec.Bad == "" {
			in.noRows.blank++
			continue
		}
		if in.isHeader(rec.Cells) {
			in.noRows.again = append(in.noRows.again, rec.Line)
			continue
		}
		if row++; in.omit[row] != nil {
			continue
		}
		rec.Row = row
		if err := fn(&rec); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// isEmpty tells a row without a value: words such as NULL are none.
func (in *fileInput) isEmpty(cells []csv.Cell) bool {
	for _, c := range cells {
		if !in.nulls.Has(csv.Trim(c.B)) {
			return false
		}
	}
	return true
}

// fit says what is wrong with a row's shape. A cell beyond the header, empty or not, may have come from a separator too many
// before it, so that it is nothing only when all rows have it.
func (in *fileInput) fit(rec *csv.Record) string {
	if rec.Bad != "" {
		return in.problem(rec)
	}
	n, have := len(in.names), len(rec.Cells)
	beyond := have > n && csv.IsBlank(rec.Cells[n:])
	switch {
	case have == n && in.width <= n:
		return ""
	case beyond && (have == in.width || in.width == 0):
		rec.Cells = rec.Cells[:n]
		return ""
	case beyond:
		return fmt.Sprintf("%d cells where the header has %d: a separator too many may have moved the cells behind it", have, n)
	case in.width > n:
		return fmt.Sprintf("%d cells where the first rows have %d", have, in.width)
	}
	return fmt.Sprintf("%d cells where the header has %d", have, n)
}

// problem is what is wrong with a row itself, in UTF-8 whatever the file is written in.
func (in *fileInput) problem(rec *csv.Record) string {
	text := rec.Bad
	if rec.Stray != nil {
		text += " " + table.Shorten(in.text(rec.Stray))
	}
	if rec.Advice != "" {
		text += "; " + rec.Advice
	}
	return text
}

// say logs how the file is read, and keeps it.
func (in *fileInput) say(log *slog.Logger, found []Fact) {
	in.found = found
	attrs := []any{"file", in.origin}
	for _, f := range found {
		attrs = append(attrs, f.Name, f.Value)
	}
	log.Info("file read as", attrs...)
}

// contained calls fn and makes an error of a panic in it: what one file does to its reader must not stop the others.
func contained(log *slog.Logger, origin string, fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("reader failed", "file", origin, "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("%s: it cannot be read, which is a fault of bilan: save it anew in another program, and report the fault with the log", origin)
		}
	}()
	return fn()
}
