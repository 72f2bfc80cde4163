package metric

import "strings"

// PlainSum tells whether a value is a plain sum or count, the only aggregates whose parts add up to the
// whole: sum(x), count(*), count(x), each with or without a filter, never distinct.
func PlainSum(value string) bool {
	s := strings.ToLower(strings.TrimSpace(value))
	for _, name := range []string{"sum", "count"} {
		rest, ok := strings.CutPrefix(s, name)
		if !ok {
			continue
		}
		arg, rest, ok := argument(strings.TrimSpace(rest))
		if !ok || strings.HasPrefix(strings.TrimSpace(arg), "distinct") {
			return false
		}
		rest = strings.TrimSpace(rest)
		if rest == "" {
			return true
		}
		rest, ok = strings.CutPrefix(rest, "filter")
		if !ok {
			return false
		}
		_, rest, ok = argument(strings.TrimSpace(rest))
		return ok && strings.TrimSpace(rest) == ""
	}
	return false
}

// argument splits "(a, (b)) rest" into what is inside the first parentheses and what follows them.
func argument(s string) (inside, rest string, ok bool) {
	if !strings.HasPrefix(s, "(") {
		return "", "", false
	}
	depth, quote := 0, byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return s[1:i], s[i+1:], true
			}
		}
	}
	return "", "", false
}
