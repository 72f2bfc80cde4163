package report

import "reflect"

// BlockKind is the interface of each kind of block. A new kind is a struct with this method, a pointer to it in Block,
// and a line in the tables of render (pages) and sheet (workbooks).
type BlockKind interface {
	// Message describes the block in one sentence, for a mail that does not show it; "" for one without a message.
	Message() string
}

// Kind returns the block's content and the name of its kind, such as "Waterfall"; nil and "" for an empty block.
func (b Block) Kind() (kind BlockKind, name string) {
	v := reflect.ValueOf(b)
	for i := range v.NumField() {
		if f := v.Field(i); !f.IsNil() {
			return f.Interface().(BlockKind), v.Type().Field(i).Name
		}
	}
	return nil, ""
}

// BlockNames lists the names of all kinds of blocks.
func BlockNames() (names []string) {
	for f := range reflect.TypeFor[Block]().Fields() {
		names = append(names, f.Name)
	}
	return names
}

// Message implements BlockKind.
func (*Cards) Message() string { return "" }

// Message implements BlockKind.
func (t *Table) Message() string { return t.Alt }

// Message implements BlockKind.
func (c *TimeChart) Message() string { return c.Alt }

// Message implements BlockKind.
func (c *SeriesChart) Message() string { return c.Alt }

// Message implements BlockKind.
func (c *BarChart) Message() string { return c.Alt }

// Message implements BlockKind.
func (w *Waterfall) Message() string { return w.Alt }

// Message implements BlockKind.
func (d *Donut) Message() string { return d.Alt }

// Message implements BlockKind.
func (m *Multiples) Message() string { return m.Alt }

// Message implements BlockKind.
func (h *HeatMap) Message() string { return h.Alt }

// Message implements BlockKind.
func (f *Funnel) Message() string { return f.Alt }
