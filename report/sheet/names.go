package sheet

import (
	"fmt"
	"strings"
)

// names hands out the names of sheets: 31 characters at most, some of them forbidden, none twice.
type names map[string]bool

func newNames() names { return names{} }

func (n names) take(title string) string {
	title = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(title, "□"))
	title = strings.Trim(strings.Join(strings.Fields(title), " "), "'")
	if title == "" || strings.EqualFold(title, "history") { // Excel keeps that one for itself
		title += "-"
	}
	name := cut(title, 31)
	for i := 2; n[strings.ToLower(name)]; i++ {
		end := fmt.Sprintf(" %d", i)
		name = cut(title, 31-len(end)) + end
	}
	n[strings.ToLower(name)] = true
	return name
}

// cut counts as Excel does, in UTF-16.
func cut(s string, most int) string {
	size := 0
	for i, r := range s {
		size++
		if r > 0xFFFF {
			size++
		}
		if size > most {
			return strings.TrimRight(s[:i], " '")
		}
	}
	return s
}
