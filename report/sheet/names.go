package sheet

import (
	"fmt"
	"strings"
)

// names assigns unique names to sheets. Excel allows 31 characters and forbids some of them.
type names map[string]bool

func newNames() names { return names{} }

func (n names) unique(title string) string {
	title = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(title, "□"))
	title = strings.Trim(strings.Join(strings.Fields(title), " "), "'")
	if title == "" || strings.EqualFold(title, "history") { // Excel reserves the name "History"
		title += "-"
	}
	name := truncate(title, 31)
	for i := 2; n[strings.ToLower(name)]; i++ {
		end := fmt.Sprintf(" %d", i)
		name = truncate(title, 31-len(end)) + end
	}
	n[strings.ToLower(name)] = true
	return name
}

// truncate truncates a name to most UTF-16 units, the unit of Excel's limit.
func truncate(s string, most int) string {
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
