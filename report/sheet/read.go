package sheet

import (
	"math/big"
	"regexp"
	"strings"
	"time"
	"unicode"

	"bilan/internal/locale"
)

// reader parses printed numbers and days in the document's language.
type reader struct {
	loc            *locale.Locale
	group, decimal string
	day            string // Excel's number format of a short date
}

func newReader(loc *locale.Locale) reader {
	sample := loc.Number(big.NewRat(123456789, 100), 2)
	r := reader{loc: loc}
	_, rest, _ := strings.Cut(sample, "1")
	r.group, rest, _ = strings.Cut(rest, "234")
	_, rest, _ = strings.Cut(rest, "567")
	r.decimal, _, _ = strings.Cut(rest, "89")
	r.day = loc.DateShort(time.Date(2033, 12, 31, 0, 0, 0, 0, time.UTC))
	r.day = strings.NewReplacer("2033", "yyyy", "33", "yy", "31", "dd", "12", "mm").Replace(r.day)
	return r
}

// cell converts a printed number or day; any other text stays text. A converted value must print exactly as the text,
// so "0412" stays text.
func (r reader) cell(s string) cell {
	if c, ok := r.numberCell(s); ok {
		return c
	}
	if c, ok := r.dateCell(s); ok {
		return c
	}
	return textCell(s)
}

const (
	minus  = "\u2212"
	arrows = "▲▼"
)

// written is a number as it is printed.
type written struct {
	prefix
	value   *big.Rat // without its sign, in the printed unit
	digits  int      // decimals
	grouped bool
	after   string // text after the number: unit or per cent sign
}

func (r reader) numberCell(s string) (cell, bool) {
	w, ok := r.parseNumber(s)
	if !ok {
		return cell{}, false
	}
	value := w.signed()
	if strings.Contains(w.after, "%") {
		value.Quo(value, hundred)
	}
	places, _ := value.FloatPrec()
	return cell{text: s, number: value.FloatString(places), format: w.format(w.pattern(w.digits) + suffix(w.after))}, true
}

var hundred = big.NewRat(100, 1)

// signed is the number with its sign, in the printed unit.
func (w written) signed() *big.Rat {
	if w.negative {
		return new(big.Rat).Neg(w.value)
	}
	return new(big.Rat).Set(w.value)
}

// pattern is Excel's number format with some decimals, without a unit.
func (w written) pattern(digits int) string {
	text := "0"
	if w.grouped {
		text = "#,##0"
	}
	if digits > 0 {
		text += "." + strings.Repeat("0", digits)
	}
	return text
}

// parseNumber parses a printed number. It is false for text that the language would not print like that.
func (r reader) parseNumber(s string) (written, bool) {
	first := strings.IndexFunc(s, isDigit)
	last := strings.LastIndexFunc(s, isDigit)
	if first < 0 {
		return written{}, false
	}
	before, core, after := s[:first], s[first:last+1], s[last+1:]
	bare := core
	if r.group != "" {
		bare = strings.ReplaceAll(core, r.group, "")
	}
	whole, fraction, _ := strings.Cut(bare, r.decimal)
	plain := whole
	if fraction != "" {
		plain += "." + fraction
	}
	value, ok := new(big.Rat).SetString(plain)
	if !ok || !areDigits(whole) || !areDigits(fraction) || len([]rune(after)) > 16 {
		return written{}, false
	}
	if printed := r.loc.Number(value, len(fraction)); core != printed && core != strings.ReplaceAll(printed, r.group, "") {
		return written{}, false
	}
	p, ok := prefixOf(before)
	return written{prefix: p, value: value, digits: len(fraction), grouped: core != bare, after: after}, ok
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func areDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !isDigit(r) }) < 0
}

// prefix is the text before a number: an arrow, a sign, a currency.
type prefix struct {
	arrow, signed, negative bool
	lead, tail              string // the text before and after the sign, without the arrow
}

func prefixOf(s string) (prefix, bool) {
	p := prefix{arrow: strings.ContainsAny(s, arrows)}
	if p.arrow {
		s = strings.TrimLeft(s, arrows+" \u00a0\u202f")
	}
	for _, sign := range []string{minus, "-", "+"} {
		if lead, tail, ok := strings.Cut(s, sign); ok {
			p.signed, p.negative, p.lead, p.tail = true, sign != "+", lead, tail
			return p, isCurrency(lead) && isCurrency(tail)
		}
	}
	p.lead = s
	return p, isCurrency(s)
}

// isCurrency reports whether a text may come before a number: it is empty, or a currency sign or code.
func isCurrency(s string) bool {
	s = strings.TrimFunc(s, unicode.IsSpace)
	if s == "" || strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Sc, r) }) {
		return len(s) < 10
	}
	return len(s) == 3 && s == strings.ToUpper(s) && !strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// format is Excel's number format for positive numbers, negative numbers and zero, from the pattern of the digits.
func (p prefix) format(pattern string) string {
	side := func(arrow, sign string) string {
		if !p.arrow {
			arrow = ""
		}
		return literal(arrow+p.lead+sign+p.tail) + pattern
	}
	plus := ""
	if p.arrow || p.signed && !p.negative {
		plus = "+"
	}
	return side("▲ ", plus) + ";" + side("▼ ", minus) + ";" + literal(p.lead+p.tail) + pattern
}

// suffix is a unit as part of a number format. A per cent sign is not quoted, because it makes Excel multiply by a
// hundred.
func suffix(s string) string {
	lead, tail, ok := strings.Cut(s, "%")
	if !ok {
		return literal(s)
	}
	return literal(lead) + "%" + literal(tail)
}

func literal(s string) string {
	if s == "" {
		return ""
	}
	return `"` + strings.ReplaceAll(s, `"`, "") + `"`
}

var shortDate = regexp.MustCompile(`^\d{1,4}([./-])\s?\d{1,2}[./-]\s?\d{2,4}\.?$`)

// dateCell parses a short date. The order of day and month is the one that prints the same text in the document's language.
func (r reader) dateCell(s string) (cell, bool) {
	if !shortDate.MatchString(s) {
		return cell{}, false
	}
	for _, layout := range []string{"02/01/2006", "01/02/2006", "2/1/2006", "1/2/2006", "02.01.2006", "2.1.2006", "02.01.06", "2.1.06",
		"02-01-2006", "2-1-2006", "2006-01-02", "02/01/06", "1/2/06", "2/1/06"} {
		if day, err := time.Parse(layout, s); err == nil && r.loc.DateShort(day) == s {
			return cell{text: s, day: day, format: r.day}, true
		}
	}
	return cell{}, false
}
