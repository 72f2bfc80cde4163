package sources

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// reader turns a driver's non-null value into a cell.
type reader func(any) (table.Cell, error)

// sqlRows streams rows of database/sql.
type sqlRows struct {
	rows    *sql.Rows
	columns []table.Column
	read    []reader
	finish  func(ended bool) error // called once, before the rows are closed

	values, targets []any
	row             []table.Cell
	ended, closed   bool
}

func newSQLRows(rows *sql.Rows, columns []table.Column, read []reader, finish func(bool) error) *sqlRows {
	r := &sqlRows{rows: rows, columns: columns, read: read, finish: finish,
		values: make([]any, len(columns)), targets: make([]any, len(columns)), row: make([]table.Cell, len(columns))}
	for i := range r.values {
		r.targets[i] = &r.values[i]
	}
	return r
}

func (r *sqlRows) Columns() []table.Column { return r.columns }

func (r *sqlRows) Next() ([]table.Cell, error) {
	if r.ended {
		return nil, io.EOF
	}
	if !r.rows.Next() {
		r.ended = true
		return nil, r.verdict()
	}
	if err := r.rows.Scan(r.targets...); err != nil {
		return nil, err
	}
	return r.row, readRow(r.columns, r.read, r.values, r.row)
}

// readRow turns a driver's values into cells.
func readRow(columns []table.Column, read []reader, values []any, row []table.Cell) error {
	for i, v := range values {
		row[i] = nil
		if v == nil {
			continue
		}
		cell, err := read[i](v)
		if err != nil {
			return columnError(columns[i], err)
		}
		row[i] = cell
	}
	return nil
}

// verdict is what ended the rows. A second answer would be lost in silence, so it is an error.
func (r *sqlRows) verdict() error {
	if err := r.rows.Err(); err != nil {
		return err
	}
	if r.rows.NextResultSet() {
		return errors.New("the query gives more than one answer: write one SELECT")
	}
	if err := r.rows.Err(); err != nil {
		return err
	}
	return io.EOF
}

func (r *sqlRows) Close() error {
	if r.closed {
		return nil
	}
	r.closed = true
	err := r.finish(r.ended)
	_ = r.rows.Close()
	return err
}

func anyText(v any) (table.Cell, error) { return textOf(v), nil }

// textOf writes a value of any type that a driver gives.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

func anyInteger(v any) (table.Cell, error) {
	if n, ok := v.(int64); ok {
		return n, nil
	}
	return strconv.ParseInt(textOf(v), 10, 64)
}

func anyDecimal(v any) (table.Cell, error) {
	if n, ok := v.(int64); ok {
		return decimal.NewFromInt(n), nil
	}
	return decimalCell(textOf(v))
}

// anyReal reads a float. One of single precision gives its shortest decimal, 0.1 and not 0.10000000149.
func anyReal(v any) (table.Cell, error) {
	switch v := v.(type) {
	case float64:
		return v, nil
	case float32:
		return strconv.ParseFloat(strconv.FormatFloat(float64(v), 'g', -1, 32), 64)
	}
	return realCell([]byte(textOf(v)))
}
