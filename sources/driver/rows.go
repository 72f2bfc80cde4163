package driver

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// Reader converts a driver's non-null value to a cell.
type Reader func(any) (table.Cell, error)

// sqlRows streams the rows of database/sql.
type sqlRows struct {
	rows    *sql.Rows
	columns []table.Column
	read    []Reader
	finish  func(ended bool) error // called once, before the rows are closed; ended is true if all were read

	values, targets []any
	row             []table.Cell
	ended, closed   bool
}

// NewRows streams the rows of a statement. read converts the values, one function per column. finish is called once,
// before the rows are closed; its argument is whether all rows were read.
func NewRows(rows *sql.Rows, columns []table.Column, read []Reader, finish func(bool) error) table.Rows {
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
		return nil, r.endError()
	}
	if err := r.rows.Scan(r.targets...); err != nil {
		return nil, err
	}
	return r.row, ReadRow(r.columns, r.read, r.values, r.row)
}

// ReadRow converts a driver's values to cells and writes them to row.
func ReadRow(columns []table.Column, read []Reader, values []any, row []table.Cell) error {
	for i, v := range values {
		row[i] = nil
		if v == nil {
			continue
		}
		cell, err := read[i](v)
		if err != nil {
			return ColumnError(columns[i], err)
		}
		row[i] = cell
	}
	return nil
}

// endError is the error that ended the rows, io.EOF at their end. A second result set is an error, because its rows
// would be lost.
func (r *sqlRows) endError() error {
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

// ReadText reads a value of any type as text.
func ReadText(v any) (table.Cell, error) { return TextOf(v), nil }

// TextOf writes a value of any driver type as text.
func TextOf(v any) string {
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

// ReadInteger reads a whole number.
func ReadInteger(v any) (table.Cell, error) {
	if n, ok := v.(int64); ok {
		return n, nil
	}
	return strconv.ParseInt(TextOf(v), 10, 64)
}

// ReadDecimal reads an exact number.
func ReadDecimal(v any) (table.Cell, error) {
	if n, ok := v.(int64); ok {
		return decimal.NewFromInt(n), nil
	}
	return DecimalCell(TextOf(v))
}

// ReadReal reads a float. A float32 becomes the shortest decimal that is equal to it: 0.1, not 0.10000000149.
func ReadReal(v any) (table.Cell, error) {
	switch v := v.(type) {
	case float64:
		return v, nil
	case float32:
		return strconv.ParseFloat(strconv.FormatFloat(float64(v), 'g', -1, 32), 64)
	}
	return RealCell([]byte(TextOf(v)))
}

// ReadBool reads a boolean. A number other than 0 is true.
func ReadBool(v any) (table.Cell, error) {
	switch v := v.(type) {
	case bool:
		return v, nil
	case int64:
		return v != 0, nil
	}
	return nil, errors.New("is neither true nor false")
}
