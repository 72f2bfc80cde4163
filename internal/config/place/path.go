package place

import (
	"strconv"
	"unicode"
)

// Join returns the path of a key in a block.
func Join(path, key string) string {
	if path == "" || key == "" {
		return path + key
	}
	return path + "." + key
}

// Index returns the path of item i of a list, from 0.
func Index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// QuoteName returns a name in the form in which a path contains it.
func QuoteName(name string) string {
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' {
			return strconv.Quote(name)
		}
	}
	return name
}
