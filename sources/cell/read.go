// Package cell parses the text of a cell as a number, a day or a boolean, and detects the encoding of a file.
package cell

import (
	"bytes"
	"fmt"
	"strconv"

	"bilan/internal/table"
	"bilan/sources/csv"
)

// Fits are the types besides text that fit a cell.
type Fits uint8

const (
	AsDot   Fits = 1 << iota // a number whose decimal sign is '.'
	AsComma                  // a number whose decimal sign is ','
	AsYMD
	AsDMY
	AsMDY
	AsBool
	AsNumber = AsDot | AsComma
	AsDate   = AsYMD | AsDMY | AsMDY
	AllFits  = 1 << 6
)

// Reader parses cells in one dialect. Not for several goroutines.
type Reader struct {
	Origin    string   // file name, for messages
	Charset   *Charset // nil: UTF-8
	Thousands [256]bool
	ShortYear bool // two-digit years are declared
	Compact   bool // days of eight digits are declared
	Nulls     NullWords

	Damaged bool // a text had bytes that are invalid in its encoding

	Short   bool // the last cell would be a date if two-digit years were declared
	Num     Number
	When    moment
	scratch []byte
	decoded []byte
}

// Read returns the types that fit a trimmed cell, which must not be empty. Num or When then has its value.
func (r *Reader) Read(b []byte, f csv.Form) Fits {
	r.Short = false
	if f == csv.FormNum {
		got := r.Number(b) & AsDot
		r.Num.Comma = r.Num.Dot
		return got | got<<1
	}
	c := b[0]
	switch {
	case c-'0' <= 9:
		return r.digitFirst(b, f)
	case c >= 0x80 || b[len(b)-1] >= 0x80:
		return r.readNonASCII(b, f)
	case c == '-' || c == '(' || c == '+' || c == '.' || c == ',' || c == '$' || c >= 'C' && c <= 'U' && b[len(b)-1]-'0' <= 9:
		if hasNonASCII(b) {
			return r.readNonASCII(b, f)
		}
		if f == csv.FormAny {
			return r.Number(b)
		}
	case f == csv.FormAny && (len(b) == 4 || len(b) == 5) && isTrueFalse(b):
		return AsBool
	}
	return 0
}

func (r *Reader) digitFirst(b []byte, f csv.Form) Fits {
	if f == csv.FormAny && len(b) <= 18 && r.integer(b) {
		if r.Compact && r.When.Compact(b) {
			return AsNumber | r.days()
		}
		return AsNumber
	}
	for i, c := range b {
		if c-'0' <= 9 {
			continue
		}
		if c >= 0x80 {
			return r.readNonASCII(b, f)
		}
		if (c == '/' || c == '-') && i < len(b)-1 {
			return r.date(b)
		}
		break
	}
	if hasNonASCII(b) {
		return r.readNonASCII(b, f)
	}
	if f == csv.FormAny {
		if got := r.Number(b); got != 0 {
			return got
		}
	}
	return r.date(b)
}

// integer does the same as Number for the most common cell, which has only digits.
func (r *Reader) integer(b []byte) bool {
	v := uint64(0)
	for _, c := range b {
		d := uint64(c - '0')
		if d > 9 {
			return false
		}
		v = v*10 + d
	}
	r.Num = Number{Lo: v, Digits: int8(len(b))}
	if b[0] == '0' {
		r.Num.Digits = 0
		if len(b) > 1 {
			r.Num.Marks = LeadingZero
			r.Num.Digits = int8(len(strconv.FormatUint(v, 10)))
		}
	}
	return true
}

func hasNonASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// readNonASCII parses a cell with bytes outside ASCII.
func (r *Reader) readNonASCII(b []byte, f csv.Form) Fits {
	text, err := r.UTF8(b)
	if err != nil || f != csv.FormAny {
		return 0
	}
	var ok bool
	if r.scratch, ok = toASCII(r.scratch[:0], text); !ok {
		return 0
	}
	plain := csv.Trim(r.scratch)
	if got := r.Number(plain); got != 0 {
		return got
	}
	return r.date(plain)
}

// Null reports whether a trimmed cell means an empty one.
func (r *Reader) Null(b []byte) bool {
	if r.Nulls.Has(b) {
		return true
	}
	if b[0] < 0x80 {
		return false
	}
	text, err := r.UTF8(b)
	return err == nil && len(bytes.TrimSpace(text)) == 0
}

// Number parses a cell as a number and returns the decimal signs that fit, 0 if it is none.
func (r *Reader) Number(b []byte) Fits {
	if len(b) == 0 || !r.Num.scan(b, &r.Thousands) {
		return 0
	}
	var got Fits
	if r.Num.Dot >= 0 {
		got |= AsDot
	}
	if r.Num.Comma >= 0 {
		got |= AsComma
	}
	return got
}

func (r *Reader) date(b []byte) Fits {
	if len(b) < 6 || !r.When.Scan(b) {
		return 0
	}
	if r.When.short && !r.ShortYear {
		r.Short = true
		return 0
	}
	return r.days()
}

// days are the date orders that fit the cell in When.
func (r *Reader) days() (got Fits) {
	if r.When.ymd {
		got |= AsYMD
	}
	if r.When.dmy {
		got |= AsDMY
	}
	if r.When.mdy {
		got |= AsMDY
	}
	return got
}

func isTrueFalse(b []byte) bool {
	return bytes.EqualFold(b, []byte("true")) || bytes.EqualFold(b, []byte("false"))
}

// NullWords are the words that mean an empty cell. An empty text always does.
type NullWords struct {
	words  map[string]bool
	First  [256]bool
	length int
}

// UsualNulls are the default words for an empty cell.
var UsualNulls = []string{
	"NULL", "null", `\N`, "N/A", "n/a", "#N/A", "#N/D", "-", "--", "NaN", "nan",
	"#VALUE!", "#VALEUR!", "#REF!", "#DIV/0!", "#NAME?", "#NOM?", "#NUM!", "#NOMBRE!", "#NULL!", "#NUL!",
}

// NewNullWords makes a set of words. Case is significant.
func NewNullWords(words []string) NullWords {
	n := NullWords{words: map[string]bool{}}
	for _, w := range words {
		if w != "" {
			n.words[w] = true
			n.First[w[0]] = true
			n.length = max(n.length, len(w))
		}
	}
	return n
}

// Has reports whether a trimmed cell is empty or one of the words.
func (n *NullWords) Has(b []byte) bool {
	return len(b) == 0 || len(b) <= n.length && n.First[b[0]] && n.words[string(b)]
}

// Sample makes a cell printable in a message.
func (r *Reader) Sample(b []byte, line int64) *Sample {
	return &Sample{Origin: r.Origin, Line: line, Value: table.Shorten(string(r.Repaired(b)))}
}

// ReadCell does the same as Read for a cell that may be empty or not trimmed.
func (r *Reader) ReadCell(c csv.Cell) Fits {
	if b := csv.Trim(c.B); !r.Null(b) {
		return r.Read(b, c.Form)
	}
	return 0
}

// Sample is one cell with its place, for a message.
type Sample struct {
	Origin string
	Line   int64
	Value  string
}

func (s *Sample) String() string { return fmt.Sprintf("%q (%s:%d)", s.Value, s.Origin, s.Line) }
