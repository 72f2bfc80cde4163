package sources

import "bilan/internal/table"

const (
	groupRows  = 122_880  // of the engine's own row groups: it copies rows once more that come in others
	groupBytes = 32 << 20 // bounds memory when cells are long
)

// groupWriter collects the cells of rows by columns and hands them on as row groups. It may be used again after a flush.
type groupWriter struct {
	columns []*parquetColumn
	full    func([]*parquetColumn) error // takes a row group, and keeps nothing of it; nil: all rows are kept
}

func newGroupWriter(columns []table.Column, full func([]*parquetColumn) error) *groupWriter {
	w := &groupWriter{full: full}
	for _, c := range columns {
		w.columns = append(w.columns, newParquetColumn(c))
	}
	return w
}

// endRow is called after every column got its cell.
func (w *groupWriter) endRow() error {
	n := w.rows()
	if w.full != nil && (n >= groupRows || n%16 == 0 && w.size() >= groupBytes) {
		return w.flush()
	}
	return nil
}

func (w *groupWriter) rows() int { return w.columns[0].rows }

func (w *groupWriter) size() (n int) {
	for _, c := range w.columns {
		n += len(c.values) + len(c.levels)
		if c.texts != nil {
			n += len(c.texts.plain)
		}
	}
	return n
}

// flush ends the row group.
func (w *groupWriter) flush() error {
	if w.rows() == 0 || w.full == nil {
		return nil
	}
	err := w.full(w.columns)
	w.reset()
	return err
}

func (w *groupWriter) reset() {
	for _, c := range w.columns {
		c.reset(w.full == nil)
	}
}

// take puts the rows that o kept behind those of w.
func (w *groupWriter) take(o *groupWriter) error {
	for left := o.rows(); left > 0; {
		n := min(left, groupRows-w.rows())
		for i, c := range w.columns {
			c.take(o.columns[i], n)
		}
		left -= n
		if w.rows() >= groupRows || w.size() >= groupBytes {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}
