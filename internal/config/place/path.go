package place

import (
	"strconv"
	"unicode"
)

// Join is the path of a key in a block.
func Join(path, key string) string {
	if path == "" || key == "" {
		return path + key
	}
	return path + "." + key
}

// Index is the path of an item of a list, from 0.
func Index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// Element is a name as a path writes it.
func Element(name string) string {
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' {
			return strconv.Quote(name)
		}
	}
	return name
}
