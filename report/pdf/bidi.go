package pdf

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// visualOrder returns a line's characters in the order in which they are printed from left to right. A line without
// right-to-left letters is returned unchanged. The direction of the line itself is left to right. Letters are not
// joined: Arabic is printed in its isolated forms.
func visualOrder(s string) string {
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

// runEnd returns the index after the run of right-to-left text that begins at i. The run ends after its last
// right-to-left letter before a left-to-right letter or before the end of an outer bracket.
func runEnd(runes []rune, i int) int {
	end, depth := i+1, 0
	for j := i; j < len(runes); j++ {
		switch r := runes[j]; {
		case isRightToLeft(r):
			end = j + 1
		case bidiClass(r) == bidi.L:
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

// reverseRun reverses a run and mirrors its brackets. The digits of a number keep their order.
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

func bidiClass(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

func isDigit(r rune) bool {
	switch bidiClass(r) {
	case bidi.EN, bidi.AN:
		return true
	case bidi.CS, bidi.ES: // separators and signs inside a number
		return r != ' '
	}
	return false
}

func isRightToLeft(r rune) bool {
	return r >= 0x590 && (bidiClass(r) == bidi.R || bidiClass(r) == bidi.AL)
}
