package preparation

import (
	"slices"

	"bilan/internal/locale"
	"bilan/sources/input"
	"bilan/sources/typing"
)

// A total or subtotal among the rows of an export is not data: every sum over the table would count it again.
// totalSeeker looks for such rows while a file is written, in one pass. It suspects a row with a word for totals, one
// with empty key cells, and one with an empty cell whose numbers are the sums of the rows above; judge decides at the
// end, when the rows below are known too. Sums are modulo 2^64, which is enough to compare.
type totalSeeker struct {
	numbers []int   // places of the columns that are summed
	keys    []int   // places of the others
	all     sums    // of all rows
	leaf    sums    // of the rows that nothing was suspected of
	data    sums    // of the rows that are not totals of the rows above them
	from    sums    // data after the last row that is one
	nulls   []int64 // per column: empty cells of the rows in leaf
	found   []suspect
	behind  []uint64 // leaf at the last of them
}

// placedRow is the examined part of a written row. It is valid until the next one.
type placedRow struct {
	row, line int64
	values    []uint64               // of the columns that are summed, unscaled, modulo 2^64; 0 for none
	empty     []int32                // places of the cells without a value of their own
	label     func(place int) string // a cell's text when it calls its row a total, "" for any other
}

// sums are prefix sums of the number columns, and how many rows are in them.
type sums struct {
	rows   int64
	values []uint64
}

func (s *sums) add(values []uint64) {
	s.rows++
	for i, v := range values {
		s.values[i] += v
	}
}

func (s *sums) clone() sums { return sums{s.rows, slices.Clone(s.values)} }

// suspect is a row that may be a total.
type suspect struct {
	input.TotalRow
	exact   bool    // the cell contains nothing else
	keyless bool    // every cell but numbers is empty
	missing []int32 // places of the empty cells
	values  []uint64
	leaf    sums // before it
	allSums bool // all of its numbers are sums
	column  int  // the place of one number that is a sum
}

const (
	labelRows   = 5_000 // rows in which every text is looked at; in later ones only those whose numbers are sums
	maxSuspects = 5_000 // a file with more rows without keys has no recognisable total
	lookBack    = 64    // suspects after which a sum may start
)

func newTotalSeeker(cells []*typing.Converter, u *unfolding) *totalSeeker {
	t := &totalSeeker{nulls: make([]int64, len(cells))}
	for i, c := range cells {
		switch {
		case c == nil:
		case u != nil && (i < u.first || i > u.last), !c.ExactKind():
			t.keys = append(t.keys, i)
		default:
			t.numbers = append(t.numbers, i)
		}
	}
	for _, s := range []*sums{&t.all, &t.leaf, &t.data, &t.from} {
		s.values = make([]uint64, len(t.numbers))
	}
	t.behind = make([]uint64, len(t.numbers))
	return t
}

// row takes the next row.
func (t *totalSeeker) row(r *placedRow) {
	if len(r.empty) == 0 && t.all.rows >= labelRows && len(t.keys) > 0 && !t.sumsUp(r.values) { // as suspects would find, of nearly all rows
		t.all.add(r.values)
		t.leaf.add(r.values)
		t.data.add(r.values)
		return
	}
	s, suspected := t.suspects(r)
	t.all.add(r.values)
	if !suspected {
		t.leaf.add(r.values)
		t.data.add(r.values)
		return
	}
	t.found, t.behind = append(t.found, s), s.leaf.values
	if s.Rows >= 2 || s.Rows == 1 && s.Label != "" && len(s.missing) > 0 {
		t.from = t.data.clone()
		return
	}
	t.data.add(r.values)
}

// suspects reports whether the row may be a total, with the evidence.
func (t *totalSeeker) suspects(r *placedRow) (suspect, bool) {
	s := suspect{TotalRow: input.TotalRow{Row: r.row, Line: r.line}, keyless: len(t.keys) > 0}
	for n := 0; s.keyless && n < len(t.keys); n++ {
		s.keyless = slices.Contains(r.empty, int32(t.keys[n]))
	}
	equal := t.sumsUp(r.values)
	if t.all.rows < labelRows || equal {
		t.name(&s, r)
	}
	if len(t.found) >= maxSuspects || s.Label == "" && !s.keyless && !(equal && len(r.empty) > 0) {
		for _, i := range r.empty {
			t.nulls[i]++
		}
		return s, false
	}
	s.leaf, s.missing, s.values = t.leaf.clone(), slices.Clone(r.empty), slices.Clone(r.values)
	t.compareAbove(&s)
	return s, true
}

// compareAbove compares the row with the sums of the rows above it: all of them, and those after an earlier suspect.
func (t *totalSeeker) compareAbove(s *suspect) {
	none := sums{values: make([]uint64, len(t.numbers))}
	for _, to := range []sums{t.all, t.leaf, t.data} {
		s.compare(to, none)
	}
	s.compare(t.data, t.from)
	for i := len(t.found) - 1; i >= 0 && i >= len(t.found)-lookBack; i-- {
		s.compare(t.leaf, t.found[i].leaf)
	}
}

// name looks for a word that calls the row a total.
func (t *totalSeeker) name(s *suspect, r *placedRow) {
	for _, i := range t.keys {
		if text := r.label(i); text != "" {
			s.Label, s.exact = text, locale.IsTotalPhrase(text)
			return
		}
	}
}

// sumsUp reports whether one of a row's numbers is the sum of all rows above it, or of those after the last total.
func (t *totalSeeker) sumsUp(values []uint64) bool {
	n := len(values)
	data, leaf, all, from, behind := t.data.values[:n], t.leaf.values[:n], t.all.values[:n], t.from.values[:n], t.behind[:n]
	for i, v := range values {
		if v != 0 && (v == data[i]-from[i] || v == data[i] || v == leaf[i] || v == all[i] || v == leaf[i]-behind[i]) {
			return true
		}
	}
	return false
}

// compare notes when the row's numbers are the sums of the rows between two places, and keeps the longest such stretch.
func (s *suspect) compare(to, from sums) {
	rows := to.rows - from.rows
	if rows <= s.Rows {
		return
	}
	equal, column, every := false, 0, true
	for i, v := range s.values {
		switch {
		case v == 0:
		case v == to.values[i]-from.values[i] && !equal:
			equal, column = true, i
		case v == to.values[i]-from.values[i]:
		default:
			every = false
		}
	}
	if equal {
		s.Rows, s.allSums, s.column = rows, every, column
	}
}
