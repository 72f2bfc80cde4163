package render

import (
	"context"
	"math/rand/v2"
	"testing"
)

// TestPaginate fills pages with pieces of any height and holds what the page promises: each piece once and in
// order, none over the edge, none parted from the piece it must stay with, a header on top of what goes on.
func TestPaginate(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var pieces []*piece
		head := &piece{height: 20}
		for range 1 + rnd.IntN(60) {
			p := &piece{above: float64(rnd.IntN(20)), height: float64(1 + rnd.IntN(120)), keep: rnd.IntN(3) == 0}
			if rnd.IntN(2) == 0 {
				p.head = head
			}
			pieces = append(pieces, p)
		}
		f := &flow{top: 40, bottom: 700, firstTop: 150, firstBottom: 650}
		if err := f.paginate(context.Background(), pieces); err != nil {
			t.Fatal(err)
		}
		checkFlow(t, f, pieces, head)
	}
}

func checkFlow(t *testing.T, f *flow, pieces []*piece, head *piece) {
	t.Helper()
	next := 0
	for n, page := range f.pages {
		if len(page) == 0 && n == 0 {
			continue // the first chain is taller than page one
		}
		end := f.bottom
		if n == 0 {
			end = f.firstBottom
		}
		y := 0.0
		for i, p := range page {
			if p.piece == head {
				if i != 0 || n == 0 {
					t.Fatalf("a header in the middle of page %d", n+1)
				}
			} else {
				if p.piece != pieces[next] {
					t.Fatalf("page %d holds another piece than the next one", n+1)
				}
				next++
			}
			if p.y < y || p.y+p.height > end {
				t.Fatalf("page %d: a piece from %v to %v, the one before ends at %v, the page at %v", n+1, p.y, p.y+p.height, y, end)
			}
			y = p.y + p.height
		}
		last := page[len(page)-1]
		if n+1 < len(f.pages) && last.keep && f.wouldFit(chainAround(pieces, last.piece)) {
			t.Fatalf("page %d ends with a piece that must stay with the next one", n+1)
		}
	}
	if next != len(pieces) {
		t.Fatalf("%d of %d pieces are placed", next, len(pieces))
	}
}

// chainAround is the chain of kept pieces that p belongs to.
func chainAround(pieces []*piece, p *piece) []*piece {
	for i := 0; i < len(pieces); {
		n := chain(pieces[i:])
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
	k := scaleKey{kind: "columns", scale: "k€"}
	page := []placed{{piece: &piece{needs: []need{{key: k, extent: extent{0, 10}}}}}, {piece: &piece{needs: []need{{key: k, extent: extent{-3, 400}}}}}, {piece: &piece{}}}
	if got := scalesOf(page)[k]; got != (extent{-3, 400}) {
		t.Errorf("got %v", got)
	}
	line := scaleKey{kind: "line"}
	page = []placed{{piece: &piece{needs: []need{{key: line, extent: extent{200, 300}}}}}}
	if got := scalesOf(page)[line]; got != (extent{200, 300}) {
		t.Errorf("a line's axis was drawn down to zero: %v", got)
	}
}

func TestPriority(t *testing.T) {
	values := []float64{3, 9, 1, 4, 5, 6, 7}
	order := priority(len(values), 2, func(i int) (float64, bool) { return values[i], true })
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
	if got := visible(extent{}, 1, 24); got != 1 {
		t.Errorf("variances that are all nothing are magnified %v times", got)
	}
	if got := visible(extent{-4, 6}, 1, 24); got != 2 {
		t.Errorf("variances of 10 points in 24 are magnified %v times", got)
	}
}

// TestCaptionsStandUnderARow holds that a caption never goes on to a page alone.
func TestCaptionsStandUnderARow(t *testing.T) {
	in := room{w: 510, tall: 700}
	table, heat := longTable(90).Blocks[0].Table, regionHeat()
	table.Caption, heat.Caption = "90 lignes", "le foncé est plus"
	for name, pieces := range map[string][]*piece{"table": tablePieces(table, in), "heat map": heatPieces(heat, in)} {
		if n := len(pieces); !pieces[n-2].keep || pieces[n-1].keep || pieces[n-1].height > 12 {
			t.Errorf("%s: the caption may leave the row above it", name)
		}
	}
}
