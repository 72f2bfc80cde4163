package sources

import "bilan/internal/table"

const (
	groupRows  = 122_880  // the engine reads groups in parallel
	groupBytes = 32 << 20 // bounds memory when cells are long
)

// groupWriter collects the cells of rows by columns and hands them on as row groups. It may be used again after a flush.
type groupWriter struct {
	columns []*parquetColumn
	full    func(*rowGroup) error // takes a row group, and keeps nothing of it
	group   rowGroup
}

// rowGroup is rows as Parquet keeps them: a page per column, one behind the other.
type rowGroup struct {
	bytes []byte
	ends  []int // of the pages, with their headers
	rows  int
}

func newGroupWriter(columns []table.Column, full func(*rowGroup) error) *groupWriter {
	w := &groupWriter{full: full}
	for _, c := range columns {
		w.columns = append(w.columns, &parquetColumn{Column: c})
	}
	return w
}

// endRow is called after every column got its cell.
func (w *groupWriter) endRow() error {
	n := w.columns[0].rows
	if n >= groupRows || n%16 == 0 && w.size() >= groupBytes {
		return w.flush()
	}
	return nil
}

func (w *groupWriter) size() (n int) {
	for _, c := range w.columns {
		n += len(c.values) + len(c.levels)
	}
	return n
}

// flush ends the row group.
func (w *groupWriter) flush() error {
	g := &w.group
	if g.rows = w.columns[0].rows; g.rows == 0 {
		return nil
	}
	g.bytes, g.ends = g.bytes[:0], g.ends[:0]
	for _, c := range w.columns {
		g.bytes = c.page(g.bytes)
		g.ends = append(g.ends, len(g.bytes))
		c.reset()
	}
	return w.full(g)
}
