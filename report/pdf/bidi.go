package pdf

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// visual returns a line in the order in which its glyphs are on paper, left to right. Lines without right-to-left
// letters are returned unchanged. The line itself runs left to right, as the report does; letters are not joined:
// Arabic prints in its isolated forms.
func visual(s string) string {
	if !strings.ContainsFunc(s, isRightToLeft) {
		return s
	}
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		if isRightToLeft(runes[i]) {
			end := runEnd(runes, i)
			reverseRun(runes[i:end])
			i = end - 1
		}
	}
	return string(runes)
}

// runEnd finds where the run of right-to-left text from i on ends: after its last letter before one that runs
// the other way, or before a bracket that was opened outside.
func runEnd(runes []rune, i int) int {
	end, depth := i+1, 0
	for j := i; j < len(runes); j++ {
		switch r := runes[j]; {
		case isRightToLeft(r):
			end = j + 1
		case class(r) == bidi.L:
			return end
		case strings.ContainsRune("([{", r):
			depth++
		case strings.ContainsRune(")]}", r):
			if depth--; depth < 0 {
				return end
			}
			if end == j {
				end = j + 1
			}
		}
	}
	return end
}

// reverseRun reverses a run, mirrors its brackets, and leaves numbers as they are read.
func reverseRun(run []rune) {
	slices.Reverse(run)
	pairs := []rune("()[]{}<>«»")
	for i := 0; i < len(run); i++ {
		if at := slices.Index(pairs, run[i]); at >= 0 {
			run[i] = pairs[at^1]
		}
		end := i
		for end < len(run) && isDigit(run[end]) {
			end++
		}
		if end > i {
			slices.Reverse(run[i:end])
			i = end - 1
		}
	}
}

func class(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

func isDigit(r rune) bool {
	switch class(r) {
	case bidi.EN, bidi.AN:
		return true
	case bidi.CS, bidi.ES: // inside a number
		return r != ' '
	}
	return false
}

func isRightToLeft(r rune) bool {
	return r >= 0x590 && (class(r) == bidi.R || class(r) == bidi.AL)
}
