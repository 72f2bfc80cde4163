package render

import (
	"context"

	"bilan/report/chart/timeseries"
	"bilan/report/layout"
)

// density is how close things stand on all pages of a document, in points.
type density struct {
	plot   float64 // height of charts over time
	gap    float64 // over sections
	rowPad float64 // above and below the text of a table's row
}

// densities are the usual one, then closer ones.
var densities = []density{{timeseries.PlotH, 20, 2.2}, {96, 18, 1.8}, {82, 16, 1.4}, {70, 14, 1.1}}

// mostClosed is how many pages a document has at most that is set closer: of a long list every page would be.
const mostClosed = 8

// lay gives the document its pages: as it is usually set or, where that saves a page, closer. All charts over time of a document
// have one height, so that equal lengths are equal amounts on all pages.
func (d *paper) lay(ctx context.Context, empty layout.Flow) (*layout.Flow, error) {
	var best *layout.Flow
	for _, d.density = range densities {
		f := empty
		pieces, err := d.pieces(ctx, f.FirstBottom-f.FirstTop, f.Bottom-f.Top)
		if err != nil {
			return nil, err
		}
		if err := f.Paginate(ctx, pieces); err != nil {
			return nil, err
		}
		if best == nil || len(f.Pages) < len(best.Pages) {
			best = &f
		}
		if n := len(best.Pages); n == 1 || n > mostClosed {
			break
		}
	}
	return best, nil
}
