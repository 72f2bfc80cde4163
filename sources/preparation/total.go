package preparation

import (
	"slices"

	"bilan/internal/locale"
	"bilan/sources/input"
	"bilan/sources/typing"
)

// totalSeeker looks for totals and subtotals among the rows of an export while a file is written, in one pass. Such a
// row is not data: a sum over the table would count its rows twice. A row is suspect if it has a word for totals, if
// its key cells are empty, or if it has an empty cell and its numbers are the sums of the rows above. findTotals decides at
// the end, when the rows below are known too. Sums are modulo 2^64, which is enough for a comparison.
type totalSeeker struct {
	numbers       []int   // indices of the columns with exact numbers
	keys          []int   // indices of the other columns
	all           sums    // sums of all rows
	ordinary      sums    // sums of the rows that are not suspect
	nonTotals     sums    // sums of the rows that are not totals of the rows above them
	atLastTotal   sums    // value of nonTotals at the last total
	nulls         []int64 // by column: number of empty cells in the ordinary rows
	found         []suspect
	atLastSuspect []uint64 // value of ordinary at the last suspect
}

// placedRow is the part of a written row that is examined for totals. It is valid until the next row.
type placedRow struct {
	row, line int64
	values    []uint64               // numbers without their decimal sign, by totalSeeker.numbers, modulo 2^64; 0 for none
	empty     []int32                // indices of the cells without a value of their own
	label     func(place int) string // text of a cell with a word for totals, "" for any other cell
}

// sums are the sums of the number columns over some rows, and the number of these rows.
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
	exact    bool    // its label has no other word
	keyless  bool    // all its key cells are empty
	missing  []int32 // indices of its empty cells
	values   []uint64
	ordinary sums // value of totalSeeker.ordinary before the row
	allSums  bool // all its numbers are sums
	column   int  // index of a number that is a sum
}

const (
	labelRows   = 5_000 // number of rows in which every text is examined; in later rows only if a number is a sum
	maxSuspects = 5_000 // a file with more suspects has no recognisable totals
	lookBack    = 64    // number of earlier suspects after which a sum may begin
)

func newTotalSeeker(cells []*typing.Converter, u *unfolding) *totalSeeker {
	t := &totalSeeker{nulls: make([]int64, len(cells))}
	for i, c := range cells {
		switch {
		case c == nil:
		case u != nil && (i < u.first || i > u.last), !c.IsExact():
			t.keys = append(t.keys, i)
		default:
			t.numbers = append(t.numbers, i)
		}
	}
	for _, s := range []*sums{&t.all, &t.ordinary, &t.nonTotals, &t.atLastTotal} {
		s.values = make([]uint64, len(t.numbers))
	}
	t.atLastSuspect = make([]uint64, len(t.numbers))
	return t
}

// row examines the next row.
func (t *totalSeeker) row(r *placedRow) {
	if len(r.empty) == 0 && t.all.rows >= labelRows && len(t.keys) > 0 && !t.equalsASum(r.values) { // nearly all rows; examine would come to the same result, more slowly
		t.all.add(r.values)
		t.ordinary.add(r.values)
		t.nonTotals.add(r.values)
		return
	}
	s, suspected := t.examine(r)
	t.all.add(r.values)
	if !suspected {
		t.ordinary.add(r.values)
		t.nonTotals.add(r.values)
		return
	}
	t.found, t.atLastSuspect = append(t.found, s), s.ordinary.values
	if s.Rows >= 2 || s.Rows == 1 && s.Label != "" && len(s.missing) > 0 {
		t.atLastTotal = t.nonTotals.clone()
		return
	}
	t.nonTotals.add(r.values)
}

// examine reports whether the row may be a total, and returns what is known about it.
func (t *totalSeeker) examine(r *placedRow) (suspect, bool) {
	s := suspect{TotalRow: input.TotalRow{Row: r.row, Line: r.line}, keyless: len(t.keys) > 0}
	for n := 0; s.keyless && n < len(t.keys); n++ {
		s.keyless = slices.Contains(r.empty, int32(t.keys[n]))
	}
	equal := t.equalsASum(r.values)
	if t.all.rows < labelRows || equal {
		t.findLabel(&s, r)
	}
	if len(t.found) >= maxSuspects || s.Label == "" && !s.keyless && !(equal && len(r.empty) > 0) {
		for _, i := range r.empty {
			t.nulls[i]++
		}
		return s, false
	}
	s.ordinary, s.missing, s.values = t.ordinary.clone(), slices.Clone(r.empty), slices.Clone(r.values)
	t.compareAbove(&s)
	return s, true
}

// compareAbove compares the row's numbers with sums of the rows above it: of all rows, and of those after the last
// total or an earlier suspect.
func (t *totalSeeker) compareAbove(s *suspect) {
	none := sums{values: make([]uint64, len(t.numbers))}
	for _, to := range []sums{t.all, t.ordinary, t.nonTotals} {
		s.compare(to, none)
	}
	s.compare(t.nonTotals, t.atLastTotal)
	for i := len(t.found) - 1; i >= 0 && i >= len(t.found)-lookBack; i-- {
		s.compare(t.ordinary, t.found[i].ordinary)
	}
}

// findLabel looks for a word for totals in the key cells.
func (t *totalSeeker) findLabel(s *suspect, r *placedRow) {
	for _, i := range t.keys {
		if text := r.label(i); text != "" {
			s.Label, s.exact = text, locale.IsTotalPhrase(text)
			return
		}
	}
}

// equalsASum reports whether one of the numbers is the sum of all rows above, or of those after the last total or suspect.
func (t *totalSeeker) equalsASum(values []uint64) bool {
	n := len(values)
	data, leaf, all, from, behind := t.nonTotals.values[:n], t.ordinary.values[:n], t.all.values[:n], t.atLastTotal.values[:n], t.atLastSuspect[:n]
	for i, v := range values {
		if v != 0 && (v == data[i]-from[i] || v == data[i] || v == leaf[i] || v == all[i] || v == leaf[i]-behind[i]) {
			return true
		}
	}
	return false
}

// compare checks whether the row's numbers are the sums of the rows between two prefix sums. The longest such range is
// kept.
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
