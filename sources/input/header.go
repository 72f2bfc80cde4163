package input

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/nearest"

	"golang.org/x/text/unicode/norm"
)

// headerNames cleans a header row: blanks around a name go, line breaks become spaces, a missing name becomes
// column_7 by its place, and names that stand twice all get a number, so that no query takes one for the other.
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

// CleanName is a heading as the name of a column: without what surrounds it, on one line.
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

// numbered tells equal names apart; SQL does not tell case apart.
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

// HasName reports whether a column is there, whatever the case of its letters.
func HasName(have []string, name string) bool { return IndexName(have, name) >= 0 }

// IndexName is the place of a column, -1 where it is not there.
func IndexName(have []string, name string) int {
	return slices.IndexFunc(have, func(h string) bool { return strings.EqualFold(h, CleanName(name)) })
}

// MissingColumn says that a file has no such column, and which it may be.
func MissingColumn(origin, name string, have []string) error {
	if meant := nearest.Word(name, have); meant != "" {
		return fmt.Errorf("%s: there is no column %q (did you mean %q?)", origin, name, meant)
	}
	return fmt.Errorf("%s: there is no column %q; it has %s", origin, name, strings.Join(have, ", "))
}
