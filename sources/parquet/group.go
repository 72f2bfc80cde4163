package parquet

import "bilan/internal/table"

const (
	groupRows  = 122_880  // size of the engine's row groups; the engine copies rows again if groups have another size
	groupBytes = 32 << 20 // limits the memory for long cells
)

// Group collects rows by columns and passes them on as row groups. It can be used again after Flush.
type Group struct {
	Columns []*Column
	onFull  func([]*Column) error // receives each row group and must not keep it; nil: all rows are kept
}

// NewGroup makes a group that passes each full row group to onFull. If onFull is nil, all rows are kept.
func NewGroup(columns []table.Column, onFull func([]*Column) error) *Group {
	w := &Group{onFull: onFull}
	for _, c := range columns {
		w.Columns = append(w.Columns, NewColumn(c))
	}
	return w
}

// EndRow must be called after every column got its cell of a row.
func (w *Group) EndRow() error {
	n := w.Rows()
	if w.onFull != nil && (n >= groupRows || n%16 == 0 && w.size() >= groupBytes) {
		return w.Flush()
	}
	return nil
}

// Rows is the number of rows collected.
func (w *Group) Rows() int { return w.Columns[0].rows }

func (w *Group) size() (n int) {
	for _, c := range w.Columns {
		n += len(c.values) + len(c.levels)
		if c.texts != nil {
			n += len(c.texts.plain)
		}
	}
	return n
}

// Flush passes the rows on as a row group. It does nothing if all rows are kept.
func (w *Group) Flush() error {
	if w.Rows() == 0 || w.onFull == nil {
		return nil
	}
	err := w.onFull(w.Columns)
	w.Reset()
	return err
}

// Reset removes all rows.
func (w *Group) Reset() {
	for _, c := range w.Columns {
		c.reset(w.onFull == nil)
	}
}

// Take appends the rows that o kept.
func (w *Group) Take(o *Group) error {
	for left := o.Rows(); left > 0; {
		n := min(left, groupRows-w.Rows())
		for i, c := range w.Columns {
			c.take(o.Columns[i], n)
		}
		left -= n
		if w.Rows() >= groupRows || w.size() >= groupBytes {
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
	return nil
}
