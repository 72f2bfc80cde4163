package photo

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/period"
	"bilan/internal/table"
)

var columns = []table.Column{{Name: "id", Kind: table.Text}, {Name: "stage", Kind: table.Text}, {Name: "amount", Kind: table.Decimal, Scale: 2}, {Name: "close", Kind: table.Date},
	{Name: "overdue", Kind: table.Bool}, {Name: "n", Kind: table.Integer}}

var first = period.NewDate(2026, 1, 20)

// deals is a made-up list of opportunities. From day to day some are added or removed, or change stage or amount.
type deals struct {
	random *rand.Rand
	rows   [][]table.Cell
	next   int
}

func newDeals(n int) *deals {
	d := &deals{random: rand.New(rand.NewPCG(1, 2))}
	for range n {
		d.add()
	}
	return d
}

func (d *deals) add() {
	d.next++
	var closing table.Cell
	if d.next%7 > 0 {
		closing = first.AddDays(d.random.IntN(300)).Time()
	}
	d.rows = append(d.rows, []table.Cell{fmt.Sprintf("D%06d", d.next), "Qualifié\t\"x\"\\N\n", decimal.New(int64(d.random.IntN(9_000_000)), -2), closing, d.next%3 == 0, int64(d.next)})
}

// day makes a day's changes: to about 3 % of the deals.
func (d *deals) day() {
	for range len(d.rows)/50 + 1 {
		i := d.random.IntN(len(d.rows))
		row := slices.Clone(d.rows[i])
		row[1], row[2] = fmt.Sprintf("Étape %d", d.random.IntN(6)), decimal.New(int64(d.random.IntN(9_000_000)), -2)
		d.rows[i] = row
	}
	for range len(d.rows)/200 + 1 {
		i := d.random.IntN(len(d.rows))
		d.rows = slices.Delete(d.rows, i, i+1)
		d.add()
	}
}

func (d *deals) table() *table.Table {
	return &table.Table{Columns: columns, Rows: slices.Clone(d.rows)}
}

