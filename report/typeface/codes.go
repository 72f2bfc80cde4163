package typeface

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A PDF font with one byte per character is much smaller than a Unicode font. So each face is divided into code pages
// of 224 characters. Page 0 is Windows-1252, with signs that reports use in place of characters that they do not use.
// Page n > 0 has the characters from 224·(n−1) on. A text uses a PDF font per code page.
const (
	FirstCode = 32
	PerPage   = 256 - FirstCode
)

// signs replace characters of Windows-1252 that are not assigned or that reports do not use.
var signs = map[byte]rune{
	0x7F: '▲', 0x81: '▼', 0x8D: '−', 0x8F: '\u202f', 0x90: 'Δ', 0x9D: '\u2011',
	0x83: '✓', 0x88: '✗', 0x98: '●', 0x86: '○', 0x87: '≥', 0xA4: '≤', 0xA6: '→',
	0xAC: '□', 0xAD: 'Σ', 0xAF: '■', 0xB4: '≈', 0xB8: '↗', 0xA8: '↘', 0xA0: '\u00a0',
}

// baseTable maps the codes of page 0 to runes and back. All its runes are below U+2800.
type baseTable struct {
	runes [256]rune
	codes [0x2800]byte
}

var basePage = sync.OnceValue(func() *baseTable {
	b := new(baseTable)
	for c := FirstCode; c < 256; c++ {
		r := charmap.Windows1252.DecodeByte(byte(c))
		if s, ok := signs[byte(c)]; ok {
			r = s
		}
		if r != utf8.RuneError {
			b.runes[c], b.codes[r] = r, byte(c)
		}
	}
	return b
})

// code is the rune's code on page 0; 0 if it is not on that page.
func (b *baseTable) code(r rune) byte {
	if r >= 0 && int(r) < len(b.codes) {
		return b.codes[r]
	}
	return 0
}

// Locate returns the code page of a rune, and its code on that page.
func Locate(r rune) (page int, code byte) {
	if c := basePage().code(r); c != 0 {
		return 0, c
	}
	return 1 + int(r)/PerPage, byte(FirstCode + int(r)%PerPage)
}

// PageRunes lists the runes of page n by their codes; 0 where a code is not used.
func PageRunes(n int) (runes [256]rune) {
	if n == 0 {
		return basePage().runes
	}
	for c := FirstCode; c < 256; c++ {
		runes[c] = rune((n-1)*PerPage + c - FirstCode)
	}
	return runes
}
