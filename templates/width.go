package templates

import (
	"strings"
	"unicode"

	"bilan/report"
)

// pixels is how wide a column is at least: its widest number, or the longest word of its head.
func pixels(t *report.Table, i columnAt) int {
	if i == bars {
		return barWidth + cellSpace
	}
	most := 0
	for _, word := range strings.Split(clip(t.Columns[i].Label+" "+t.Columns[i].Unit, 80), " ") {
		most = max(most, advance(word, headSize))
	}
	for _, r := range t.Rows {
		if int(i) < len(r.Cells) {
			w := advance(clip(r.Cells[i].Text, 120), cellSize)
			if r.Cells[i].Status != report.Neutral {
				w += advance("✓\u00a0", cellSize)
			}
			most = max(most, w)
		}
	}
	return most + cellSpace
}

// advance is about how wide a text is in bold Arial, which is wider than most readers' fonts, in pixels.
func advance(s string, size int) int {
	sum := 0
	for _, r := range s {
		sum += thousandths(r)
	}
	return (sum*size + 999) / 1000
}

// thousandths is a letter's width in thousandths of its size.
func thousandths(r rune) int {
	switch {
	case r == '\u202f' || r == '\u2009':
		return 200
	case unicode.IsSpace(r) || strings.ContainsRune(".,;:'’|!/()-il", r):
		return 340
	case unicode.IsDigit(r), unicode.IsLower(r), strings.ContainsRune("−+", r):
		return 590
	case r == '%' || r == '✓' || r == '✗' || r == '▲' || r == '▼':
		return 950
	}
	return 780
}
