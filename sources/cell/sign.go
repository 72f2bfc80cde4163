package cell

import "unicode/utf8"

// Currency signs are replaced by one byte each before a number is parsed.
const (
	EuroMark byte = 0x80 + iota
	poundMark
	yenMark
	francMark // only from the code CHF
)

// currencyAt finds a currency at the beginning of b, or at its end if atEnd. length is its length in bytes, 0 for none.
func currencyAt(b []byte, atEnd bool) (currency byte, length int) {
	c := b[0]
	if atEnd {
		c = b[len(b)-1]
	}
	if c == '$' || c >= EuroMark {
		return c, 1
	}
	if len(b) < 4 {
		return 0, 0
	}
	code, next := string(b[:3]), b[3]
	if atEnd {
		code, next = string(b[len(b)-3:]), b[len(b)-4]
	}
	if next >= 'A' && next <= 'Z' {
		return 0, 0
	}
	switch code {
	case "EUR":
		return EuroMark, 3
	case "GBP":
		return poundMark, 3
	case "JPY":
		return yenMark, 3
	case "CHF":
		return francMark, 3
	case "USD":
		return '$', 3
	}
	return 0, 0
}

// toASCII converts a UTF-8 cell that may be a number or a date to ASCII, and appends it to dst. Spaces of all widths
// become one space, U+2212 becomes '-', U+2019 an apostrophe, and each currency sign one byte. It is false if the cell
// has any other character.
func toASCII(dst, cell []byte) ([]byte, bool) {
	for i := 0; i < len(cell); {
		if cell[i] < utf8.RuneSelf {
			dst = append(dst, cell[i])
			i++
			continue
		}
		r, size := utf8.DecodeRune(cell[i:])
		i += size
		switch r {
		case '\u00a0', '\u202f', '\u2009', '\u2007':
			dst = append(dst, ' ')
		case '\u2212':
			dst = append(dst, '-')
		case '\u2019':
			dst = append(dst, '\'')
		case '€':
			dst = append(dst, EuroMark)
		case '£':
			dst = append(dst, poundMark)
		case '¥':
			dst = append(dst, yenMark)
		default:
			return dst, false
		}
	}
	return dst, true
}
