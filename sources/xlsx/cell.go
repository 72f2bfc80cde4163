package xlsx

import (
	"fmt"
	"strconv"
)

// Kind is the type of a cell's value.
type Kind uint8

// The kinds of cells.
const (
	Empty  Kind = iota
	Text        // text, or a time of day
	Number      // number in machine form such as -1234.5; a duration in hours
	Moment      // 2026-01-31, or 2026-01-31 08:30:00
	Bool        // true or false
	Error       // #N/A, #DIV/0! …
)

// Cell is the value of a cell. It is valid until the next row is read.
type Cell struct {
	Text []byte
	Kind Kind
}

// raw is a cell as the XML has it.
type raw struct {
	kind     string // attribute t
	style    int
	value    []byte
	formula  bool // it has a formula
	hasValue bool // it has a value, which may be empty
}

// typedCell converts a cell to its type, or returns what is wrong with it. New text is appended to arena.
func (b *Book) typedCell(c *raw, arena *[]byte) (Cell, string) {
	if c.formula && (!c.hasValue || len(c.value) == 0 && c.kind != "str") {
		return Cell{}, "contains a formula that was never calculated (open the workbook in a spreadsheet program and save it)"
	}
	switch c.kind {
	case "", "n":
		return b.numeric(c, arena)
	case "s":
		if len(c.value) == 0 {
			return Cell{}, ""
		}
		i, err := strconv.Atoi(string(c.value))
		text, ok := b.texts.at(i)
		if err != nil || !ok {
			return Cell{}, fmt.Sprintf("refers to the shared text %s, which the workbook does not have", clip(c.value))
		}
		return Cell{text, Text}, ""
	case "str", "inlineStr":
		return Cell{unescaped(c.value), Text}, ""
	case "b":
		return boolean(string(c.value))
	case "e":
		return Cell{c.value, Error}, ""
	case "d":
		return Cell{isoDay(c.value), Moment}, ""
	}
	return Cell{}, fmt.Sprintf("has the type %q, which workbooks do not have", clip([]byte(c.kind)))
}

func boolean(text string) (Cell, string) {
	switch text {
	case "":
		return Cell{}, ""
	case "1", "true":
		return Cell{[]byte("true"), Bool}, ""
	case "0", "false":
		return Cell{[]byte("false"), Bool}, ""
	}
	return Cell{}, fmt.Sprintf("contains %q instead of true or false", clip([]byte(text)))
}

func (b *Book) numeric(c *raw, arena *[]byte) (Cell, string) {
	if len(c.value) == 0 {
		return Cell{}, ""
	}
	kind := styleNumber
	if c.style >= 0 && c.style < len(b.styles) {
		kind = b.styles[c.style]
	}
	if kind == styleNumber && isPlain(c.value) {
		return Cell{c.value, Number}, ""
	}
	v, ok := parseNumber(c.value)
	if !ok {
		return Cell{}, fmt.Sprintf("contains %q, which is not a number", clip(c.value))
	}
	from := len(*arena)
	found := Number
	switch kind {
	case styleDuration:
		*arena = append(*arena, hours(v)...)
	case styleClock:
		if problem := b.date.clockProblem(v); problem != "" {
			return Cell{}, problem
		}
		*arena, found = b.date.writeClock(*arena, v)
	case styleDate:
		if v == 0 && b.date == since1900 {
			return Cell{}, "" // a reference to an empty cell, which sheets show as the 0th of January 1900
		}
		if !b.date.isValid(v) {
			return Cell{}, fmt.Sprintf("is formatted as a date and contains %s, which is not a day", formatNumber(v))
		}
		*arena, found = b.date.writeMoment(*arena, v), Moment
	default:
		*arena = append(*arena, formatNumber(v)...)
	}
	return Cell{(*arena)[from:len(*arena):len(*arena)], found}, ""
}

// isoDay is an ISO date without the time 00:00:00, which some programs add.
func isoDay(text []byte) []byte {
	const midnight = "T00:00:00"
	if n := len("2026-01-31"); len(text) >= n+len(midnight) && string(text[n:n+len(midnight)]) == midnight {
		if rest := string(text[n+len(midnight):]); rest == "" || rest == ".000" || rest == ".0" {
			return text[:n]
		}
	}
	return text
}
