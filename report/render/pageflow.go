package render

import "context"

// piece is what is never torn over two pages: a title, a table's row, a chart.
type piece struct {
	above   float64 // space over it, dropped at the top of a page
	height  float64
	w       float64 // 0 is all of the page's
	newPage bool    // it opens a page, unless it stands first on one already
	keep    bool    // stands on the page of the next piece
	head    *piece  // drawn on top of a page that this piece opens: the section's name, the table's header
	needs   []need
	leftOut []string // of a block's first piece: texts that stand nowhere, because their column has no room
	sect    *node    // whose part it is in the structure
	draw    func(*sheet, box)
}

// need is what a chart must show on a scale. Charts of one key on one page share their axis.
type need struct {
	key scaleKey
	extent
	wants func(*sheet) float64 // the factor that the chart would magnify its variances by if it stood alone; may be nil
}

// sheet is one page while it is drawn.
type sheet struct {
	*ink
	scales  map[scaleKey]extent
	factors map[float64]float64 // what charts want to magnify their variances by, and what the page magnifies them by
}

// scale returns the extent that all charts of the key share on this page. A chart of much smaller values is
// magnified by a round factor, to be written beside it.
func (s *sheet) scale(n need) (extent, float64) {
	shared := s.scales[n.key]
	f := zoom(n.extent, shared)
	return extent{shared.low / f, shared.high / f}, f
}

// placed is a piece at its place.
type placed struct {
	*piece
	y     float64
	again bool // a header that was read before
}

// flow fills pages with pieces from top to bottom.
type flow struct {
	top, bottom float64 // of pages after the first
	firstTop    float64
	firstBottom float64
	pages       [][]placed
	y, end      float64
	fresh       bool // the page holds no piece yet, but for a repeated header
}

// paginate gives each piece its page. A chain of kept pieces moves to the next page as one, unless it is
// taller than a page.
func (f *flow) paginate(ctx context.Context, pieces []*piece) error {
	f.pages, f.y, f.end, f.fresh = [][]placed{nil}, f.firstTop, f.firstBottom, true
	for i := 0; i < len(pieces); {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := chain(pieces[i:])
		if pieces[i].newPage && !f.fresh || !f.fits(pieces[i:i+n]) && f.turnHelps() && f.wouldFit(pieces[i:i+n]) {
			f.turn(pieces[i])
		}
		for _, p := range pieces[i : i+n] {
			f.put(p)
		}
		i += n
	}
	return nil
}

// chain counts the pieces that must stay together from the first on.
func chain(pieces []*piece) int {
	n := 1
	for n < len(pieces) && pieces[n-1].keep {
		n++
	}
	return n
}

func (f *flow) page() *[]placed { return &f.pages[len(f.pages)-1] }

// turnHelps tells whether another page has more room: it has none when nothing stands here yet, but on page one,
// which is shorter.
func (f *flow) turnHelps() bool { return !f.fresh || len(f.pages) == 1 }

// fits tells whether the chain has room on the current page.
func (f *flow) fits(chain []*piece) bool { return f.y+length(chain, f.fresh) <= f.end }

// wouldFit tells whether a fresh page can hold the chain.
func (f *flow) wouldFit(chain []*piece) bool {
	h := length(chain, true)
	if chain[0].head != nil {
		h += chain[0].head.height
	}
	return f.top+h <= f.bottom
}

func length(chain []*piece, atTop bool) float64 {
	sum := 0.0
	for i, p := range chain {
		sum += p.height
		if i > 0 || !atTop {
			sum += p.above
		}
	}
	return sum
}

// put places one piece, on a new page when it has no room.
func (f *flow) put(p *piece) {
	above := p.above
	if f.fresh {
		above = 0
	}
	if f.y+above+p.height > f.end && f.turnHelps() {
		f.turn(p)
	} else {
		f.y += above
	}
	*f.page() = append(*f.page(), placed{p, f.y, false})
	f.y += p.height
	f.fresh = false
}

// turn opens a page for p, under the header that p repeats.
func (f *flow) turn(p *piece) {
	f.pages = append(f.pages, nil)
	f.y, f.end, f.fresh = f.top, f.bottom, true
	if p.head != nil {
		*f.page() = append(*f.page(), placed{p.head, f.y, true})
		f.y += p.head.height
	}
}

// scalesOf joins what the charts of one page need.
func scalesOf(page []placed) map[scaleKey]extent {
	scales := map[scaleKey]extent{}
	for _, p := range page {
		for _, n := range p.needs {
			e, shared := scales[n.key]
			if !shared {
				e = n.extent
			}
			e.join(n.extent)
			scales[n.key] = e
		}
	}
	return scales
}
