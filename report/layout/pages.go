// Package layout places pieces on pages, and contains what the kinds of blocks share: styles, colours, scales, labels,
// the IBCS notation.
package layout

import (
	"context"

	"bilan/report/canvas"
)

// Piece is a part that is never split between two pages: a title, a table's row, a chart.
type Piece struct {
	Above   float64 // space over it, dropped at the top of a page
	Height  float64
	W       float64 // 0 is all of the page's
	NewPage bool    // it begins a page, unless it is already the first on one
	Keep    bool    // is on the same page as the next piece
	Head    *Piece  // drawn on top of a page that this piece opens: the section's name, the table's header
	Needs   []Need
	LeftOut []string     // for a block's first piece: texts that are not printed, because their column has no room
	Sect    *canvas.Node // whose part it is in the structure
	Draw    func(*Sheet, canvas.Box)
}

// Need is the range that a chart must show on a scale. Charts of one key on one page share their axis.
type Need struct {
	Key ScaleKey
	Extent
	Wants func(*Sheet) float64 // the factor that the chart would magnify its variances by if it stood alone; may be nil
}

// Sheet is one page while it is drawn.
type Sheet struct {
	canvas.Canvas
	Scales  map[ScaleKey]Extent
	factors map[float64]float64 // what charts want to magnify their variances by, and what the page magnifies them by
}

// Scale returns the extent that all charts of the key share on this page. A chart of much smaller values is magnified
// by a round factor, to be written beside it.
func (s *Sheet) Scale(n Need) (Extent, float64) {
	shared := s.Scales[n.Key]
	f := zoom(n.Extent, shared)
	return Extent{shared.Low / f, shared.High / f}, f
}

// Placed is a piece at its place.
type Placed struct {
	*Piece
	Y     float64
	Again bool // a header that was read before
}

// Flow fills pages with pieces from top to bottom.
type Flow struct {
	Top, Bottom float64 // of pages after the first
	FirstTop    float64
	FirstBottom float64
	Pages       [][]Placed
	y, end      float64
	fresh       bool // the page holds no piece yet, but for a repeated header
}

// Paginate gives each piece its page. A chain of kept pieces moves to the next page as one, unless it is
// taller than a page.
func (f *Flow) Paginate(ctx context.Context, pieces []*Piece) error {
	f.Pages, f.y, f.end, f.fresh = [][]Placed{nil}, f.FirstTop, f.FirstBottom, true
	for i := 0; i < len(pieces); {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := KeptTogether(pieces[i:])
		if pieces[i].NewPage && !f.fresh || !f.fits(pieces[i:i+n]) && f.turnHelps() && f.wouldFit(pieces[i:i+n]) {
			f.turn(pieces[i])
		}
		for _, p := range pieces[i : i+n] {
			f.put(p)
		}
		i += n
	}
	return nil
}

// KeptTogether counts the pieces that must stay together from the first on.
func KeptTogether(pieces []*Piece) int {
	n := 1
	for n < len(pieces) && pieces[n-1].Keep {
		n++
	}
	return n
}

func (f *Flow) page() *[]Placed { return &f.Pages[len(f.Pages)-1] }

// turnHelps reports whether another page has more room: not if this page is still empty, except page one, which is
// shorter.
func (f *Flow) turnHelps() bool { return !f.fresh || len(f.Pages) == 1 }

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

// Length is how much of a page the pieces take, one below the other.
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

// put places one piece, on a new page when it has no room.
func (f *Flow) put(p *Piece) {
	above := p.Above
	if f.fresh {
		above = 0
	}
	if f.y+above+p.Height > f.end && f.turnHelps() {
		f.turn(p)
	} else {
		f.y += above
	}
	*f.page() = append(*f.page(), Placed{p, f.y, false})
	f.y += p.Height
	f.fresh = false
}

// turn opens a page for p, under the header that p repeats.
func (f *Flow) turn(p *Piece) {
	f.Pages = append(f.Pages, nil)
	f.y, f.end, f.fresh = f.Top, f.Bottom, true
	if p.Head != nil {
		*f.page() = append(*f.page(), Placed{p.Head, f.y, true})
		f.y += p.Head.Height
	}
}

// ScalesOf joins the needs of the charts of one page.
func ScalesOf(page []Placed) map[ScaleKey]Extent {
	scales := map[ScaleKey]Extent{}
	for _, p := range page {
		for _, n := range p.Needs {
			e, shared := scales[n.Key]
			if !shared {
				e = n.Extent
			}
			e.Join(n.Extent)
			scales[n.Key] = e
		}
	}
	return scales
}
