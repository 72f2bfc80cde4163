package typing

import (
	"bilan/internal/table"
	"bilan/sources/cell"
)

// Most cells of a column with numbers or days have the same form. quick parses these cells without testing other forms.
// Its result is the same as that of the general functions, to which it leaves all other cells.

// ChooseQuick chooses how the column's most common form is parsed.
func (c *Converter) ChooseQuick() {
	switch c.Kind {
	case table.Integer:
		c.quick = c.quickNumber
	case table.Decimal:
		if c.sign = '.'; c.comma {
			c.sign = ','
		}
		if c.Guess != nil && (!c.Guess.proved || c.Guess.integer) {
			c.sign = 0
		}
		c.quick = c.quickNumber
	case table.Date:
		c.quick = c.quickDay
	}
	if c.percent {
		c.quick = nil
	}
}

// quickNumber writes a number of at most 18 digits, in a decimal column with at most one decimal sign. It rejects a
// leading zero.
func (c *Converter) quickNumber(b []byte) bool {
	n := len(b)
	if n == 0 || n > 18 || b[0] == '0' && n > 1 && (c.sign == 0 || b[1] != c.sign) || c.R.Nulls.First[b[0]] {
		return false
	}
	v, behind, sign := uint64(0), 0, c.sign
	for i, digit := range b {
		d := uint64(digit - '0')
		if d <= 9 {
			v = v*10 + d
			continue
		}
		if sign == 0 || digit != sign || i == 0 || i == n-1 || behind > 0 {
			return false
		}
		behind = n - 1 - i
	}
	more := c.Scale - behind
	if more < 0 || n+more > 18 {
		return false
	}
	v *= powers[more]
	c.Last = v
	if c.Out.Wide() {
		c.Out.Int128(0, v)
	} else {
		c.Out.Int64(int64(v))
	}
	return true
}

var powers = func() (p [19]uint64) {
	p[0] = 1
	for i := range p[1:] {
		p[i+1] = 10 * p[i]
	}
	return p
}()

// quickDay writes a day such as 2026-12-31, and 31/12/2026 or 12/31/2026 as the column's order requires.
func (c *Converter) quickDay(b []byte) bool {
	if len(b) != 10 || c.R.Nulls.First[b[0]] {
		return false
	}
	var y, m, d int32
	var ok bool
	switch {
	case b[4] == '-' && b[7] == '-':
		y, m, d, ok = fourDigits(b[:4]), twoDigits(b[5], b[6]), twoDigits(b[8], b[9]), true
	case b[2] == '/' && b[5] == '/' && c.order == cell.DayFirst:
		d, m, y, ok = twoDigits(b[0], b[1]), twoDigits(b[3], b[4]), fourDigits(b[6:]), true
	case b[2] == '/' && b[5] == '/' && c.order == cell.MonthFirst:
		m, d, y, ok = twoDigits(b[0], b[1]), twoDigits(b[3], b[4]), fourDigits(b[6:]), true
	}
	if !ok || !cell.IsDay(y, m, d) {
		return false
	}
	c.Out.Int32(cell.DaysOf(y, m, d))
	return true
}

// twoDigits parses two digits; −1 for anything else.
func twoDigits(a, b byte) int32 {
	if a -= '0'; a > 9 {
		return -1
	}
	if b -= '0'; b > 9 {
		return -1
	}
	return 10*int32(a) + int32(b)
}

// fourDigits parses four digits; −1, or another number below 1, for anything that is not a year.
func fourDigits(b []byte) int32 {
	high, low := twoDigits(b[0], b[1]), twoDigits(b[2], b[3])
	if high < 0 || low < 0 {
		return -1
	}
	return 100*high + low
}
