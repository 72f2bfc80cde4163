package params

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a piece of SQL. The tokens of a statement joined together are the statement.
type token struct {
	kind tokenKind
	text string
	at   int // byte offset in the statement
}

type tokenKind int

const (
	blank      tokenKind = iota // white space and comments
	quoted                      // a string or a quoted name
	word                        // a keyword, bare name or number
	param                       // :name
	positional                  // a driver's own placeholder
	operator                    // one operator character, or :: or :=
)

// scan divides a statement into tokens. A string or comment without an end is an error, and so is a comment that the
// server would execute.
func scan(d Dialect, sql string) ([]token, error) {
	var tokens []token
	for i := 0; i < len(sql); {
		kind, n, err := d.next(sql[i:])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", describePlace(sql, i), err)
		}
		tokens = append(tokens, token{kind, sql[i : i+n], i})
		i += n
	}
	return tokens, nil
}

// describePlace describes a byte offset as line and column.
func describePlace(sql string, at int) string {
	if !strings.Contains(strings.TrimRight(sql, "\n"), "\n") {
		return fmt.Sprintf("column %d", utf8.RuneCountInString(sql[:at])+1)
	}
	start := strings.LastIndexByte(sql[:at], '\n') + 1
	return fmt.Sprintf("line %d, column %d", strings.Count(sql[:at], "\n")+1, utf8.RuneCountInString(sql[start:at])+1)
}

// next is the kind and length of the token at the beginning of s.
func (d Dialect) next(s string) (tokenKind, int, error) {
	switch c := s[0]; {
	case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v':
		return blank, 1, nil
	case strings.HasPrefix(s, "--") && d.beginsDashComment(s):
		return blank, lineLen(s), nil
	case c == '#' && d.hashComments:
		return blank, lineLen(s), nil
	case strings.HasPrefix(s, "/*"):
		return d.comment(s)
	case c == '\'' || c == '"' || c == '`' && d.backticks || c == '[' && d.brackets:
		return d.quotedLength(s)
	case c == '$' && d.dollarQuotes:
		return d.dollarLength(s)
	case c == ':':
		kind, n := colon(s)
		return kind, n, nil
	case d.isPlaceholder(s):
		return positional, 1 + wordLen(s[1:]), nil
	}
	return d.wordOrSign(s)
}

func (d Dialect) wordOrSign(s string) (tokenKind, int, error) {
	n := wordLen(s)
	switch {
	case n == 0:
		_, n = utf8.DecodeRuneInString(s)
		return operator, n, nil
	case n == 1 && d.escapeStrings && (s[0] == 'e' || s[0] == 'E') && strings.HasPrefix(s[1:], "'"):
		return escapeStringLength(s)
	}
	return word, n, nil
}

func (d Dialect) beginsDashComment(s string) bool {
	return !d.spacedDashes || len(s) == 2 || s[2] <= ' '
}

// isPlaceholder reports whether s starts with one of the driver's own placeholders.
func (d Dialect) isPlaceholder(s string) bool {
	if strings.IndexByte(d.positional, s[0]) < 0 {
		return false
	}
	return s[0] == '?' || wordLen(s[1:]) > 0
}

// lineLen measures a line without its line feed.
func lineLen(s string) int {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n
	}
	return len(s)
}

// wordLen measures a bare word: letters, digits, _ and, after the first character, $.
func wordLen(s string) int {
	for i, r := range s {
		if r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || r == '$' && i > 0 {
			continue
		}
		if r == utf8.RuneError || r >= utf8.RuneSelf && !unicode.IsSpace(r) {
			continue
		}
		return i
	}
	return len(s)
}

func colon(s string) (tokenKind, int) {
	if strings.HasPrefix(s, "::") || strings.HasPrefix(s, ":=") {
		return operator, 2
	}
	r, _ := utf8.DecodeRuneInString(s[1:])
	if r != '_' && !unicode.IsLetter(r) {
		return operator, 1
	}
	n := 1
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		n += size
	}
	return param, n
}
