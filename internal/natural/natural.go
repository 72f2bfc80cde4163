// Package natural sorts names as people do.
package natural

import (
	"cmp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Compare orders names as people sort them: runs of digits by value, so that Rep 2 comes before Rep 10, and letters
// without case and accents, so that Íñigo comes between Hans and Jürgen. Case and accents decide between equals.
func Compare(a, b string) int {
	return cmp.Or(compare(plainLetters(a), plainLetters(b)), compare(a, b))
}

// plainLetters returns a name in lower case, without accents.
func plainLetters(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			s = norm.NFD.String(s)
			break
		}
	}
	return strings.ReplaceAll(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s), "ß", "ss")
}

func compare(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		n, m := leadingDigits(x), leadingDigits(y)
		switch {
		case n > 0 && m > 0:
			if c := compareDigits(x[:n], y[:m]); c != 0 {
				return c
			}
			x, y = x[n:], y[m:]
		case x[0] != y[0]:
			return cmp.Compare(x, y)
		default:
			x, y = x[1:], y[1:]
		}
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

// leadingDigits returns how many digits the text begins with.
func leadingDigits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}
