package typeface

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Wrap breaks text into lines of at most width points. It breaks at spaces and after hyphens and slashes, never at
// U+00A0 and U+202F. It breaks inside a word only if the word alone is too wide. With more than limit lines, the last
// line ends in "…"; limit 0 means no limit.
func Wrap(st Style, s string, width float64, limit int) []string {
	s = Clean(s)
	if !strings.Contains(s, "\n") && Ems(st.Face, s)*st.Size <= width {
		return []string{s}
	}
	var lines []string
	for part := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapLine(st, part, width/st.Size)...)
		if limit > 0 && len(lines) > limit {
			break
		}
	}
	if limit > 0 && len(lines) > limit {
		lines = append(lines[:limit-1], Ellipsis(st, lines[limit-1]+" …", width))
	}
	return lines
}

// wrapLine breaks one paragraph; width is in ems.
func wrapLine(st Style, s string, width float64) []string {
	var lines []string
	line, lineW := "", 0.0
	for word := range Words(s) {
		w := Ems(st.Face, word)
		bare := Ems(st.Face, strings.TrimRight(word, " "))
		if line != "" && lineW+bare > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, lineW = "", 0
		}
		for bare > width {
			head, tail := CutAt(st, word, width)
			lines = append(lines, head)
			word, w, bare = tail, Ems(st.Face, tail), Ems(st.Face, strings.TrimRight(tail, " "))
		}
		line, lineW = line+word, lineW+w
	}
	if line == "" && len(lines) > 0 {
		return lines
	}
	return append(lines, strings.TrimRight(line, " "))
}

// Words yields the pieces of s after which a line may end. Trailing spaces belong to the piece before them.
func Words(s string) func(func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		for i := 0; i < len(s); i++ {
			if !breaksAfter(s, i) {
				continue
			}
			if !yield(s[start : i+1]) {
				return
			}
			start = i + 1
		}
		if start < len(s) {
			yield(s[start:])
		}
	}
}

// breaksAfter reports whether a line may end after byte i: the last of some spaces, or a hyphen or slash between
// letters. Dates and numbers are not broken.
func breaksAfter(s string, i int) bool {
	if i+1 >= len(s) {
		return false
	}
	switch s[i] {
	case ' ':
		return s[i+1] != ' ' && !mustNotBreak(s, i)
	case '-', '/':
		return i > 0 && s[i-1] != ' ' && s[i+1] != ' ' && !(isDigit(s[i-1]) && isDigit(s[i+1]))
	}
	return false
}

// mustNotBreak reports whether no line may end at the space with index i: before a colon or a per cent sign, and inside
// French quotation marks, where people often type an ordinary space.
func mustNotBreak(s string, i int) bool {
	rest := s[i+1:]
	for _, sign := range []string{":", ";", "!", "?", "%", "»"} {
		if after, found := strings.CutPrefix(rest, sign); found {
			return after == "" || strings.ContainsAny(after[:1], " .,;:)\n")
		}
	}
	return strings.HasSuffix(s[:i], "«")
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// WrapSentence breaks a text as Wrap does, and never between a number and its noun: "4 quarters".
func WrapSentence(st Style, s string, width float64, limit int) []string {
	return Wrap(st, BindNumbers(s), width, limit)
}

// Balanced breaks a text of two lines into halves of about the same length. It breaks preferably after a comma or
// colon, and not before a number. A text of another length is broken as by Wrap.
func Balanced(st Style, s string, width float64, limit int) []string {
	lines := WrapSentence(st, s, width, limit)
	s = Clean(BindNumbers(s))
	if len(lines) != 2 || strings.Contains(s, "\n") {
		return lines
	}
	best, at := 0.0, 0
	for word := range Words(s) {
		at += len(word)
		head, tail := strings.TrimRight(s[:at], " "), s[at:]
		if tail == "" || st.Width(head) > width || st.Width(tail) > width {
			continue
		}
		cost := math.Abs(st.Width(head)-st.Width(tail))/width + roughness(head, tail)
		if best == 0 || cost < best {
			best, lines = cost, []string{head, tail}
		}
	}
	return lines
}

// roughness is the penalty for a line end between head and tail; a larger one reads worse.
func roughness(head, tail string) float64 {
	switch {
	case strings.HasSuffix(head, ",") || strings.HasSuffix(head, ":") || strings.HasSuffix(head, ";"):
		return 0.1
	case isDigit(tail[0]) || isDigit(head[len(head)-1]):
		return 1.2
	case tail[0] == '(':
		return 0.5
	}
	return 0.4
}

// CutAt splits a word after the last rune that fits into width ems. The head has at least one rune.
func CutAt(st Style, word string, width float64) (head, tail string) {
	sum := 0.0
	for i, r := range word {
		sum += Ems(st.Face, string(r))
		if sum > width && i > 0 {
			return word[:i], word[i:]
		}
	}
	_, n := utf8.DecodeRuneInString(word)
	return word[:n], word[n:]
}

// Ellipsis truncates a line to width points and ends it with "…" if it was too long.
func Ellipsis(st Style, s string, width float64) string {
	s = Clean(s)
	if Ems(st.Face, s)*st.Size <= width {
		return s
	}
	s = strings.TrimSuffix(s, "…")
	room := width/st.Size - Ems(st.Face, "…")
	for s != "" && Ems(st.Face, s) > room {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return strings.TrimRight(s, " ") + "…"
}

// LongestWord is the width in points of the widest piece that Words yields.
func LongestWord(st Style, s string) float64 {
	w := 0.0
	for word := range Words(strings.ReplaceAll(Clean(s), "\n", " ")) {
		w = max(w, Ems(st.Face, strings.TrimRight(word, " "))*st.Size)
	}
	return w
}
