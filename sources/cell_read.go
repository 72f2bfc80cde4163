package sources

import (
	"bytes"
	"strconv"
)

// fits are the ways in which a cell can be read besides as text.
type fits uint8

const (
	asDot   fits = 1 << iota // a number whose decimal sign is '.'
	asComma                  // a number whose decimal sign is ','
	asYMD
	asDMY
	asMDY
	asBool
	asNumber = asDot | asComma
	asDate   = asYMD | asDMY | asMDY
	allFits  = 1 << 6
)

// form says how much of a cell's type its file already tells.
type form uint8

const (
	formAny  form = iota // delimited text: anything
	formText             // text that a sheet or JSON holds as text: a date perhaps, never a number
	formNum              // a number in machine form: '.' is its decimal sign
)

// cellReader reads cells under one dialect. It is not safe for concurrent use.
type cellReader struct {
	origin    string   // the file, for messages
	charset   *charset // nil: UTF-8
	thousands [256]bool
	shortYear bool // two-digit years were declared
	compact   bool // days of eight digits were declared
	nulls     nullWords

	damaged bool // a text had bytes that its encoding does not have

	short   bool // the last cell is a date but for its two-digit year, which nobody declared
	num     number
	when    moment
	scratch []byte
	decoded []byte
}

// read tells how the trimmed cell can be read; num and when then hold it.
func (r *cellReader) read(b []byte, f form) fits {
	r.short = false
	if f == formNum {
		got := r.number(b) & asDot
		r.num.comma = r.num.dot
		return got | got<<1
	}
	c := b[0]
	switch {
	case c-'0' <= 9:
		return r.digitFirst(b, f)
	case c >= 0x80 || b[len(b)-1] >= 0x80:
		return r.foreign(b, f)
	case c == '-' || c == '(' || c == '+' || c == '.' || c == ',' || c == '$' || c >= 'C' && c <= 'U' && b[len(b)-1]-'0' <= 9:
		if hasHigh(b) {
			return r.foreign(b, f)
		}
		if f == formAny {
			return r.number(b)
		}
	case f == formAny && (len(b) == 4 || len(b) == 5) && isTrueFalse(b):
		return asBool
	}
	return 0
}

func (r *cellReader) digitFirst(b []byte, f form) fits {
	if f == formAny && len(b) <= 18 && r.integer(b) {
		if r.compact && r.when.compact(b) {
			return asNumber | r.days()
		}
		return asNumber
	}
	for i, c := range b {
		if c-'0' <= 9 {
			continue
		}
		if c >= 0x80 {
			return r.foreign(b, f)
		}
		if (c == '/' || c == '-') && i < len(b)-1 {
			return r.date(b)
		}
		break
	}
	if hasHigh(b) {
		return r.foreign(b, f)
	}
	if f == formAny {
		if got := r.number(b); got != 0 {
			return got
		}
	}
	return r.date(b)
}

// integer is number for what is most common: nothing but digits.
func (r *cellReader) integer(b []byte) bool {
	v := uint64(0)
	for _, c := range b {
		d := uint64(c - '0')
		if d > 9 {
			return false
		}
		v = v*10 + d
	}
	r.num = number{lo: v, digits: int8(len(b))}
	if b[0] == '0' {
		r.num.digits = 0
		if len(b) > 1 {
			r.num.marks = leadingZero
			r.num.digits = int8(len(strconv.FormatUint(v, 10)))
		}
	}
	return true
}

func hasHigh(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// foreign reads a cell with bytes beyond ASCII.
func (r *cellReader) foreign(b []byte, f form) fits {
	text, err := r.utf8(b)
	if err != nil || f != formAny {
		return 0
	}
	var ok bool
	if r.scratch, ok = flat(r.scratch[:0], text); !ok {
		return 0
	}
	plain := trimmed(r.scratch)
	if got := r.number(plain); got != 0 {
		return got
	}
	return r.date(plain)
}

// null tells an empty cell; b is trimmed.
func (r *cellReader) null(b []byte) bool {
	if r.nulls.has(b) {
		return true
	}
	if b[0] < 0x80 {
		return false
	}
	text, err := r.utf8(b)
	return err == nil && len(bytes.TrimSpace(text)) == 0
}

func (r *cellReader) number(b []byte) fits {
	if len(b) == 0 || !r.num.scan(b, &r.thousands) {
		return 0
	}
	var got fits
	if r.num.dot >= 0 {
		got |= asDot
	}
	if r.num.comma >= 0 {
		got |= asComma
	}
	return got
}

func (r *cellReader) date(b []byte) fits {
	if len(b) < 6 || !r.when.scan(b) {
		return 0
	}
	if r.when.short && !r.shortYear {
		r.short = true
		return 0
	}
	return r.days()
}

// days are the orders in which the cell is a day.
func (r *cellReader) days() (got fits) {
	if r.when.ymd {
		got |= asYMD
	}
	if r.when.dmy {
		got |= asDMY
	}
	if r.when.mdy {
		got |= asMDY
	}
	return got
}

func isTrueFalse(b []byte) bool {
	return bytes.EqualFold(b, []byte("true")) || bytes.EqualFold(b, []byte("false"))
}

// trimmed is the cell without the blanks around it.
func trimmed(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\t' || b[0] == '\r' || b[0] == '\n') {
		b = b[1:]
	}
	for len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == '\t' || b[len(b)-1] == '\r' || b[len(b)-1] == '\n') {
		b = b[:len(b)-1]
	}
	return b
}

// nullWords are the words that mean an empty cell. The empty word always does.
type nullWords struct {
	words  map[string]bool
	first  [256]bool
	length int
}

var usualNulls = []string{
	"NULL", "null", `\N`, "N/A", "n/a", "#N/A", "#N/D", "-", "--", "NaN", "nan",
	"#VALUE!", "#VALEUR!", "#REF!", "#DIV/0!", "#NAME?", "#NOM?", "#NUM!", "#NOMBRE!", "#NULL!", "#NUL!",
}

func newNullWords(words []string) nullWords {
	n := nullWords{words: map[string]bool{}}
	for _, w := range words {
		if w != "" {
			n.words[w] = true
			n.first[w[0]] = true
			n.length = max(n.length, len(w))
		}
	}
	return n
}

// has takes a trimmed cell.
func (n *nullWords) has(b []byte) bool {
	return len(b) == 0 || len(b) <= n.length && n.first[b[0]] && n.words[string(b)]
}
