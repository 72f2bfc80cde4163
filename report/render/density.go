package render

import (
	"context"

	"bilan/report/chart/timeseries"
	"bilan/report/layout"
)

// density is the spacing on all pages of a document, in points.
type density struct {
	plot   float64 // height of charts over time
	gap    float64 // over sections
	rowPad float64 // above and below the text of a table's row

	rows int // of a list that may be cut; 0 for all
}

// densities are the usual one, then closer ones.
var densities = []density{
	{plot: timeseries.PlotH, gap: 20, rowPad: 2.2}, {plot: 96, gap: 18, rowPad: 1.8}, {plot: 82, gap: 16, rowPad: 1.4}, {plot: 70, gap: 14, rowPad: 1.1},
}

// closerUpTo is how many pages a document may have to be set closer: of a long list every page would be.
const closerUpTo = 8

// lay gives the document its pages: as it is usually set or, where that saves a page, closer, but not closer than the fewest
// pages need. All charts over time of a document have one height, so that equal lengths are equal amounts on all pages.
func (d *paper) lay(ctx context.Context, empty layout.Flow) (*layout.Flow, error) {
	usual, err := d.layOut(ctx, empty, densities[0])
	if err != nil || len(usual.Pages) == 1 || len(usual.Pages) > closerUpTo {
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

// layOut is the document on pages of one density.
func (d *paper) layOut(ctx context.Context, f layout.Flow, set density) (*layout.Flow, error) {
	d.density = set
	pieces, err := d.pieces(ctx, f.FirstBottom-f.FirstTop, f.Bottom-f.Top)
	if err != nil {
		return nil, err
	}
	return &f, f.Paginate(ctx, pieces)
}
