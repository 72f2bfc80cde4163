package loaded

import (
	"io"

	"bilan/internal/table"
)

// RowsOf returns an iterator over the rows of a table.
func RowsOf(t *table.Table) table.Rows { return &tableRows{t: t} }

// tableRows iterates over the rows of a table.
type tableRows struct {
	t  *table.Table
	at int
}

func (h *tableRows) Columns() []table.Column { return h.t.Columns }
func (h *tableRows) Close() error            { return nil }

func (h *tableRows) Next() ([]table.Cell, error) {
	if h.at == len(h.t.Rows) {
		return nil, io.EOF
	}
	h.at++
	return h.t.Rows[h.at-1], nil
}
