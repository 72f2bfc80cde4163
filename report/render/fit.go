package render

import (
	"context"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
)

// arrangement is a document on its pages, with the head and foot of the first one.
type arrangement struct {
	head  *head
	trust trust
	flow  *layout.Flow
}

// minScale is the smallest scale at which a page is legible when printed: cells have 7.2 points, notes 6.4.
const minScale = 0.85

// attempts are the scales and spacings that are tried in this order for a document with a largest number of pages.
// Shortened lists come last, because they leave rows out.
var attempts = []struct {
	scale   float64
	density density
}{
	{0.95, densities[3]}, {0.9, densities[3]}, {minScale, densities[3]},
	{minScale, closestWithRows(8)}, {minScale, closestWithRows(5)}, {minScale, closestWithRows(3)},
}

// closestWithRows is the closest spacing, with lists shortened to some rows.
func closestWithRows(rows int) density {
	d := densities[len(densities)-1]
	d.rows = rows
	return d
}

// arrange divides the document into pages. If Paper.Pages is set, it tries to use no more pages than that; if that
// fails, the result is as without it.
func (d *paper) arrange(ctx context.Context, logo *logo) (arrangement, error) {
	asUsual := func() (arrangement, error) {
		return d.layOutBetween(logo, func(empty layout.Flow) (*layout.Flow, error) { return d.layOutBest(ctx, empty) })
	}
	usual, err := asUsual()
	if most := d.doc.Paper.Pages; err != nil || most == 0 || len(usual.flow.Pages) <= most {
		return usual, err
	}
	for _, try := range attempts {
		if try.density.rows > 0 && d.doc.Paper.AllRows {
			break
		}
		d.document.Shrink(try.scale)
		a, err := d.layOutBetween(logo, func(empty layout.Flow) (*layout.Flow, error) { return d.layOut(ctx, empty, try.density) })
		if err != nil || len(a.flow.Pages) <= d.doc.Paper.Pages {
			return a, err
		}
	}
	d.document.Shrink(1)
	return asUsual() // laid out again, because the pieces of the last try are smaller
}

// layOutBetween divides the document with lay, and leaves room for head and foot.
func (d *paper) layOutBetween(logo *logo, lay func(layout.Flow) (*layout.Flow, error)) (a arrangement, err error) {
	a.head = newHead(d.doc, logo, d.canvas.ContentW())
	a.trust = newTrust(d.doc.Trust, d.canvas.ContentW())
	a.flow, err = lay(layout.Flow{
		Top: canvas.MarginTop + a.head.runningHeight(), Bottom: d.canvas.ContentBottom(),
		FirstTop: canvas.MarginTop + a.head.height, FirstBottom: d.canvas.ContentBottom() - a.trust.height(),
	})
	return a, err
}

// shortenLists returns the sections, with at most rows rows in each list that may be shortened; 0 is no limit. The
// caption of a shortened list says how many rows were left out.
func shortenLists(sections []report.Section, rows int) []report.Section {
	if rows == 0 {
		return sections
	}
	for i := range sections {
		blocks := make([]report.Block, len(sections[i].Blocks))
		for j, b := range sections[i].Blocks {
			if b.Table != nil && len(b.Table.ShorterCaptions) > rows {
				short := *b.Table
				short.Rows = append(append([]report.Row(nil), b.Table.Rows[:rows]...), b.Table.Rows[len(b.Table.ShorterCaptions):]...)
				short.Caption, b.Table = b.Table.ShorterCaptions[rows-1], &short
			}
			blocks[j] = b
		}
		sections[i].Blocks = blocks
	}
	return sections
}
