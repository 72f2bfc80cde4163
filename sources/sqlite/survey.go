package sqlite

import (
	"context"
	"io"
	"strings"
	"time"

	"modernc.org/sqlite"

	"bilan/internal/table"
	"bilan/sources/driver"
)

// keepRows and keepBytes limit the rows that are kept while the types of the columns are decided.
const (
	keepRows  = 200_000
	keepBytes = 64 << 20
)

// survey reads all rows of an answer to decide the type of every column.
type survey struct {
	columns  []*sqliteColumn
	kept     [][]any
	bytes    int
	complete bool // kept contains all rows of the answer
}

func newSurvey(infos []sqlite.ColumnInfo) *survey {
	s := &survey{complete: true}
	for _, info := range infos {
		s.columns = append(s.columns, newSQLiteColumn(info.Name, info.DeclType))
	}
	return s
}

func (s *survey) row(values []any) {
	for i, v := range values {
		s.bytes += 24 + s.columns[i].examine(v)
	}
	if s.complete = s.complete && len(s.kept) < keepRows && s.bytes < keepBytes; s.complete {
		s.kept = append(s.kept, append([]any(nil), values...))
		return
	}
	s.kept = nil
}

func (s *survey) decide(zone *time.Location) ([]table.Column, []driver.Reader) {
	columns, read := make([]table.Column, len(s.columns)), make([]driver.Reader, len(s.columns))
	for i, c := range s.columns {
		columns[i], read[i] = c.decide(zone)
	}
	return columns, read
}

// eachRow runs a statement and passes its rows to see, at most one more than an answer may have.
func (s *session) eachRow(ctx context.Context, statement string, args []any, see func([]any)) error {
	rows, guard, err := s.run(ctx, statement, args)
	if err != nil {
		return err
	}
	defer guard.Release()
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	values, targets := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	for n := int64(0); n <= s.rows && rows.Next(); n++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		see(values)
	}
	return rows.Err()
}

// keptRows streams the rows of a small answer.
type keptRows struct {
	rows    [][]any
	columns []table.Column
	read    []driver.Reader
	row     []table.Cell
}

func (k *keptRows) Columns() []table.Column { return k.columns }
func (k *keptRows) Close() error            { return nil }

func (k *keptRows) Next() ([]table.Cell, error) {
	if len(k.rows) == 0 {
		return nil, io.EOF
	}
	values := k.rows[0]
	k.rows = k.rows[1:]
	if k.row == nil {
		k.row = make([]table.Cell, len(k.columns))
	}
	return k.row, driver.ReadRow(k.columns, k.read, values, k.row)
}

func containsAny(text string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