// texts returns the rows as sorted texts, because photos keep no order.
func texts(t *testing.T, rows *table.Table) []string {
	t.Helper()
	list := make([]string, len(rows.Rows))
	for i, r := range rows.Rows {
		var err error
		if list[i], err = writeRow(r, rows.Columns); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(list)
	return list
}

// Each of sixty days reads back as it was, across months, in whatever order and however often photos are taken.
func TestEveryDayIsAsItWas(t *testing.T) {
	s, d, truth := Store{t.TempDir()}, newDeals(300), map[period.Date][]string{}
	for i := range 60 {
		day := first.AddDays(i)
		if i%13 == 5 {
			d.day()
			continue // a day without a photo
		}
		if i%4 == 0 { // an earlier photo of the same day, with fewer rows
			take(t, s, day, d.table())
		}
		d.day()
		take(t, s, day, d.table())
		truth[day] = texts(t, d.table())
	}
	for i := range 60 {
		day := first.AddDays(i)
		p, err := s.At("sales.deals", day, day.AddDays(-7))
		if err != nil {
			t.Fatal(err)
		}
		want := day
		for truth[want] == nil {
			want = want.AddDays(-1)
		}
		if p.Day != want || !reflect.DeepEqual(texts(t, p.Rows), truth[want]) {
			t.Errorf("%s: the photo of %s is not what there was", day, p.Day)
		}
		if !reflect.DeepEqual(p.Rows.Columns, columns) {
			t.Errorf("%s: %v", day, p.Rows.Columns)
		}
	}
	days, err := s.Days("sales.deals")
	if err != nil || len(days) != len(truth) {
		t.Errorf("%d photos of %d days: %v", len(days), len(truth), err)
	}
}

func take(t *testing.T, s Store, day period.Date, rows *table.Table) {
	t.Helper()
	if err := s.Take("sales.deals", day, day.Time().Add(23*time.Hour), rows); err != nil {
		t.Fatal(err)
	}
}

func TestADayWithoutAPhotoIsNotInvented(t *testing.T) {
	s, d := Store{t.TempDir()}, newDeals(5)
	take(t, s, first, d.table())
	for _, c := range []struct {
		day, notBefore int
		found          bool
	}{{0, 0, true}, {3, 0, true}, {3, 1, false}, {-1, -10, false}, {40, 0, true}, {40, 30, false}} {
		p, err := s.At("sales.deals", first.AddDays(c.day), first.AddDays(c.notBefore))
		if err != nil || (p != nil) != c.found {
			t.Errorf("%+v: %v %v", c, p, err)
		}
	}
	if p, err := s.At("sales.customers", first, first); p != nil || err != nil {
		t.Error(p, err)
	}
}

// A photo with another column is written in full. The photos before it stay as they were.
func TestColumnsMayChange(t *testing.T) {
	s, d := Store{t.TempDir()}, newDeals(5)
	take(t, s, first, d.table())
	wide := d.table()
	wide.Columns = append(slices.Clone(columns), table.Column{Name: "r\té", Kind: table.Real})
	for i, r := range wide.Rows {
		wide.Rows[i] = append(slices.Clone(r), float64(i)/3)
	}
	take(t, s, first.AddDays(1), wide)
	take(t, s, first.AddDays(2), wide)
	take(t, s, first.AddDays(-1), d.table()) // an import also adds an earlier day
	for i, want := range map[int]*table.Table{-1: d.table(), 0: d.table(), 1: wide, 2: wide} {
		p, err := s.At("sales.deals", first.AddDays(i), first.AddDays(i))
		if err != nil || !reflect.DeepEqual(p.Rows.Columns, want.Columns) || !reflect.DeepEqual(texts(t, p.Rows), texts(t, want)) {
			t.Errorf("%d: %v %v", i, p, err)
		}
	}
}

func TestOldMonthsAreForgotten(t *testing.T) {
	s, d := Store{t.TempDir()}, newDeals(3)
	for _, day := range []int{0, 40, 80} {
		take(t, s, first.AddDays(day), d.table())
	}
	if err := s.RemoveBefore("sales.deals", first.AddDays(50)); err != nil {
		t.Fatal(err)
	}
	if days, err := s.Days("sales.deals"); err != nil || len(days) != 2 {
		t.Errorf("%v %v", days, err)
	}
}

func TestDamageIsTold(t *testing.T) {
	s, d := Store{t.TempDir()}, newDeals(50)
	take(t, s, first, d.table())
	path := s.file("sales.deals", "2026-01")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, content := range [][]byte{nil, []byte("photos"), whole[:len(whole)/2]} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.At("sales.deals", first, first); err == nil {
			t.Errorf("%d bytes of %d were read", len(content), len(whole))
		}
	}
	if left, _ := filepath.Glob(filepath.Join(s.Dir, "*", ".writing-*")); len(left) > 0 {
		t.Error(left)
	}
}

// The photos of ten thousand deals on four hundred days stay small.
func TestPhotosAreCompact(t *testing.T) {
	if testing.Short() {
		t.Skip("it writes 400 photos")
	}
	s, d := Store{t.TempDir()}, newDeals(10_000)
	for i := range 400 {
		d.day()
		take(t, s, first.AddDays(i), d.table())
	}
	size, err := s.Size("sales.deals")
	if err != nil || size > 20_000_000 {
		t.Errorf("%d bytes: %v", size, err)
	}
	t.Logf("%d bytes", size)
}

func BenchmarkAPastDay(b *testing.B) {
	s, d := Store{b.TempDir()}, newDeals(10_000)
	for i := range 30 {
		d.day()
		if err := s.Take("sales.deals", period.NewDate(2026, 1, i+1), time.Time{}, d.table()); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if p, err := s.At("sales.deals", period.NewDate(2026, 1, 30), period.NewDate(2026, 1, 30)); err != nil || len(p.Rows.Rows) != 10_000 {
			b.Fatal(err)
		}
	}
}
