package render

import (
	"math"
	"strings"
	"unicode/utf8"
)

// wrap breaks text into lines no wider than width. It breaks at spaces and after hyphens and slashes, never at
// U+00A0 and U+202F, and inside a word only when the word alone is too wide. At most limit lines come back,
// the last one ending in "…" when text was left; limit 0 is none.
func wrap(st style, s string, width float64, limit int) []string {
	s = clean(s)
	if !strings.Contains(s, "\n") && ems(st.face, s)*st.size <= width {
		return []string{s}
	}
	var lines []string
	for part := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapLine(st, part, width/st.size)...)
		if limit > 0 && len(lines) > limit {
			break
		}
	}
	if limit > 0 && len(lines) > limit {
		lines = append(lines[:limit-1], ellipsis(st, lines[limit-1]+" …", width))
	}
	return lines
}

// wrapLine breaks one paragraph; width is in ems.
func wrapLine(st style, s string, width float64) []string {
	var lines []string
	line, lineW := "", 0.0
	for word := range words(s) {
		w := ems(st.face, word)
		bare := ems(st.face, strings.TrimRight(word, " "))
		if line != "" && lineW+bare > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, lineW = "", 0
		}
		for bare > width {
			head, tail := cutAt(st, word, width)
			lines = append(lines, head)
			word, w, bare = tail, ems(st.face, tail), ems(st.face, strings.TrimRight(tail, " "))
		}
		line, lineW = line+word, lineW+w
	}
	if line == "" && len(lines) > 0 {
		return lines
	}
	return append(lines, strings.TrimRight(line, " "))
}

// words yields s in pieces that a line may end after; trailing spaces belong to the piece before.
func words(s string) func(func(string) bool) {
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

// breaksAfter tells whether a line may end after byte i: the last of some spaces, or a hyphen or slash between
// letters. Dates and numbers hold together.
func breaksAfter(s string, i int) bool {
	if i+1 >= len(s) {
		return false
	}
	switch s[i] {
	case ' ':
		return s[i+1] != ' '
	case '-', '/':
		return i > 0 && s[i-1] != ' ' && s[i+1] != ' ' && !(digit(s[i-1]) && digit(s[i+1]))
	}
	return false
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// balanced breaks a sentence that takes two lines where it reads best: rather after a comma or colon than before a
// number, into halves of about the same length. Longer and shorter ones it breaks as wrap does.
func balanced(st style, s string, width float64, limit int) []string {
	lines := wrap(st, s, width, limit)
	s = clean(s)
	if len(lines) != 2 || strings.Contains(s, "\n") {
		return lines
	}
	best, at := 0.0, 0
	for word := range words(s) {
		at += len(word)
		head, tail := strings.TrimRight(s[:at], " "), s[at:]
		if tail == "" || st.width(head) > width || st.width(tail) > width {
			continue
		}
		cost := math.Abs(st.width(head)-st.width(tail))/width + roughness(head, tail)
		if best == 0 || cost < best {
			best, lines = cost, []string{head, tail}
		}
	}
	return lines
}

// roughness is how badly a line reads that ends between head and tail.
func roughness(head, tail string) float64 {
	switch {
	case strings.HasSuffix(head, ",") || strings.HasSuffix(head, ":") || strings.HasSuffix(head, ";"):
		return 0.1
	case digit(tail[0]) || digit(head[len(head)-1]):
		return 1.2
	case tail[0] == '(':
		return 0.5
	}
	return 0.4
}

// cutAt splits a word that is wider than width ems; the head holds at least one rune.
func cutAt(st style, word string, width float64) (head, tail string) {
	sum := 0.0
	for i, r := range word {
		sum += ems(st.face, string(r))
		if sum > width && i > 0 {
			return word[:i], word[i:]
		}
	}
	_, n := utf8.DecodeRuneInString(word)
	return word[:n], word[n:]
}

// ellipsis cuts a line to width points, with "…" in place of what is left out.
func ellipsis(st style, s string, width float64) string {
	s = clean(s)
	if ems(st.face, s)*st.size <= width {
		return s
	}
	s = strings.TrimSuffix(s, "…")
	room := width/st.size - ems(st.face, "…")
	for s != "" && ems(st.face, s) > room {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return strings.TrimRight(s, " ") + "…"
}

// longestWord is the width in points of the widest piece that cannot be broken nicely.
func longestWord(st style, s string) float64 {
	w := 0.0
	for word := range words(strings.ReplaceAll(clean(s), "\n", " ")) {
		w = max(w, ems(st.face, strings.TrimRight(word, " "))*st.size)
	}
	return w
}
