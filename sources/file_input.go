package sources

import (
	"context"
	"fmt"
	"io"
	"log/slog"
)

// fileInput is one file, or one sheet, of a table, with its columns' names read.
type fileInput struct {
	origin  string // below the source's folder, for people
	names   []string
	made    []bool // the name is ours: the header had none
	width   int    // cells that a row has; 0: those of a sheet, which may have empty ones beyond the names
	charset *charset
	nulls   nullWords
	open    func() (fileRows, error)
}

func (in *fileInput) encoding() string {
	if in.charset == nil {
		return "utf-8"
	}
	return in.charset.name
}

// fileRows streams a file's rows behind its header.
type fileRows interface {
	next(*record) error // io.EOF after the last
}

// rowError is what is wrong with a row or cell of a file.
type rowError struct {
	origin string
	line   int64
	column string
	value  string
	reason string
	hint   string
	isText bool // the column is text: to declare it so would not help
}

// Error says where, what, and what to do.
func (e *rowError) Error() string {
	text := fmt.Sprintf("%s:%d: ", e.origin, e.line)
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
func (in *fileInput) walk(ctx context.Context, footer int, bad func(*rowError) error, fn func(*record) error) error {
	limit := int64(-1)
	if footer > 0 {
		n, err := in.count(ctx)
		if err != nil {
			return err
		}
		limit = max(n-int64(footer), 0)
	}
	return in.each(ctx, func(rec *record) error {
		if limit == 0 {
			return io.EOF
		}
		limit--
		if problem := in.fit(rec); problem != "" {
			return bad(&rowError{origin: in.origin, line: rec.line, reason: problem})
		}
		return fn(rec)
	})
}

func (in *fileInput) count(ctx context.Context) (n int64, err error) {
	err = in.each(ctx, func(*record) error { n++; return nil })
	return n, err
}

// each calls fn for every row that has a value until fn says io.EOF.
func (in *fileInput) each(ctx context.Context, fn func(*record) error) (err error) {
	rows, err := in.open()
	if err != nil {
		return fmt.Errorf("%s: %w", in.origin, err)
	}
	var rec record
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := rows.next(&rec); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: %w", in.origin, err)
		}
		if in.isEmpty(rec.cells) && rec.bad == "" {
			continue
		}
		if err := fn(&rec); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func isBlank(cells []rawCell) bool {
	for _, c := range cells {
		if len(trimmed(c.b)) > 0 {
			return false
		}
	}
	return true
}

// isEmpty tells a row without a value: words such as NULL are none.
func (in *fileInput) isEmpty(cells []rawCell) bool {
	for _, c := range cells {
		if !in.nulls.has(trimmed(c.b)) {
			return false
		}
	}
	return true
}

// fit says what is wrong with a row's shape. A cell beyond the header, empty or not, may have come from a separator too many
// before it, so that it is nothing only when all rows have it.
func (in *fileInput) fit(rec *record) string {
	if rec.bad != "" {
		return rec.bad
	}
	n, have := len(in.names), len(rec.cells)
	beyond := have > n && isBlank(rec.cells[n:])
	switch {
	case have == n && in.width <= n:
		return ""
	case beyond && (have == in.width || in.width == 0):
		rec.cells = rec.cells[:n]
		return ""
	case beyond:
		return fmt.Sprintf("%d cells where the header has %d: a separator too many may have moved the cells behind it", have, n)
	case in.width > n:
		return fmt.Sprintf("%d cells where the first rows have %d", have, in.width)
	}
	return fmt.Sprintf("%d cells where the header has %d", have, n)
}

// say logs what was detected about the file.
func (in *fileInput) say(log *slog.Logger, attrs ...any) {
	log.Info("file read as", append([]any{"file", in.origin}, attrs...)...)
}
