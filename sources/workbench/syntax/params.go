package syntax

import (
	"strings"
	"unicode/utf8"
)

// DollarParams replaces every `:name` in a user's SQL by DuckDB's `$name`. The length stays the same, so that offsets are
// valid in both texts. It does not change quoted text, comments, dollar quotes, casts (`::`), slices and struct
// literals.
func DollarParams(query string) string {
	out := []byte(query)
	for i := 0; i < len(query); {
		if end := SkipQuoted(query, i); end > i {
			i = end
			continue
		}
		if query[i] == ':' && parameterAt(query, i) {
			out[i] = '$'
		}
		i++
	}
	return string(out)
}

// FirstStatement is the first statement of a text without the semicolons around it and the text after it. All bytes keep their
// positions. The result can be put in brackets.
func FirstStatement(query string) string {
	out, begun := []byte(query), false
	for i := 0; i < len(query); {
		if end := SkipQuoted(query, i); end > i {
			begun = begun || query[i] != '-' && query[i] != '/' // otherwise a comment was skipped
			i = end
			continue
		}
		switch {
		case query[i] == ';' && begun:
			return string(out[:i])
		case query[i] == ';':
			out[i] = ' '
		default:
			begun = begun || !strings.ContainsRune(" \t\r\n\f\v", rune(query[i]))
		}
		i++
	}
	return string(out)
}

// parameterAt reports whether the colon at i begins a parameter: a letter follows, and no operand is directly before it
// (as in a[1:n] or {'k':v}).
func parameterAt(s string, i int) bool {
	if i+1 >= len(s) || !isWordStart(s[i+1]) {
		return false
	}
	return i == 0 || !(IsWordByte(s[i-1]) || strings.IndexByte(`:'")]}`, s[i-1]) >= 0)
}

// SkipQuoted is the end of the quoted text or comment that begins at i; i if none begins there.
func SkipQuoted(s string, i int) int {
	rest := s[i:]
	switch {
	case rest[0] == '\'':
		escapes := i > 0 && (s[i-1] == 'e' || s[i-1] == 'E') && (i == 1 || !IsWordByte(s[i-2]))
		return i + quoteEnd(rest, '\'', escapes)
	case rest[0] == '"':
		return i + quoteEnd(rest, '"', false)
	case strings.HasPrefix(rest, "--"):
		if n := strings.IndexAny(rest, "\r\n"); n >= 0 {
			return i + n
		}
		return len(s)
	case strings.HasPrefix(rest, "/*"):
		return i + blockEnd(rest)
	case rest[0] == '$' && (i == 0 || !IsWordByte(s[i-1])):
		return i + dollarEnd(rest)
	}
	return i
}

// quoteEnd is the length of the quoted text at the beginning of s. A doubled quote does not end it.
func quoteEnd(s string, quote byte, escapes bool) int {
	for i := 1; i < len(s); i++ {
		switch {
		case escapes && s[i] == '\\':
			i++
		case s[i] == quote && i+1 < len(s) && s[i+1] == quote:
			i++
		case s[i] == quote:
			return i + 1
		}
	}
	return len(s)
}

// blockEnd is the length of the comment at the beginning of s. Comments may be nested.
func blockEnd(s string) int {
	depth := 0
	for i := 0; i+1 < len(s); i++ {
		switch s[i : i+2] {
		case "/*":
			depth++
			i++
		case "*/":
			depth--
			i++
		}
		if depth == 0 {
			return i + 1
		}
	}
	return len(s)
}

// dollarEnd is the length of the dollar quote ($$…$$, $tag$…$tag$) at the beginning of s, 0 if there is none.
func dollarEnd(s string) int {
	n := 1
	for n < len(s) && IsWordByte(s[n]) {
		n++
	}
	if n >= len(s) || s[n] != '$' || (n > 1 && !isWordStart(s[1])) {
		return 0
	}
	tag := s[:n+1]
	if end := strings.Index(s[n+1:], tag); end >= 0 {
		return n + 1 + end + len(tag)
	}
	return len(s)
}

func isWordStart(c byte) bool {
	return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf
}

// IsWordByte reports whether a byte may be part of a name.
func IsWordByte(c byte) bool { return isWordStart(c) || c >= '0' && c <= '9' }
