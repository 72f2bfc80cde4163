package sources

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// headerNames cleans a header row: blanks around a name go, line breaks become spaces, a missing name becomes
// column_7 by its place, and names that stand twice all get a number, so that no query takes one for the other.
func headerNames(cells []string) (names []string, made []bool) {
	names, made = make([]string, len(cells)), make([]bool, len(cells))
	for i, c := range cells {
		names[i] = cleanName(c)
		if names[i] == "" {
			names[i], made[i] = fmt.Sprintf("column_%d", i+1), true
		}
	}
	return numbered(names), made
}

func cleanName(s string) string {
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
