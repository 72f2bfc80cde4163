package cell

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Charset decodes a single-byte encoding. nil is UTF-8.
type Charset struct {
	Name  string
	runes [256]string // UTF-8 of each byte, "" if the encoding does not define it
}

var charmaps = map[string]*charmap.Charmap{
	"windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252,
	"windows-1253": charmap.Windows1253, "windows-1254": charmap.Windows1254, "windows-1257": charmap.Windows1257,
	"iso-8859-1": charmap.ISO8859_1, "iso-8859-2": charmap.ISO8859_2, "iso-8859-5": charmap.ISO8859_5,
	"iso-8859-7": charmap.ISO8859_7, "iso-8859-9": charmap.ISO8859_9, "iso-8859-15": charmap.ISO8859_15,
	"macintosh": charmap.Macintosh, "cp437": charmap.CodePage437, "cp850": charmap.CodePage850, "cp858": charmap.CodePage858,
}

var charsetAliases = map[string]string{
	"utf8": "utf-8", "latin1": "iso-8859-1", "latin-1": "iso-8859-1", "latin9": "iso-8859-15", "latin-9": "iso-8859-15",
	"cp1252": "windows-1252", "cp1250": "windows-1250", "cp1251": "windows-1251", "ansi": "windows-1252", "mac": "macintosh",
	"macroman": "macintosh", "utf16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "ibm850": "cp850", "ascii": "utf-8",
	"iso8859-1": "iso-8859-1", "iso8859-15": "iso-8859-15", "us-ascii": "utf-8", "utf-8-sig": "utf-8",
}

// EncodingName is the canonical name of an encoding; "" for "".
func EncodingName(name string) (string, error) {
	canonical := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(name), "_", "-"))
	if alias, ok := charsetAliases[canonical]; ok {
		canonical = alias
	}
	switch canonical {
	case "", "utf-8", "utf-16", "utf-16-le", "utf-16-be":
		return canonical, nil
	}
	if charmaps[canonical] == nil {
		return "", fmt.Errorf("encoding %q is not known (write utf-8, windows-1252, iso-8859-15, utf-16, macintosh …)", name)
	}
	return canonical, nil
}

// NewCharset returns nil for UTF-8 and UTF-16.
func NewCharset(name string) *Charset {
	m := charmaps[name]
	if m == nil {
		return nil
	}
	c := &Charset{Name: name}
	for i := range 256 {
		if r := m.DecodeByte(byte(i)); r != utf8.RuneError && !(r >= 0x80 && r < 0xa0 && name != "iso-8859-1") {
			c.runes[i] = string(r)
		}
	}
	return c
}

// UTF8 converts a cell to UTF-8. The result is valid until the next call.
func (r *Reader) UTF8(b []byte) ([]byte, error) {
	if r.Charset == nil {
		if !utf8.Valid(b) {
			return nil, errNotUTF8
		}
		return b, nil
	}
	var err error
	r.decoded, err = r.Charset.append(r.decoded[:0], b)
	return r.decoded, err
}

// Repaired converts a cell to UTF-8, with a replacement character for every run of bytes that are invalid in its
// encoding. The result is valid until the next call.
func (r *Reader) Repaired(b []byte) []byte {
	text, err := r.UTF8(b)
	if err == nil {
		return text
	}
	if r.Charset == nil {
		return bytes.ToValidUTF8(b, replacement)
	}
	r.decoded = r.decoded[:0]
	for i := range b {
		before := len(r.decoded)
		if r.decoded, err = r.Charset.append(r.decoded, b[i:i+1]); err != nil {
			r.decoded = append(r.decoded[:before], replacement...)
		}
	}
	return r.decoded
}

var replacement = []byte("\ufffd")

// append decodes b and appends it to dst.
func (c *Charset) append(dst, b []byte) ([]byte, error) {
	for i := 0; i < len(b); {
		n := i
		for n < len(b) && b[n] < utf8.RuneSelf {
			n++
		}
		dst = append(dst, b[i:n]...)
		if i = n; i == len(b) {
			break
		}
		s := c.runes[b[i]]
		if s == "" {
			return dst, fmt.Errorf("byte 0x%02X is not a character of %s", b[i], c.Name)
		}
		dst = append(dst, s...)
		i++
	}
	return dst, nil
}

type textError string

func (e textError) Error() string { return string(e) }

const errNotUTF8 = textError("bytes that are not UTF-8")

// BOM is the encoding of the byte order mark at the beginning of head, and the mark's length in bytes; "" and 0 if
// there is none.
func BOM(head []byte) (name string, length int) {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return "utf-8", 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return "utf-16-le", 2
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return "utf-16-be", 2
	}
	return "", 0
}

// zeroPattern recognises UTF-16 without a byte order mark, in which mostly ASCII text has a zero in every second byte.
func zeroPattern(head []byte) string {
	if len(head) < 4 {
		return ""
	}
	var zeros [2]int
	for i, c := range head[:len(head)/2*2] {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case zeros[1]*10 >= half*7 && zeros[0]*10 <= half:
		return "utf-16-le"
	case zeros[0]*10 >= half*7 && zeros[1]*10 <= half:
		return "utf-16-be"
	}
	return ""
}
