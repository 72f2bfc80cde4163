package cell

import (
	"math/big"
	"math/bits"
	"strconv"
)

// Number is a cell parsed as a number: its digits, and for each possible decimal sign the number of digits after it.
type Number struct {
	Hi, Lo   uint64 // all digits as one integer of 128 bits, without sign
	Digits   int8   // number of significant digits
	Dot      int8   // number of digits after the decimal sign '.', −1 if the cell cannot be read with it
	Comma    int8   // the same for ','
	Neg      bool
	Power10  int16 // exponent, 0 for none
	Marks    mark
	Currency byte // '$', a mark such as EuroMark, or 0
}

// mark has the features by which a number may differ from a code that looks like one.
type mark uint8

const (
	LeadingZero mark = 1 << iota // 0412
	PlusSign                     // +33 612 345 678
	PercentSign
	Exponent     // 1,5E+03
	BareExponent // 12E3: an exponent without sign and decimals, which is more often a code
	Grouped      // 1 234
)

// scan parses an ASCII cell, as toASCII makes it. thousands are the allowed separators between groups of three digits.
func (n *Number) scan(b []byte, thousands *[256]bool) bool {
	*n = Number{}
	body, ok := n.strip(b)
	if !ok || len(body) == 0 {
		return false
	}
	var g digitGroups
	if !n.collect(body, &g) {
		return false
	}
	if g.lens[0] > 1 && body[0] == '0' {
		n.Marks |= LeadingZero
	}
	n.Dot, n.Comma = g.scale('.', body[0], thousands), g.scale(',', body[0], thousands)
	if n.Dot < 0 && n.Comma < 0 {
		return false
	}
	if g.n > 0 && (n.Dot == 0 || n.Comma == 0) {
		n.Marks |= Grouped
	}
	if n.Marks&PercentSign != 0 {
		n.shift(2)
	}
	return true
}

func (n *Number) shift(by int8) {
	if n.Dot >= 0 {
		n.Dot += by
	}
	if n.Comma >= 0 {
		n.Comma += by
	}
}

// strip removes sign, brackets, currency and per cent sign. It returns the digits with their separators.
func (n *Number) strip(b []byte) ([]byte, bool) {
	var s stripping
	for len(b) > 0 && !(b[0] >= '0' && b[0] <= '9' || b[0] == '.' || b[0] == ',') {
		took := s.prefix(n, b)
		if took == 0 {
			return nil, false
		}
		b = b[took:]
	}
	for len(b) > 0 && !(b[len(b)-1] >= '0' && b[len(b)-1] <= '9') {
		took := s.suffix(n, b)
		if took == 0 {
			return nil, false
		}
		b = b[:len(b)-took]
	}
	if s.open != s.closed || s.open && s.signed || n.Marks&PercentSign != 0 && n.Currency != 0 {
		return nil, false
	}
	n.Neg = n.Neg || s.open
	return b, true
}

// stripping records which signs were found. Each may occur once.
type stripping struct{ open, closed, signed bool }

func (s *stripping) prefix(n *Number, b []byte) int {
	switch c := b[0]; {
	case c == ' ':
		return 1
	case c == '(' && !s.open && !s.signed:
		s.open = true
		return 1
	case (c == '-' || c == '+') && !s.signed:
		s.signed, n.Neg = true, c == '-'
		if c == '+' {
			n.Marks |= PlusSign
		}
		return 1
	case n.Currency != 0:
		return 0
	}
	var took int
	n.Currency, took = currencyAt(b, false)
	return took
}

func (s *stripping) suffix(n *Number, b []byte) int {
	switch c := b[len(b)-1]; {
	case c == ' ':
		return 1
	case c == ')' && s.open && !s.closed:
		s.closed = true
		return 1
	case c == '-' && !s.signed && !s.open:
		s.signed, n.Neg = true, true
		return 1
	case c == '%' && n.Marks&PercentSign == 0:
		n.Marks |= PercentSign
		return 1
	case n.Currency != 0:
		return 0
	}
	var took int
	n.Currency, took = currencyAt(b, true)
	return took
}

// digitGroups are the runs of digits of a number and the separators between them.
type digitGroups struct {
	n    int // number of separators
	seps [16]byte
	lens [17]int
}

// collect reads digits and separators. A number has at most 38 significant digits.
func (n *Number) collect(body []byte, g *digitGroups) bool {
	run := 0
	for i, c := range body {
		if d := c - '0'; d <= 9 {
			run++
			if n.Digits == 0 && d == 0 {
				continue
			}
			if n.Digits++; n.Digits <= 18 {
				n.Lo = n.Lo*10 + uint64(d)
			} else if n.Digits > 38 {
				return false
			} else {
				n.times10plus(uint64(d))
			}
			continue
		}
		if c|0x20 == 'e' {
			g.lens[g.n] = run
			return n.power(body[i+1:], g)
		}
		if g.n == len(g.seps) {
			return false
		}
		g.seps[g.n], g.lens[g.n] = c, run
		g.n++
		run = 0
	}
	g.lens[g.n] = run
	return true
}

func (n *Number) times10plus(d uint64) {
	carry, lo := bits.Mul64(n.Lo, 10)
	var c uint64
	n.Lo, c = bits.Add64(lo, d, 0)
	n.Hi = n.Hi*10 + carry + c
}

// power parses the exponent after E.
func (n *Number) power(b []byte, g *digitGroups) bool {
	n.Marks |= Exponent
	sign := int16(1)
	if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
		if b[0] == '-' {
			sign = -1
		}
		b = b[1:]
	} else if g.n == 0 {
		n.Marks |= BareExponent
	}
	v, used := digitsAt(b, 3)
	n.Power10 = sign * int16(v)
	return used > 0 && used == len(b) && g.n <= 1
}

// scale is the number of digits after the decimal sign, −1 if the number cannot be read with that sign. The sign must
// be the last separator, occur once, and follow complete groups of three digits.
func (g *digitGroups) scale(sign, first byte, thousands *[256]bool) int8 {
	last := g.n
	if last > 0 && g.seps[last-1] == sign {
		last--
	}
	if last > 0 && !g.thousands(last, sign, first, thousands) {
		return -1
	}
	if last == g.n {
		return 0
	}
	if g.lens[g.n] == 0 || g.lens[g.n] > 38 {
		return -1
	}
	return int8(g.lens[g.n])
}

// thousands reports whether the first k separators are equal, allowed, and between complete groups of three digits.
func (g *digitGroups) thousands(k int, sign, first byte, allowed *[256]bool) bool {
	if g.lens[0] < 1 || g.lens[0] > 3 || first == '0' {
		return false
	}
	for i := range k {
		if c := g.seps[i]; c == sign || c != g.seps[0] || !allowed[c] || g.lens[i+1] != 3 {
			return false
		}
	}
	return true
}

// Integer is the number's digits with its sign, without a decimal sign.
func (n *Number) Integer() string {
	text := strconv.FormatUint(n.Lo, 10)
	if n.Hi != 0 {
		text = bigOf(n.Hi, n.Lo).String()
	}
	if n.Neg {
		text = "-" + text
	}
	return text
}

func bigOf(hi, lo uint64) *big.Int {
	v := new(big.Int).SetUint64(hi)
	return v.Add(v.Lsh(v, 64), new(big.Int).SetUint64(lo))
}
