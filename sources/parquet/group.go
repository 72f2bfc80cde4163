package parquet

import "bilan/internal/table"

const (
	groupRows  = 122_880  // the size of the engine's row groups: it copies rows again if groups have another size
	groupBytes = 32 << 20 // bounds memory when cells are long
)

// Group collects the cells of rows by columns and hands them on as row groups. It may be used again after a flush.
type Group struct {
	Columns []*Column
	full    func([]*Column) error // takes a row group, and keeps nothing of it; nil: all rows are kept
}

// NewGroup hands full groups to full, which may be nil: see Group.
func NewGroup(columns []table.Column, full func([]*Column) error) *Group {
	w := &Group{full: full}
	for _, c := range columns {
		w.Columns = append(w.Columns, NewColumn(c))
	}
	return w
}

// EndRow is called after every column got its cell.
func (w *Group) EndRow() error {
	n := w.Rows()
	if w.full != nil && (n >= groupRows || n%16 == 0 && w.size() >= groupBytes) {
		return w.Flush()
	}
	return nil
}

// Rows is how many rows there are.
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

// Flush ends the row group.
func (w *Group) Flush() error {
	if w.Rows() == 0 || w.full == nil {
		return nil
	}
	err := w.full(w.Columns)
	w.Reset()
	return err
}

// Reset takes all rows back.
func (w *Group) Reset() {
	for _, c := range w.Columns {
		c.reset(w.full == nil)
	}
}

// Take appends the rows that o kept to those of w.
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
