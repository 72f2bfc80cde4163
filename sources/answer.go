package sources

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"bilan/internal/table"
	"bilan/sources/driver"
	"bilan/sources/params"
)

const answerBytes = 8 << 30

// answer streams a driver's rows within the limits of rows and bytes, with text as valid UTF-8.
type answer struct {
	db     *database
	in     table.Rows
	ctx    context.Context
	cancel context.CancelFunc
	bound  *params.Bound

	rows, bytes, repaired int64
	err                   error
	closed                bool
}

func (a *answer) Columns() []table.Column { return a.in.Columns() }

func (a *answer) Next() (row []table.Cell, err error) {
	defer recoverPanic(a.db, &err)
	if a.err != nil {
		return nil, a.err
	}
	if row, err = a.next(); err != nil {
		a.err = err
	}
	return row, err
}

func (a *answer) next() ([]table.Cell, error) {
	if a.ctx.Err() != nil {
		return nil, a.db.explained(a.ctx, a.ctx.Err(), a.bound)
	}
	row, err := a.in.Next()
	if err == io.EOF {
		return nil, io.EOF
	}
	if err != nil {
		return nil, a.db.explained(a.ctx, fmt.Errorf("row %d: %w", a.rows+1, err), a.bound)
	}
	if a.rows++; a.rows > a.db.maxRows {
		return nil, a.db.masked(fmt.Errorf("more than %d rows: ask the database for aggregates, or raise max_rows of the source", a.db.maxRows))
	}
	if err := a.measure(row); err != nil {
		return nil, a.db.masked(err)
	}
	return row, nil
}

// measure adds the row's size to the answer's, and repairs invalid UTF-8 in the row.
func (a *answer) measure(row []table.Cell) error {
	size := int64(0)
	for i, c := range row {
		size += 16
		text, ok := c.(string)
		if !ok {
			continue
		}
		size += int64(len(text))
		if !utf8.ValidString(text) {
			row[i] = strings.ToValidUTF8(text, "\uFFFD")
			a.repaired++
		}
	}
	a.bytes += size
	if size > driver.RowBytes {
		return fmt.Errorf("row %d is longer than %d MB: leave large columns out of the query", a.rows, driver.RowBytes>>20)
	}
	if a.bytes > answerBytes {
		return fmt.Errorf("the answer is larger than %d GB: ask the database for aggregates", answerBytes>>30)
	}
	return nil
}

// Close stops the server's work if rows are left. The next query may then begin.
func (a *answer) Close() (err error) {
	defer recoverPanic(a.db, &err)
	if a.closed {
		return nil
	}
	a.closed = true
	defer a.db.setOpen(nil)
	defer a.cancel()
	if a.repaired > 0 {
		a.db.log.Warn("repaired text that is not UTF-8", "cells", a.repaired)
	}
	if err := a.in.Close(); err != nil && a.err == nil {
		return a.db.explained(a.ctx, err, a.bound)
	}
	return nil
}
