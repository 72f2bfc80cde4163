package sources

import (
	"fmt"

	"bilan/internal/table"
)

// columnSurvey counts how the cells of one column can be read, over all rows of all its files.
type columnSurvey struct {
	count [allFits]int64   // cells by the ways in which they can be read
	first [allFits]*sample // the first cell of each
	cells int64            // that are not empty
	reads int64            // that can be read as more than text

	scale     [2]int8 // most digits behind '.', behind ','
	whole     [2]int8 // most digits before it
	twofold   *sample // the first number that '.' and ',' read differently
	groups    [2]bool // there are such numbers with ',' between groups, with '.'
	codes     *sample // the first cell with a leading zero, a plus or a bare exponent
	exponents int64
	percents  int64
	plain     *sample // the first number other than 0 without a per cent sign
	percent   *sample // the first one with it
	plains    int64
	money     [5]bool // currencies seen
	moneys    int64
	decorated int64   // numbers with decimals, thousands, a currency: amounts rather than codes
	amount    *sample // the first of them
	shorts    int64   // dates but for a two-digit year that nobody declared
	short     *sample // the first of them
	timed     int64
	zoned     int64
	asText    bool // so many cells are only text that the column is
}

// sample is one cell, for a message.
type sample struct {
	origin string
	line   int64
	value  string
}

func (s *sample) String() string { return fmt.Sprintf("%q (%s:%d)", s.value, s.origin, s.line) }

// textAfter is how many cells that are only text make a column text, when they also are the majority.
const textAfter = 1000

// add counts one cell; it reports through r what it saw.
func (s *columnSurvey) add(r *cellReader, b []byte, f form, line int64) {
	if s.asText {
		return
	}
	b = trimmed(b)
	if r.null(b) {
		return
	}
	got := r.read(b, f)
	s.cells++
	if s.count[got]++; s.count[got] == 1 {
		s.first[got] = r.sample(b, line)
	}
	switch {
	case got == 0:
		if r.short {
			if s.shorts++; s.short == nil {
				s.short = r.sample(b, line)
			}
		}
		s.asText = s.count[0] > textAfter && s.count[0] > s.reads
		return
	case got&asNumber != 0:
		s.number(r, b, got, line)
	case got&asDate != 0:
		if r.when.timed {
			s.timed++
			if r.when.zoned {
				s.zoned++
			}
		}
	}
	s.reads++
}

func (r *cellReader) sample(b []byte, line int64) *sample {
	return &sample{origin: r.origin, line: line, value: table.Shorten(string(r.repaired(b)))}
}

func (s *columnSurvey) number(r *cellReader, b []byte, got fits, line int64) {
	n := &r.num
	for i, scale := range [2]int8{n.dot, n.comma} {
		if scale >= 0 {
			s.scale[i] = max(s.scale[i], scale)
			s.whole[i] = max(s.whole[i], n.digits-scale)
		}
	}
	if n.marks == 0 && n.currency == 0 && n.dot == 0 && n.comma == 0 { // a bare integer
		if n.digits > 0 {
			s.plains++
			if s.plain == nil {
				s.plain = r.sample(b, line)
			}
		}
		return
	}
	s.oddNumber(r, b, got, line)
}

func (s *columnSurvey) oddNumber(r *cellReader, b []byte, got fits, line int64) {
	n := &r.num
	if got == asNumber && n.dot != n.comma {
		if s.twofold == nil {
			s.twofold = r.sample(b, line)
		}
		s.groups[0], s.groups[1] = s.groups[0] || n.dot < n.comma, s.groups[1] || n.comma < n.dot
	}
	if n.marks&(leadingZero|plusSign|bareExponent) != 0 && s.codes == nil {
		s.codes = r.sample(b, line)
	}
	if n.marks&exponent != 0 {
		s.exponents++
	}
	if n.marks&grouped != 0 || n.dot > 0 || n.comma > 0 || n.currency != 0 {
		if s.decorated++; s.amount == nil {
			s.amount = r.sample(b, line)
		}
	}
	if n.currency != 0 {
		s.moneys++
		s.money[currencyIndex(n.currency)] = true
	}
	switch {
	case n.marks&percentSign != 0:
		if s.percents++; s.percent == nil {
			s.percent = r.sample(b, line)
		}
	case n.lo != 0 || n.hi != 0:
		if s.plains++; s.plain == nil {
			s.plain = r.sample(b, line)
		}
	}
}

func currencyIndex(c byte) int {
	if c == '$' {
		return 4
	}
	return int(c-euroMark) & 3
}

func (s *columnSurvey) currencies() (n int) {
	for _, seen := range s.money {
		if seen {
			n++
		}
	}
	return n
}

// fitting is how many cells can be read in at least one of the ways.
func (s *columnSurvey) fitting(ways fits) (n int64) {
	for got := range s.count {
		if fits(got)&ways != 0 {
			n += s.count[got]
		}
	}
	return n
}

// only is how many cells can be read in one of the ways and not in the other.
func (s *columnSurvey) only(way, other fits) (n int64) {
	for got := range s.count {
		if fits(got)&way != 0 && fits(got)&other == 0 {
			n += s.count[got]
		}
	}
	return n
}

// firstWithout is the first cell that cannot be read in any of the ways.
func (s *columnSurvey) firstWithout(ways fits) *sample {
	var first *sample
	for got, sm := range s.first {
		if fits(got)&ways == 0 && sm != nil && (first == nil || sm.line < first.line) {
			first = sm
		}
	}
	return first
}

// firstOnly is the first cell that can be read in one of the ways and not in the other.
func (s *columnSurvey) firstOnly(way, other fits) *sample {
	var first *sample
	for got, sm := range s.first {
		if fits(got)&way != 0 && fits(got)&other == 0 && sm != nil && (first == nil || sm.line < first.line) {
			first = sm
		}
	}
	return first
}

// shows names the first cell that can be read in one of the ways, with none the first that is only text; "" when there is none.
func (s *columnSurvey) shows(ways fits) string {
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
func (s *columnSurvey) firstWith(ways fits) *sample {
	var first *sample
	for got, sm := range s.first {
		if fits(got)&ways == ways && sm != nil && (first == nil || sm.line < first.line) {
			first = sm
		}
	}
	return first
}
