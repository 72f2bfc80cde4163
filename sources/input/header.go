package input

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/nearest"

	"golang.org/x/text/unicode/norm"
)

// headerNames cleans a header row: it trims names, replaces line breaks with spaces, calls a missing name column_7 by
// its position, and numbers duplicate names, so that no query confuses them.
func headerNames(cells []string) (names []string, made []bool) {
	names, made = make([]string, len(cells)), make([]bool, len(cells))
	for i, c := range cells {
		names[i] = CleanName(c)
		if names[i] == "" {
			names[i], made[i] = fmt.Sprintf("column_%d", i+1), true
		}
	}
	return numbered(names), made
}

// CleanName turns a heading into a column name: trimmed, on one line.
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

// numbered makes equal names distinct; SQL ignores case.
func numbered(names []string) []string {
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

// HasName reports whether a column exists, ignoring case.
func HasName(have []string, name string) bool { return IndexName(have, name) >= 0 }

// IndexName is the place of a column, -1 where it is not there.
func IndexName(have []string, name string) int {
	return slices.IndexFunc(have, func(h string) bool { return strings.EqualFold(h, CleanName(name)) })
}

// MissingColumn reports that a file has no such column, and suggests the one that was probably meant.
func MissingColumn(origin, name string, have []string) error {
	if meant := nearest.Word(name, have); meant != "" {
		return fmt.Errorf("%s: there is no column %q (did you mean %q?)", origin, name, meant)
	}
	return fmt.Errorf("%s: there is no column %q; it has %s", origin, name, strings.Join(have, ", "))
}
