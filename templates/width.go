package templates

import (
	"strings"
	"unicode"

	"bilan/report"
)

// minColumnWidth is the smallest width of a column: that of its widest number, or of the longest word in its header.
func minColumnWidth(t *report.Table, i columnAt) int {
	if i == bars {
		return barWidth + cellSpace
	}
	most := 0
	for _, word := range strings.Split(clip(t.Columns[i].Label+" "+t.Columns[i].Unit, 80), " ") {
		most = max(most, pixelWidth(word, headSize))
	}
	for _, r := range t.Rows {
		if int(i) < len(r.Cells) {
			w := pixelWidth(clip(r.Cells[i].Text, 120), cellSize)
			if r.Cells[i].Status != report.Neutral {
				w += pixelWidth("✓\u00a0", cellSize)
			}
			most = max(most, w)
		}
	}
	return most + cellSpace
}

// pixelWidth estimates the width of a text in pixels, from bold Arial, which is wider than the fonts of most mail readers.
func pixelWidth(s string, size int) int {
	sum := 0
	for _, r := range s {
		sum += charWidth(r)
	}
	return (sum*size + 999) / 1000
}

// charWidth estimates a character's width in thousandths of the font size.
func charWidth(r rune) int {
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
