package sheet

import "bilan/report"

// writers has for each kind of block the function that lists its content as rows of cells. A new kind needs one line
// here; a test reports a missing one.
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
