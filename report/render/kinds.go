package render

import (
	"bilan/report"
	"bilan/report/chart/grid"
	"bilan/report/chart/multiseries"
	"bilan/report/chart/structure"
	"bilan/report/chart/timeseries"
	"bilan/report/layout"
)

// drawers has for each kind of block the function that makes its pieces. A new kind needs one line here; a test reports
// a missing one.
var drawers = map[string]func(b report.Block, in layout.Room) []*layout.Piece{
	"Cards":     func(b report.Block, in layout.Room) []*layout.Piece { return cardPieces(b.Cards, in.W) },
	"Table":     func(b report.Block, in layout.Room) []*layout.Piece { return tablePieces(b.Table, in) },
	"Columns":   func(b report.Block, in layout.Room) []*layout.Piece { return timeseries.Columns(b.Columns, in) },
	"Line":      func(b report.Block, in layout.Room) []*layout.Piece { return timeseries.Line(b.Line, in) },
	"Series":    func(b report.Block, in layout.Room) []*layout.Piece { return multiseries.Pieces(b.Series, in) },
	"Bars":      func(b report.Block, in layout.Room) []*layout.Piece { return structure.Bars(b.Bars, in) },
	"Waterfall": func(b report.Block, in layout.Room) []*layout.Piece { return structure.Waterfall(b.Waterfall, in) },
	"Donut":     func(b report.Block, in layout.Room) []*layout.Piece { return structure.Donut(b.Donut, in) },
	"Multiples": func(b report.Block, in layout.Room) []*layout.Piece { return grid.Multiples(b.Multiples, in) },
	"Heat":      func(b report.Block, in layout.Room) []*layout.Piece { return grid.HeatMap(b.Heat, in) },
	"Funnel":    func(b report.Block, in layout.Room) []*layout.Piece { return structure.Funnel(b.Funnel, in) },
	"Text":      func(b report.Block, in layout.Room) []*layout.Piece { return paragraphPieces(b.Text, in.W) },
}

func blockPieces(b report.Block, in layout.Room) []*layout.Piece {
	_, name := b.Kind()
	if draw := drawers[name]; draw != nil {
		return draw(b, in)
	}
	return nil
}
