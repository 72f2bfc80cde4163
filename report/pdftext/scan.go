package pdftext

import (
	"bytes"
	"iter"
	"strconv"
	"strings"
)

// This file scans by hand, because regular expressions took ten times as long: a large distribution reads back a
// thousand files.

// objects returns the offset of each object after its line "12 0 obj", by number.
func objects(pdf []byte) map[string]int {
	const mark = " 0 obj"
	at := map[string]int{}
	for from := 0; ; {
		i := bytes.Index(pdf[from:], []byte(mark))
		if i < 0 {
			return at
		}
		begin, end := from+i, from+i+len(mark)
		from = end
		line := bytes.LastIndexByte(pdf[:begin], '\n') + 1
		rest := bytes.TrimPrefix(pdf[end:], []byte("\r"))
		if number := string(pdf[line:begin]); isDigits(number) && bytes.HasPrefix(rest, []byte("\n")) {
			at[number] = len(pdf) - len(rest) + 1
		}
	}
}

// fontNames yields each use of a font, as "/F" with 40 hexadecimal digits and "7 0 R": the font's name and its object's
// number.
func fontNames(pdf []byte) iter.Seq2[string, string] {
	const hexadecimal = 40
	return func(yield func(name, number string) bool) {
		for from := 0; ; {
			i := bytes.Index(pdf[from:], []byte("/F"))
			if i < 0 {
				return
			}
			from += i + len("/F")
			if len(pdf) < from+hexadecimal+1 || pdf[from+hexadecimal] != ' ' {
				continue
			}
			name, rest := string(pdf[from:from+hexadecimal]), pdf[from+hexadecimal+1:]
			number, after, _ := bytes.Cut(rest[:min(len(rest), 16)], []byte(" "))
			if isFontName(name) && isDigits(string(number)) && bytes.HasPrefix(after, []byte("0 R")) && !yield(name, string(number)) {
				return
			}
		}
	}
}

// applyDifferences sets the runes that an encoding object lists, as in "65 /uni0041".
func applyDifferences(object []byte, runes *[256]rune) {
	const mark = " /uni"
	text := string(object)
	for {
		before, after, found := strings.Cut(text, mark)
		if !found {
			return
		}
		text = after
		begin := len(before)
		for begin > 0 && isDigit(before[begin-1]) {
			begin--
		}
		end := 0
		for end < len(after) && end < 6 && (isDigit(after[end]) || after[end] >= 'A' && after[end] <= 'F') {
			end++
		}
		code, err := strconv.Atoi(before[begin:])
		r, failed := strconv.ParseInt(after[:end], 16, 32)
		if err == nil && failed == nil && end >= 4 {
			runes[code&0xFF] = rune(r)
		}
	}
}

// fontSet parses the operator that sets a font: "BT /F… 9 Tf ET".
func fontSet(op string) (name string, ok bool) {
	rest, begins := strings.CutPrefix(op, "BT /F")
	rest, ends := strings.CutSuffix(rest, " Tf ET")
	name, size, apart := strings.Cut(rest, " ")
	return name, begins && ends && apart && isFontName(name) && isDecimal(size)
}

// shownText parses the operator that shows a text, "BT 10 20 Td (text) Tj ET". It returns the height on the page, here
// "20", and the text with its escapes.
func shownText(op string) (height, literal string, ok bool) {
	rest, begins := strings.CutPrefix(op, "BT ")
	rest, ends := strings.CutSuffix(rest, ") Tj ET")
	x, rest, first := strings.Cut(rest, " ")
	height, rest, second := strings.Cut(rest, " ")
	literal, opens := strings.CutPrefix(rest, "Td (")
	return height, literal, begins && ends && first && second && opens && isDecimal(strings.TrimPrefix(x, "-")) && isDecimal(strings.TrimPrefix(height, "-"))
}

func isFontName(s string) bool {
	return len(s) == 40 && strings.Trim(s, "0123456789abcdef") == ""
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isDecimal(s string) bool { return s != "" && strings.Trim(s, "0123456789.") == "" }
