package xlsx

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

var errEntity = errors.New("an entity that XML does not have")

// appendText appends a piece of XML text, with entities and line ends resolved.
func appendText(to, text []byte) ([]byte, error) {
	for {
		i := bytes.IndexAny(text, "&\r")
		if i < 0 {
			return append(to, text...), nil
		}
		to = append(to, text[:i]...)
		if text[i] == '\r' {
			if text = text[i+1:]; len(text) == 0 || text[0] != '\n' {
				to = append(to, '\n')
			}
			continue
		}
		end := bytes.IndexByte(text[i:], ';')
		if end < 0 {
			return to, errEntity
		}
		var ok bool
		if to, ok = appendEntity(to, string(text[i+1:i+end])); !ok {
			return to, errEntity
		}
		text = text[i+end+1:]
	}
}

func appendEntity(to []byte, name string) ([]byte, bool) {
	switch name {
	case "amp":
		return append(to, '&'), true
	case "lt":
		return append(to, '<'), true
	case "gt":
		return append(to, '>'), true
	case "quot":
		return append(to, '"'), true
	case "apos":
		return append(to, '\''), true
	}
	if len(name) < 2 || name[0] != '#' {
		return to, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return utf8.AppendRune(to, rune(n)), err == nil && n <= utf8.MaxRune
}

// unescaped replaces escapes such as _x000D_ of characters that XML does not allow, in place. _x005F_ is an underscore.
// A carriage return before a line feed is removed; any other becomes a line feed.
func unescaped(b []byte) []byte {
	i := bytes.Index(b, []byte("_x"))
	if i < 0 {
		return plainLines(b)
	}
	out := b[:i]
	for i < len(b) {
		r, ok := escape(b[i:])
		if !ok {
			out = append(out, b[i])
			i++
			continue
		}
		i += escapeLength
		if utf16.IsSurrogate(r) {
			low, _ := escape(b[i:])
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				i += escapeLength
			}
		}
		out = utf8.AppendRune(out, r) // the rune has at most 4 bytes, its escape 7 or 14
	}
	return plainLines(out)
}

const escapeLength = len("_x000D_")

// escape parses _xHHHH_ at the beginning of a text.
func escape(b []byte) (rune, bool) {
	if len(b) < escapeLength || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	n := rune(0)
	for _, c := range b[2:6] {
		switch {
		case c-'0' <= 9:
			n = n<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			n = n<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return n, true
}

// plainLines replaces all line ends by line feeds, in place.
func plainLines(b []byte) []byte {
	i := bytes.IndexByte(b, '\r')
	if i < 0 {
		return b
	}
	out := b[:i]
	for ; i < len(b); i++ {
		switch {
		case b[i] != '\r':
			out = append(out, b[i])
		case i+1 == len(b) || b[i+1] != '\n':
			out = append(out, '\n')
		}
	}
	return out
}
