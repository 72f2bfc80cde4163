package loaded

import (
	"io"

	"bilan/internal/table"
)

// RowsOf gives the rows of a table one by one, as a source does.
func RowsOf(t *table.Table) table.Rows { return &held{t: t} }

// held is a table as rows.
type held struct {
	t  *table.Table
	at int
}

func (h *held) Columns() []table.Column { return h.t.Columns }
func (h *held) Close() error            { return nil }

func (h *held) Next() ([]table.Cell, error) {
	if h.at == len(h.t.Rows) {
		return nil, io.EOF
	}
	h.at++
	return h.t.Rows[h.at-1], nil
}
