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

// smallest is what a page is printed at that can still be read: cells of 7.2 points, notes of 6.4.
const smallest = 0.85

// ways are those of setting a document on few pages where closer is not enough. Lists are cut last, since that leaves something out.
var ways = []struct {
	scale   float64
	density density
}{
	{0.95, densities[3]}, {0.9, densities[3]}, {smallest, densities[3]},
	{smallest, cut(8)}, {smallest, cut(5)}, {smallest, cut(3)},
}

// cut is the closest density, with so many rows of lists.
func cut(rows int) density {
	d := densities[len(densities)-1]
	d.rows = rows
	return d
}

// arrange gives the document its pages. One that is to stand on so many is set so, or as usual where nothing helps.
func (d *paper) arrange(ctx context.Context, logo *logo) (arrangement, error) {
	asUsual := func() (arrangement, error) {
		return d.arranged(logo, func(empty layout.Flow) (*layout.Flow, error) { return d.lay(ctx, empty) })
	}
	usual, err := asUsual()
	if most := d.doc.Paper.Pages; err != nil || most == 0 || len(usual.flow.Pages) <= most {
		return usual, err
	}
	for _, try := range ways {
		if try.density.rows > 0 && d.doc.Paper.AllRows {
			break
		}
		d.document.Shrink(try.scale)
		a, err := d.arranged(logo, func(empty layout.Flow) (*layout.Flow, error) { return d.layOut(ctx, empty, try.density) })
		if err != nil || len(a.flow.Pages) <= d.doc.Paper.Pages {
			return a, err
		}
	}
	d.document.Shrink(1)
	return asUsual() // laid out again: the pieces of the last try are smaller
}

// arranged lays the document out between its head and foot.
func (d *paper) arranged(logo *logo, lay func(layout.Flow) (*layout.Flow, error)) (a arrangement, err error) {
	a.head = newHead(d.doc, logo, d.canvas.ContentW())
	a.trust = newTrust(d.doc.Trust, d.canvas.ContentW())
	a.flow, err = lay(layout.Flow{
		Top: canvas.MarginTop + a.head.runningHeight(), Bottom: d.canvas.ContentBottom(),
		FirstTop: canvas.MarginTop + a.head.height, FirstBottom: d.canvas.ContentBottom() - a.trust.height(),
	})
	return a, err
}

// shortened are the sections with at most so many rows of each list that may be cut; 0 is all of them. What is cut is said below.
func shortened(sections []report.Section, rows int) []report.Section {
	if rows == 0 {
		return sections
	}
	for i := range sections {
		blocks := make([]report.Block, len(sections[i].Blocks))
		for j, b := range sections[i].Blocks {
			if b.Table != nil && len(b.Table.Shorter) > rows {
				short := *b.Table
				short.Rows = append(append([]report.Row(nil), b.Table.Rows[:rows]...), b.Table.Rows[len(b.Table.Shorter):]...)
				short.Caption, b.Table = b.Table.Shorter[rows-1], &short
			}
			blocks[j] = b
		}
		sections[i].Blocks = blocks
	}
	return sections
}
