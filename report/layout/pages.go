// Package layout places pieces on pages. It also contains the styles, colours, scales, labels and IBCS samples that
// several kinds of blocks use.
package layout

import (
	"context"

	"bilan/report/canvas"
)

// Piece is a part of a document that a page break never divides: a title, a table's row, a chart. Lengths are in
// points.
type Piece struct {
	Above   float64 // space above the piece, omitted at the top of a page
	Height  float64
	W       float64 // width; 0 is the full width of the page
	NewPage bool    // the piece starts a page
	Keep    bool    // the piece is on the same page as the next one
	Head    *Piece  // repeated above this piece if it is the first on a page: the section's name, the table's header
	Needs   []Need
	LeftOut []string     // in a block's first piece: texts that are not printed because their column has no room
	Section *canvas.Node // the section that contains the piece, in the structure for screen readers
	Draw    func(*Sheet, canvas.Box)
}

// Need is the extent that a chart must show on a scale. Charts of a page with equal keys share the scale.
type Need struct {
	Key ScaleKey
	Extent
	WantedFactor func(*Sheet) float64 // the factor by which the chart alone would magnify its variances; nil for none
}

// Sheet is a page that is being drawn, with its scales.
type Sheet struct {
	canvas.Canvas
	Scales  map[ScaleKey]Extent
	factors map[float64]float64 // the page's factor for variances, by the factor that a chart wants
}

// Scale returns the extent of a chart's axis on this page, and its factor. The factor is 1 unless the chart's values
// are much smaller than the scale that the page shares: then it is a round number, which must be written beside the
// chart.
func (s *Sheet) Scale(n Need) (Extent, float64) {
	shared := s.Scales[n.Key]
	f := zoom(n.Extent, shared)
	return Extent{shared.Low / f, shared.High / f}, f
}

// Placed is a piece with its place on a page.
type Placed struct {
	*Piece
	Y        float64
	Repeated bool // the piece is a repeated header
}

// Flow places pieces on pages from top to bottom. Lengths are in points.
type Flow struct {
	Top, Bottom float64 // the y of the content's start and end on pages after the first
	FirstTop    float64 // the same on the first page
	FirstBottom float64
	Pages       [][]Placed
	y, end      float64 // the current page: the y of the next piece, and of the content's end
	fresh       bool    // the current page has no piece yet, except a repeated header
}

// Paginate places all pieces and sets f.Pages. Pieces that must stay together move to the next page together, unless
// they are taller than a page.
func (f *Flow) Paginate(ctx context.Context, pieces []*Piece) error {
	f.Pages, f.y, f.end, f.fresh = [][]Placed{nil}, f.FirstTop, f.FirstBottom, true
	for i := 0; i < len(pieces); {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := KeptCount(pieces[i:])
		if pieces[i].NewPage && !f.fresh || !f.fits(pieces[i:i+n]) && f.newPageHelps() && f.wouldFit(pieces[i:i+n]) {
			f.newPage(pieces[i])
		}
		for _, p := range pieces[i : i+n] {
			f.place(p)
		}
		i += n
	}
	return nil
}

// KeptCount is the number of pieces, from the first one, that must stay on one page.
func KeptCount(pieces []*Piece) int {
	n := 1
	for n < len(pieces) && pieces[n-1].Keep {
		n++
	}
	return n
}

func (f *Flow) page() *[]Placed { return &f.Pages[len(f.Pages)-1] }

// newPageHelps reports whether a new page has more room than the current one. It has not if the current page is empty,
// except on page one, which is shorter than the others.
func (f *Flow) newPageHelps() bool { return !f.fresh || len(f.Pages) == 1 }

// fits reports whether the chain has room on the current page.
func (f *Flow) fits(chain []*Piece) bool { return f.y+Length(chain, f.fresh) <= f.end }

// wouldFit reports whether an empty page has room for the chain.
func (f *Flow) wouldFit(chain []*Piece) bool {
	h := Length(chain, true)
	if chain[0].Head != nil {
		h += chain[0].Head.Height
	}
	return f.Top+h <= f.Bottom
}

// Length is the height of the pieces one below the other, in points. With atTop, the space above the first is omitted.
func Length(chain []*Piece, atTop bool) float64 {
	sum := 0.0
	for i, p := range chain {
		sum += p.Height
		if i > 0 || !atTop {
			sum += p.Above
		}
	}
	return sum
}

// place places one piece, on a new page if the current one has no room.
func (f *Flow) place(p *Piece) {
	above := p.Above
	if f.fresh {
		above = 0
	}
	if f.y+above+p.Height > f.end && f.newPageHelps() {
		f.newPage(p)
	} else {
		f.y += above
	}
	*f.page() = append(*f.page(), Placed{p, f.y, false})
	f.y += p.Height
	f.fresh = false
}

// newPage starts a page, with the header that p repeats.
func (f *Flow) newPage(p *Piece) {
	f.Pages = append(f.Pages, nil)
	f.y, f.end, f.fresh = f.Top, f.Bottom, true
	if p.Head != nil {
		*f.page() = append(*f.page(), Placed{p.Head, f.y, true})
		f.y += p.Head.Height
	}
}

// ScalesOf returns the extents of a page's scales: each contains the needs of all charts with its key.
func ScalesOf(page []Placed) map[ScaleKey]Extent {
	scales := map[ScaleKey]Extent{}
	for _, p := range page {
		for _, n := range p.Needs {
			e, shared := scales[n.Key]
			if !shared {
				e = n.Extent
			}
			e.IncludeExtent(n.Extent)
			scales[n.Key] = e
		}
	}
	return scales
}
