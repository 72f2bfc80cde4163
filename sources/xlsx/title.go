package xlsx

import "strings"

// Title is the first text of a sheet above the row before, at most 100 characters of it; "" if there is none.
func (b *Book) Title(s Sheet, before int64) string {
	const most = 100
	rows, err := b.Rows(s)
	var row Row
	for err == nil {
		if err = rows.Next(&row); err != nil || row.Number >= before {
			break
		}
		for _, c := range row.Cells {
			if text := []rune(strings.TrimSpace(string(c.Text))); len(text) > 0 {
				return string(text[:min(most, len(text))])
			}
		}
	}
	return ""
}
