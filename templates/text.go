package templates

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// textWidth is the largest number of characters in a line of plain text.
const textWidth = 78

// Wrap breaks a sentence at ordinary spaces into lines of at most textWidth.
func (v *view) Wrap(s string) string {
	var lines []string
	line := ""
	for _, word := range strings.Split(s, " ") {
		if line != "" && width(line)+1+width(word) > textWidth {
			lines, line = append(lines, line), word
			continue
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return strings.Join(append(lines, line), "\n")
}

// Underline returns a line of hyphens as long as a heading.
func (v *view) Underline(s string) string { return strings.Repeat("-", min(width(s), textWidth)) }

func width(s string) int { return utf8.RuneCountInString(s) }

// Grid writes the table as columns of characters. If they do not fit, the names are shortened.
func (t *table) Grid() string {
	keep := t.textColumns()
	widths := t.widths(keep)
	if over := t.totalWidth(keep) - textWidth; over > 0 && len(keep) > 0 {
		widths[0] = max(10, widths[0]-over)
	}
	return t.lines(keep, widths)
}

// textColumns are the indices of the columns in plain text: those of a phone, then by importance as many others as fit. Bars
// are left out.
func (t *table) textColumns() []int {
	var keep, rest []int
	for i, c := range t.Columns {
		switch {
		case c.Bar:
		case i == 0 || c.Phone:
			keep = append(keep, i)
		default:
			rest = append(rest, i)
		}
	}
	slices.SortStableFunc(rest, func(a, b int) int { return t.Columns[a].importance - t.Columns[b].importance })
	for _, i := range rest {
		if more := slices.Sorted(slices.Values(append(slices.Clone(keep), i))); t.totalWidth(more) <= textWidth {
			keep = more
		}
	}
	return keep
}

func (t *table) lines(keep, widths []int) string {
	var b strings.Builder
	rule := strings.Repeat("-", sum(widths)+2*max(0, len(widths)-1)) + "\n"
	heads := make([]string, len(keep))
	for at, i := range keep {
		heads[at] = t.Columns[i].head()
	}
	b.WriteString(t.line(heads, keep, widths) + rule)
	for _, r := range t.Rows {
		texts := make([]string, len(keep))
		for at, i := range keep {
			texts[at] = r.Cells[i].plainText()
		}
		if r.Total {
			b.WriteString(rule)
		}
		b.WriteString(t.line(texts, keep, widths))
	}
	return strings.TrimRight(b.String(), "\n")
}

// plainText is a cell as text. The sign of its status comes before the number.
func (c cell) plainText() string {
	if c.Mark != nil {
		return c.Mark.Sign + " " + c.Text
	}
	return c.Text
}

func (t *table) line(texts []string, keep, widths []int) string {
	var b strings.Builder
	for at, i := range keep {
		text := clip(texts[at], widths[at])
		pad := strings.Repeat(" ", max(0, widths[at]-width(text)))
		if at > 0 {
			b.WriteString("  ")
		}
		if t.Columns[i].Align == "right" {
			b.WriteString(pad + text)
		} else {
			b.WriteString(text + pad)
		}
	}
	return strings.TrimRight(b.String(), " ") + "\n"
}

func (c column) head() string {
	if c.Unit == "" {
		return c.Label
	}
	return c.Label + " (" + c.Unit + ")"
}

func (t *table) widths(keep []int) []int {
	out := make([]int, len(keep))
	for at, i := range keep {
		out[at] = max(1, width(t.Columns[i].head()))
		for _, r := range t.Rows {
			out[at] = max(out[at], width(r.Cells[i].plainText()))
		}
	}
	return out
}

func (t *table) totalWidth(keep []int) int { return sum(t.widths(keep)) + 2*max(0, len(keep)-1) }

func sum(list []int) (n int) {
	for _, v := range list {
		n += v
	}
	return n
}

// NotInText is the sentence that lists the columns for which plain text has no room.
func (t *table) NotInText() string {
	var heads []string
	kept := t.textColumns()
	for _, h := range t.heads {
		if !slices.ContainsFunc(kept, func(i int) bool { return t.Columns[i].at == h.at }) {
			heads = append(heads, h.text)
		}
	}
	return t.onlyInPDF(heads)
}
