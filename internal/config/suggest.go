package config

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// nearest is the word that was probably meant, "" when none is near.
func nearest(word string, words []string) string {
	best, distance := "", 1000
	for _, w := range words {
		if d := apart(plain(word), plain(w)); d < distance {
			best, distance = w, d
		}
	}
	if holder := held(word, words); holder != "" && distance > 1 {
		return holder
	}
	if distance <= max(1, (len([]rune(word))+1)/3) && (distance == 0 || len([]rune(word)) > 2) {
		return best
	}
	return begun(word, words)
}

// held is the only word that holds the given one.
func held(word string, words []string) (only string) {
	if len(word) < 4 {
		return ""
	}
	for _, w := range words {
		if strings.Contains(plain(w), plain(word)) {
			if only != "" {
				return ""
			}
			only = w
		}
	}
	return only
}

// begun is the only word that starts with, or is the start of, the given one.
func begun(word string, words []string) (only string) {
	w := plain(word)
	if len(w) < 3 {
		return ""
	}
	for _, candidate := range words {
		if c := plain(candidate); strings.HasPrefix(c, w) || len(c) > 3 && strings.HasPrefix(w, c) {
			if only != "" {
				return ""
			}
			only = candidate
		}
	}
	return only
}

// didYouMean is the hint for a word that should be one of some words: the nearest one, or all of a few.
func didYouMean(word string, words []string) string {
	if near := nearest(word, words); near != "" {
		return "did you mean " + quote(near) + "?"
	}
	if len(words) == 0 || len(words) > 24 {
		return ""
	}
	return "known: " + strings.Join(words, ", ")
}

// plain is a word without case, accents, and the difference between - and _.
func plain(s string) string {
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

// apart is how many letters must be changed, added, dropped or swapped with their neighbour (Damerau).
func apart(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 {
		return 1000
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
