package postgres

import (
	"context"
	"io"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"

	"bilan/internal/table"
	"bilan/sources/driver"
	"bilan/sources/params"
)

// postgresRows reads row by row the text that the server writes. Text keeps numeric values exact, and works for every
// type.
type postgresRows struct {
	s       *session
	result  *pgconn.ResultReader
	stop    context.CancelFunc
	columns []table.Column
	read    []func([]byte) (table.Cell, error)
	row     []table.Cell
	ended   bool
}

func (r *postgresRows) Columns() []table.Column { return r.columns }

func (r *postgresRows) Next() ([]table.Cell, error) {
	if r.ended {
		return nil, io.EOF
	}
	if !r.result.NextRow() {
		return nil, r.readEnd()
	}
	for i, v := range r.result.Values() {
		if v == nil {
			r.row[i] = nil
			continue
		}
		cell, err := r.read[i](v)
		if err != nil {
			return nil, driver.ColumnError(r.columns[i], err)
		}
		r.row[i] = cell
	}
	return r.row, nil
}

// readEnd reads how the statement ended after its last row: io.EOF, or its error.
func (r *postgresRows) readEnd() error {
	r.ended = true
	if _, err := r.result.Close(); err != nil {
		return err
	}
	return io.EOF
}

// Close cancels the statement on the server if rows are left.
func (r *postgresRows) Close() error {
	if !r.ended {
		r.ended = true
		r.stop()
		_, _ = r.result.Close()
	}
	r.stop()
	return r.s.rollbackToSavepoint()
}

// postgresArgs returns every value as text with its type, so that the server does not guess the type: in :today -
// interval '1 day' it would take a parameter without a type for an interval.
func postgresArgs(args []params.Arg) (values [][]byte, oids []uint32) {
	types := map[table.Kind]uint32{table.Date: pgtype.DateOID, table.Text: pgtype.TextOID, table.Integer: pgtype.Int8OID,
		table.Bool: pgtype.BoolOID, table.Decimal: pgtype.NumericOID}
	for _, a := range args {
		values = append(values, []byte(a.Text()))
		oids = append(oids, types[a.Kind])
	}
	return values, oids
}
