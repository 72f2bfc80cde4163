package params

import (
	"errors"
	"strings"
)

var (
	errOpenString  = errors.New("a quotation mark opens here and is never closed")
	errOpenComment = errors.New("a comment opens here and is never closed")
	errCodeComment = errors.New("a comment that the server executes (/*! … */) is not allowed in a query")
)

func (d Dialect) comment(s string) (tokenKind, int, error) {
	if d.codeComments && (strings.HasPrefix(s, "/*!") || strings.HasPrefix(s, "/*M!")) {
		return blank, 0, errCodeComment
	}
	depth := 1
	for i := 2; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "*/"):
			depth--
			i++
		case d.nested && strings.HasPrefix(s[i:], "/*"):
			depth++
			i++
		}
		if depth == 0 {
			return blank, i + 1, nil
		}
	}
	return blank, 0, errOpenComment
}

// quotedLength is the length of a string or name in quotes: '…', "…", `…` or […]. A doubled end character means the character
// itself.
func (d Dialect) quotedLength(s string) (tokenKind, int, error) {
	end, doubled := s[0], true
	if s[0] == '[' {
		end, doubled = ']', d.doubledEnd
	}
	escapes := d.Backslash && (s[0] == '\'' || s[0] == '"' && !d.ANSIQuotes)
	n := quoteLen(s, end, doubled, escapes)
	if n < 0 {
		return quoted, 0, errOpenString
	}
	return quoted, n, nil
}

// quoteLen is the length up to the closing character, −1 if there is none.
func quoteLen(s string, end byte, doubled, escapes bool) int {
	for i := 1; i < len(s); i++ {
		switch {
		case escapes && s[i] == '\\':
			i++
		case s[i] == end && doubled && i+1 < len(s) && s[i+1] == end:
			i++
		case s[i] == end:
			return i + 1
		}
	}
	return -1
}

// escapeStringLength is the length of E'…', with its continuations on the following lines, in which a backslash escapes too.
func escapeStringLength(s string) (tokenKind, int, error) {
	n := 1
	for {
		m := quoteLen(s[n:], '\'', true, true)
		if m < 0 {
			return quoted, 0, errOpenString
		}
		n += m
		gap := len(s[n:]) - len(strings.TrimLeft(s[n:], " \t\r\n\f"))
		if !strings.Contains(s[n:n+gap], "\n") || !strings.HasPrefix(s[n+gap:], "'") {
			return quoted, n, nil
		}
		n += gap
	}
}

// dollarLength is the length of $tag$…$tag$, or of the placeholder $1.
func (d Dialect) dollarLength(s string) (tokenKind, int, error) {
	n := 1
	for n < len(s) && s[n] != '$' && wordLen(s[n:n+1]) == 1 {
		n++
	}
	switch {
	case n < len(s) && s[n] == '$' && (n == 1 || s[1] < '0' || s[1] > '9'):
		tag := s[:n+1]
		end := strings.Index(s[n+1:], tag)
		if end < 0 {
			return quoted, 0, errOpenString
		}
		return quoted, n + 1 + end + len(tag), nil
	case n > 1 && s[1] >= '0' && s[1] <= '9':
		return positional, n, nil
	}
	return operator, 1, nil
}
