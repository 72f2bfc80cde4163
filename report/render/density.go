package render

import (
	"context"

	"bilan/report/chart/timeseries"
	"bilan/report/layout"
)

// density is the spacing on all pages of a document, in points.
type density struct {
	plot   float64 // height of charts over time
	gap    float64 // space above sections
	rowPad float64 // space above and below the text of a table's row

	rows int // largest number of rows in a list that may be shortened; 0 for all rows
}

// densities are the usual spacing, then ever closer ones.
var densities = []density{
	{plot: timeseries.PlotH, gap: 20, rowPad: 2.2}, {plot: 96, gap: 18, rowPad: 1.8}, {plot: 82, gap: 16, rowPad: 1.4}, {plot: 70, gap: 14, rowPad: 1.1},
}

// maxCloserPages is the largest number of pages of a document that may be set closer. In a longer document, every page
// would be closer in order to save one.
const maxCloserPages = 8

// layOutBest divides the document into pages. It uses the usual spacing unless a closer one saves a page, and then the widest
// that needs no more pages than the closest. All charts over time of a document have the same height, so that equal
// lengths mean equal amounts on all pages.
func (d *paper) layOutBest(ctx context.Context, empty layout.Flow) (*layout.Flow, error) {
	usual, err := d.layOut(ctx, empty, densities[0])
	if err != nil || len(usual.Pages) == 1 || len(usual.Pages) > maxCloserPages {
		return usual, err
	}
	closest, err := d.layOut(ctx, empty, densities[len(densities)-1])
	if err != nil || len(closest.Pages) >= len(usual.Pages) {
		return usual, err
	}
	for _, between := range densities[1 : len(densities)-1] {
		if f, err := d.layOut(ctx, empty, between); err != nil || len(f.Pages) == len(closest.Pages) {
			return f, err
		}
	}
	return closest, nil
}

// layOut divides the document into pages with one spacing.
func (d *paper) layOut(ctx context.Context, f layout.Flow, set density) (*layout.Flow, error) {
	d.density = set
	pieces, err := d.pieces(ctx, f.FirstBottom-f.FirstTop, f.Bottom-f.Top)
	if err != nil {
		return nil, err
	}
	return &f, f.Paginate(ctx, pieces)
}
