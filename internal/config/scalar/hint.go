package scalar

import (
	"errors"
	"strings"

	"bilan/internal/yamlfile"
)

// SplitHint divides an error into its message and the hint in parentheses at its end.
func SplitHint(err error) (message, hint string) {
	var m yamlfile.Mistake
	if errors.As(err, &m) {
		return m.Message, m.Hint
	}
	s := err.Error()
	if !strings.HasSuffix(s, ")") {
		return s, ""
	}
	depth := 0
	for i := len(s) - 1; i > 0; i-- {
		switch s[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				return strings.TrimRight(s[:i], " "), s[i+1 : len(s)-1]
			}
		}
	}
	return s, ""
}
