package layout

import (
	"context"
	"math/rand/v2"
	"testing"
)

// TestPaginate places pieces of random heights and checks the pages: each piece is there once and in order, none is
// outside the page, kept pieces stay together, and a continued part begins with its header.
func TestPaginate(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var pieces []*Piece
		head := &Piece{Height: 20}
		for range 1 + rnd.IntN(60) {
			p := &Piece{Above: float64(rnd.IntN(20)), Height: float64(1 + rnd.IntN(120)), Keep: rnd.IntN(3) == 0}
			if rnd.IntN(2) == 0 {
				p.Head = head
			}
			pieces = append(pieces, p)
		}
		f := &Flow{Top: 40, Bottom: 700, FirstTop: 150, FirstBottom: 650}
		if err := f.Paginate(context.Background(), pieces); err != nil {
			t.Fatal(err)
		}
		checkFlow(t, f, pieces, head)
	}
}

func checkFlow(t *testing.T, f *Flow, pieces []*Piece, head *Piece) {
	t.Helper()
	next := 0
	for n, page := range f.Pages {
		if len(page) == 0 && n == 0 {
			continue // the first kept pieces are taller than page one
		}
		end := f.Bottom
		if n == 0 {
			end = f.FirstBottom
		}
		y := 0.0
		for i, p := range page {
			if p.Piece == head {
				if i != 0 || n == 0 {
					t.Fatalf("a header in the middle of page %d", n+1)
				}
			} else {
				if p.Piece != pieces[next] {
					t.Fatalf("page %d holds another piece than the next one", n+1)
				}
				next++
			}
			if p.Y < y || p.Y+p.Height > end {
				t.Fatalf("page %d: a piece from %v to %v, the one before ends at %v, the page at %v", n+1, p.Y, p.Y+p.Height, y, end)
			}
			y = p.Y + p.Height
		}
		last := page[len(page)-1]
		if n+1 < len(f.Pages) && last.Keep && f.wouldFit(chainAround(pieces, last.Piece)) {
			t.Fatalf("page %d ends with a piece that must stay with the next one", n+1)
		}
	}
	if next != len(pieces) {
		t.Fatalf("%d of %d pieces are placed", next, len(pieces))
	}
}

// chainAround returns the pieces that must stay together with p, including p.
func chainAround(pieces []*Piece, p *Piece) []*Piece {
	for i := 0; i < len(pieces); {
		n := KeptCount(pieces[i:])
		for _, q := range pieces[i : i+n] {
			if q == p {
				return pieces[i : i+n]
			}
		}
		i += n
	}
	return nil
}

func TestSharedScale(t *testing.T) {
	k := ScaleKey{kind: "columns", scale: "k€"}
	page := []Placed{{Piece: &Piece{Needs: []Need{{Key: k, Extent: Extent{0, 10}}}}}, {Piece: &Piece{Needs: []Need{{Key: k, Extent: Extent{-3, 400}}}}}, {Piece: &Piece{}}}
	if got := ScalesOf(page)[k]; got != (Extent{-3, 400}) {
		t.Errorf("got %v", got)
	}
	line := ScaleKey{kind: "line"}
	page = []Placed{{Piece: &Piece{Needs: []Need{{Key: line, Extent: Extent{200, 300}}}}}}
	if got := ScalesOf(page)[line]; got != (Extent{200, 300}) {
		t.Errorf("a line's axis was drawn down to zero: %v", got)
	}
}

func TestPriority(t *testing.T) {
	values := []float64{3, 9, 1, 4, 5, 6, 7}
	order := LabelOrder(len(values), 2, func(i int) (float64, bool) { return values[i], true })
	want := []int{6, 1, 2, 0, 4}
	if len(order) != len(want) {
		t.Fatalf("got %v, want %v", order, want)
	}
	for i := range want {
		if order[i] != want[i] {
			t.Fatalf("got %v, want %v", order, want)
		}
	}
}

func TestMagnify(t *testing.T) {
	for _, c := range []struct{ largest, room, want float64 }{{10, 24, 2}, {30, 24, 1}, {0, 24, 1}, {0.1, 24, 100}, {4, 24, 5}} {
		if got := magnify(c.largest, c.room); got != c.want {
			t.Errorf("magnify(%v, %v) = %v, want %v", c.largest, c.room, got, c.want)
		}
	}
	if got := VisibleFactor(Extent{}, 1, 24); got != 1 {
		t.Errorf("variances that are all nothing are magnified %v times", got)
	}
	if got := VisibleFactor(Extent{-4, 6}, 1, 24); got != 2 {
		t.Errorf("variances of 10 points in 24 are magnified %v times", got)
	}
}
