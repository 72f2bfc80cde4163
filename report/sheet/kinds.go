package sheet

import "bilan/report"

// writers list the content of each kind of block, every number in a cell of its own. A new kind is one line here; a
// test finds a missing one.
var writers = map[string]func(r reader, b report.Block) [][]cell{
	"Cards":     func(r reader, b report.Block) [][]cell { return r.cards(b.Cards) },
	"Table":     func(r reader, b report.Block) [][]cell { return r.table(b.Table) },
	"Columns":   func(r reader, b report.Block) [][]cell { return r.timeChart(b.Columns) },
	"Line":      func(r reader, b report.Block) [][]cell { return r.timeChart(b.Line) },
	"Bars":      func(r reader, b report.Block) [][]cell { return r.bars(b.Bars) },
	"Funnel":    func(r reader, b report.Block) [][]cell { return r.funnel(b.Funnel) },
	"Text":      func(r reader, b report.Block) [][]cell { return prose(b.Text) },
	"Series":    func(r reader, b report.Block) [][]cell { return r.series(b.Series) },
	"Waterfall": func(r reader, b report.Block) [][]cell { return r.waterfall(b.Waterfall) },
	"Donut":     func(r reader, b report.Block) [][]cell { return r.donut(b.Donut) },
	"Multiples": func(r reader, b report.Block) [][]cell { return r.multiples(b.Multiples) },
	"Heat":      func(r reader, b report.Block) [][]cell { return r.heat(b.Heat) },
}

func (r reader) block(b report.Block) [][]cell {
	_, name := b.Kind()
	if write := writers[name]; write != nil {
		return write(r, b)
	}
	return nil
}
