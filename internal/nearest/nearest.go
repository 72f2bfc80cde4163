// Package nearest finds the word that a person probably meant by a misspelt one, for every "did you mean".
package nearest

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Word returns the one of words that was probably meant, "" if none is similar. A word is similar if at most a third of
// the given word's letters are mistyped, or if it is the only one that contains or begins with the given word. Case,
// accents and the difference between -, _ and a space are ignored.
func Word(word string, words []string) string {
	best, distance := "", far
	for _, w := range words {
		if d := Distance(word, w); d < distance {
			best, distance = w, d
		}
	}
	if holder := onlyContaining(word, words); holder != "" && distance > 1 {
		return holder
	}
	if distance <= max(1, (len([]rune(word))+1)/3) && (distance == 0 || len([]rune(word)) > 2) {
		return best
	}
	return onlyWithPrefix(word, words)
}

// Hint returns the advice about a word that is none of words: the nearest of them, or all of them if they are few; ""
// if there is no advice.
func Hint(word string, words []string) string {
	if near := Word(word, words); near != "" {
		return "did you mean " + strconv.Quote(near) + "?"
	}
	if len(words) == 0 || len(words) > mostListed {
		return ""
	}
	return "known: " + strings.Join(words, ", ")
}

// mostListed is how many words a hint lists at most.
const mostListed = 24

// onlyContaining returns the only one of words that contains the given word, "" if none or several do.
func onlyContaining(word string, words []string) (only string) {
	w := Plain(word)
	if len(w) < 4 {
		return ""
	}
	for _, candidate := range words {
		if strings.Contains(Plain(candidate), w) {
			if only != "" {
				return ""
			}
			only = candidate
		}
	}
	return only
}

// onlyWithPrefix returns the only one of words that begins with the given word or is its beginning; "" if none or several
// do.
func onlyWithPrefix(word string, words []string) (only string) {
	w := Plain(word)
	if len(w) < 3 {
		return ""
	}
	for _, candidate := range words {
		if c := Plain(candidate); strings.HasPrefix(c, w) || len(c) > 3 && strings.HasPrefix(w, c) {
			if only != "" {
				return ""
			}
			only = candidate
		}
	}
	return only
}

// Plain returns a word in lower case, without accents, and with _ for each - and space.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == '-', r == ' ':
			return '_'
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// far is the distance that Distance gives for words that are too long to compare.
const far = 1000

// Distance returns how many letters of one word must be changed, added, dropped or swapped with their neighbour to get
// the other word, both in the form of Plain. For a word of more than 64 letters it returns the constant far.
func Distance(a, b string) int {
	x, y := []rune(Plain(a)), []rune(Plain(b))
	if len(x) > 64 || len(y) > 64 {
		return far
	}
	before, row := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	var older []int
	for i := 1; i <= len(x); i++ {
		older, before, row = before, row, make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(before[j]+1, row[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
	}
	return row[len(y)]
}
