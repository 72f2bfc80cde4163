package typing

import (
	"bilan/sources/cell"
	"bilan/sources/csv"
)

// Survey counts how the cells of one column can be read, over all rows of all its files.
type Survey struct {
	count [cell.AllFits]int64        // cells by the ways in which they can be read
	first [cell.AllFits]*cell.Sample // the first cell of each
	Cells int64                      // that are not empty
	reads int64                      // that can be read as more than text

	scale     [2]int8      // most digits after '.', after ','
	whole     [2]int8      // most digits before it
	twofold   *cell.Sample // the first number that '.' and ',' read differently
	groups    [2]bool      // there are such numbers with ',' between groups, with '.'
	codes     *cell.Sample // the first cell with a leading zero, a plus or a bare exponent
	exponents int64
	percents  int64
	plain     *cell.Sample // the first number other than 0 without a per cent sign
	percent   *cell.Sample // the first one with it
	plains    int64
	money     [5]bool // currencies seen
	moneys    int64
	decorated int64        // numbers with decimals, thousands, a currency: amounts rather than codes
	amount    *cell.Sample // the first of them
	shorts    int64        // would be dates if two-digit years were declared
	short     *cell.Sample // the first of them
	timed     int64
	zoned     int64
	asText    bool // so many cells are only text that the column is
}

// textAfter is how many cells that are only text make a column text, when they also are the majority.
const textAfter = 1000

// Add counts one cell; it reports its findings through r.
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
		s.number(r, b, got, line)
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

func (s *Survey) number(r *cell.Reader, b []byte, got cell.Fits, line int64) {
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
	s.oddNumber(r, b, got, line)
}

func (s *Survey) oddNumber(r *cell.Reader, b []byte, got cell.Fits, line int64) {
	n := &r.Num
	if got == cell.AsNumber && n.Dot != n.Comma {
		if s.twofold == nil {
			s.twofold = r.Sample(b, line)
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
		if s.decorated++; s.amount == nil {
			s.amount = r.Sample(b, line)
		}
	}
	if n.Currency != 0 {
		s.moneys++
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

// fitting is how many cells can be read in at least one of the ways.
func (s *Survey) fitting(ways cell.Fits) (n int64) {
	for got := range s.count {
		if cell.Fits(got)&ways != 0 {
			n += s.count[got]
		}
	}
	return n
}

// only is how many cells can be read in one of the ways and not in the other.
func (s *Survey) only(way, other cell.Fits) (n int64) {
	for got := range s.count {
		if cell.Fits(got)&way != 0 && cell.Fits(got)&other == 0 {
			n += s.count[got]
		}
	}
	return n
}

// firstWithout is the first cell that cannot be read in any of the ways.
func (s *Survey) firstWithout(ways cell.Fits) *cell.Sample {
	var first *cell.Sample
	for got, sm := range s.first {
		if cell.Fits(got)&ways == 0 && sm != nil && (first == nil || sm.Line < first.Line) {
			first = sm
		}
	}
	return first
}

// firstOnly is the first cell that can be read in one of the ways and not in the other.
func (s *Survey) firstOnly(way, other cell.Fits) *cell.Sample {
	var first *cell.Sample
	for got, sm := range s.first {
		if cell.Fits(got)&way != 0 && cell.Fits(got)&other == 0 && sm != nil && (first == nil || sm.Line < first.Line) {
			first = sm
		}
	}
	return first
}

// shows names the first cell that can be read in one of the ways, with none the first that is only text; "" if there is
// none.
func (s *Survey) shows(ways cell.Fits) string {
	first := s.first[0]
	if ways != 0 {
		first = s.firstOnly(ways, 0)
	}
	if first == nil {
		return ""
	}
	return first.String()
}

// firstWith is the first cell that can be read in all of the ways.
func (s *Survey) firstWith(ways cell.Fits) *cell.Sample {
	var first *cell.Sample
	for got, sm := range s.first {
		if cell.Fits(got)&ways == ways && sm != nil && (first == nil || sm.Line < first.Line) {
			first = sm
		}
	}
	return first
}
