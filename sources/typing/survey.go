package typing

import (
	"bilan/sources/cell"
	"bilan/sources/csv"
)

// Survey counts the possible meanings of the cells of one column, over all rows of all files.
type Survey struct {
	count [cell.AllFits]int64        // number of cells, by the set of types that fit
	first [cell.AllFits]*cell.Sample // first cell, by the set of types that fit
	Cells int64                      // number of cells with a value
	reads int64                      // number of cells with a type besides text that fits

	scale        [2]int8      // most digits after the decimal sign, if that is '.' or ','
	whole        [2]int8      // most digits before the decimal sign, if that is '.' or ','
	ambiguous    *cell.Sample // first number that means something else with '.' than with ',' as the decimal sign
	groups       [2]bool      // such a number has ',' between groups; it has '.'
	codes        *cell.Sample // first cell with a leading zero, a plus sign or an exponent without a decimal sign
	exponents    int64        // number of cells with an exponent
	percents     int64        // number of cells with a per cent sign
	plain        *cell.Sample // first number other than 0 without a per cent sign
	percent      *cell.Sample // first number with a per cent sign
	plains       int64        // number of cells, other than 0, without a per cent sign
	money        [5]bool      // currencies found, by currencyIndex
	withCurrency int64        // number of cells with a currency
	amounts      int64        // number of cells with decimals, thousands signs or a currency: amounts, not codes
	amount       *cell.Sample // first of the amounts
	shorts       int64        // number of cells that would be dates if two-digit years were declared
	short        *cell.Sample // first of these cells
	timed        int64        // number of dates with a time
	zoned        int64        // number of times with a zone
	asText       bool         // enough cells are only text: the column is text, and no further cell is counted
}

// textAfter is the number of cells that fit only text beyond which the column is text, if they are also the majority.
const textAfter = 1000

// Add counts one cell. r parses it and contains the details.
func (s *Survey) Add(r *cell.Reader, b []byte, f csv.Form, line int64) {
	if s.asText {
		return
	}
	b = csv.Trim(b)
	if r.Null(b) {
		return
	}
	got := r.Read(b, f)
	s.Cells++
	if s.count[got]++; s.count[got] == 1 {
		s.first[got] = r.Sample(b, line)
	}
	switch {
	case got == 0:
		if r.Short {
			if s.shorts++; s.short == nil {
				s.short = r.Sample(b, line)
			}
		}
		s.asText = s.count[0] > textAfter && s.count[0] > s.reads
		return
	case got&cell.AsNumber != 0:
		s.countNumber(r, b, got, line)
	case got&cell.AsDate != 0:
		if r.When.Timed {
			s.timed++
			if r.When.Zoned {
				s.zoned++
			}
		}
	}
	s.reads++
}

// countNumber counts a cell that is a number.
func (s *Survey) countNumber(r *cell.Reader, b []byte, got cell.Fits, line int64) {
	n := &r.Num
	for i, scale := range [2]int8{n.Dot, n.Comma} {
		if scale >= 0 {
			s.scale[i] = max(s.scale[i], scale)
			s.whole[i] = max(s.whole[i], n.Digits-scale)
		}
	}
	if n.Marks == 0 && n.Currency == 0 && n.Dot == 0 && n.Comma == 0 { // a bare integer
		if n.Digits > 0 {
			s.plains++
			if s.plain == nil {
				s.plain = r.Sample(b, line)
			}
		}
		return
	}
	s.countOddNumber(r, b, got, line)
}

func (s *Survey) countOddNumber(r *cell.Reader, b []byte, got cell.Fits, line int64) {
	n := &r.Num
	if got == cell.AsNumber && n.Dot != n.Comma {
		if s.ambiguous == nil {
			s.ambiguous = r.Sample(b, line)
		}
		s.groups[0], s.groups[1] = s.groups[0] || n.Dot < n.Comma, s.groups[1] || n.Comma < n.Dot
	}
	if n.Marks&(cell.LeadingZero|cell.PlusSign|cell.BareExponent) != 0 && s.codes == nil {
		s.codes = r.Sample(b, line)
	}
	if n.Marks&cell.Exponent != 0 {
		s.exponents++
	}
	if n.Marks&cell.Grouped != 0 || n.Dot > 0 || n.Comma > 0 || n.Currency != 0 {
		if s.amounts++; s.amount == nil {
			s.amount = r.Sample(b, line)
		}
	}
	if n.Currency != 0 {
		s.withCurrency++
		s.money[currencyIndex(n.Currency)] = true
	}
	switch {
	case n.Marks&cell.PercentSign != 0:
		if s.percents++; s.percent == nil {
			s.percent = r.Sample(b, line)
		}
	case n.Lo != 0 || n.Hi != 0:
		if s.plains++; s.plain == nil {
			s.plain = r.Sample(b, line)
		}
	}
}

func currencyIndex(c byte) int {
	if c == '$' {
		return 4
	}
	return int(c-cell.EuroMark) & 3
}

func (s *Survey) currencies() (n int) {
	for _, seen := range s.money {
		if seen {
			n++
		}
	}
	return n
}

// countFitting is the number of cells that at least one of the types fits.
func (s *Survey) countFitting(ways cell.Fits) (n int64) {
	for got := range s.count {
		if cell.Fits(got)&ways != 0 {
			n += s.count[got]
		}
	}
	return n
}

// countOnly is the number of cells that one of the types way fits and none of the types other.
func (s *Survey) countOnly(way, other cell.Fits) (n int64) {
	for got := range s.count {
		if cell.Fits(got)&way != 0 && cell.Fits(got)&other == 0 {
			n += s.count[got]
		}
	}
	return n
}

// firstWithout is the first cell that none of the types fits, nil if there is none.
func (s *Survey) firstWithout(ways cell.Fits) *cell.Sample {
	var first *cell.Sample
	for got, sm := range s.first {
		if cell.Fits(got)&ways == 0 && sm != nil && (first == nil || sm.Line < first.Line) {
			first = sm
		}
	}
	return first
}

// firstOnly is the first cell that one of the types way fits and none of the types other, nil if there is none.
func (s *Survey) firstOnly(way, other cell.Fits) *cell.Sample {
	var first *cell.Sample
	for got, sm := range s.first {
		if cell.Fits(got)&way != 0 && cell.Fits(got)&other == 0 && sm != nil && (first == nil || sm.Line < first.Line) {
			first = sm
		}
	}
	return first
}

// example describes the first cell that one of the types fits; with 0, the first cell that only text fits. It is "" if
// there is none.
func (s *Survey) example(ways cell.Fits) string {
	first := s.first[0]
	if ways != 0 {
		first = s.firstOnly(ways, 0)
	}
	if first == nil {
		return ""
	}
	return first.String()
}

// firstWith is the first cell that all of the types fit, nil if there is none.
func (s *Survey) firstWith(ways cell.Fits) *cell.Sample {
	var first *cell.Sample
	for got, sm := range s.first {
		if cell.Fits(got)&ways == ways && sm != nil && (first == nil || sm.Line < first.Line) {
			first = sm
		}
	}
	return first
}
