package input

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/nearest"

	"golang.org/x/text/unicode/norm"
)

// headerNames makes column names of a header row. It trims names, replaces line breaks by spaces, and numbers equal
// names. A missing name becomes column_7, by its position; made is true for it.
func headerNames(cells []string) (names []string, made []bool) {
	names, made = make([]string, len(cells)), make([]bool, len(cells))
	for i, c := range cells {
		names[i] = CleanName(c)
		if names[i] == "" {
			names[i], made[i] = fmt.Sprintf("column_%d", i+1), true
		}
	}
	return numberDuplicates(names), made
}

// CleanName makes a column name of a heading: trimmed, and on one line.
func CleanName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\ufeff' || r == '\u200b' || r == 0:
			return -1
		case r == '\u00a0' || r == '\u202f' || r < ' ':
			return ' '
		}
		return r
	}, s)
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}

// numberDuplicates numbers names that are equal without regard to case, as SQL compares them.
func numberDuplicates(names []string) []string {
	count, taken := map[string]int{}, map[string]bool{}
	for _, n := range names {
		count[strings.ToLower(n)]++
		taken[strings.ToLower(n)] = true
	}
	next := map[string]int{}
	for i, n := range names {
		key := strings.ToLower(n)
		if count[key] == 1 {
			continue
		}
		for {
			next[key]++
			names[i] = fmt.Sprintf("%s_%d", n, next[key])
			if !taken[strings.ToLower(names[i])] {
				break
			}
		}
		taken[strings.ToLower(names[i])] = true
	}
	return names
}

// HasName reports whether a column exists, without regard to case.
func HasName(have []string, name string) bool { return IndexName(have, name) >= 0 }

// IndexName is the index of a column, without regard to case; −1 if there is none.
func IndexName(have []string, name string) int {
	return slices.IndexFunc(have, func(h string) bool { return strings.EqualFold(h, CleanName(name)) })
}

// MissingColumn is the error that a file has no such column. It suggests a similar name.
func MissingColumn(origin, name string, have []string) error {
	if meant := nearest.Word(name, have); meant != "" {
		return fmt.Errorf("%s: there is no column %q (did you mean %q?)", origin, name, meant)
	}
	return fmt.Errorf("%s: there is no column %q; it has %s", origin, name, strings.Join(have, ", "))
}
