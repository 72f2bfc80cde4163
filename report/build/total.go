package build

import (
	"slices"

	"bilan/report"
)

// leaveOutTotals removes the totals of blocks with one line if the total only repeats that line, as in the edition of
// one member.
func leaveOutTotals(s *report.Section) {
	for _, b := range s.Blocks {
		switch {
		case b.Table != nil:
			if rows := b.Table.Rows; onlyRepeats(rows, func(r report.Row) report.RowKind { return r.Kind }, rowTexts) {
				b.Table.Rows = rows[:1:1]
			}
		case b.Bars != nil:
			if bars := b.Bars.Bars; onlyRepeats(bars, func(of report.Bar) report.RowKind { return of.Kind }, barTexts) {
				b.Bars.Bars = bars[:1:1]
			}
		case b.Heat != nil:
			if rows := b.Heat.Rows; onlyRepeats(rows, func(r report.HeatRow) report.RowKind { return r.Kind }, heatTexts) {
				b.Heat.Rows = rows[:1:1]
			}
		}
	}
}

// onlyRepeats reports whether there are exactly one line and a total with the same texts.
func onlyRepeats[L any](lines []L, kind func(L) report.RowKind, texts func(L) []string) bool {
	if len(lines) != 2 || kind(lines[0]) != report.Body || kind(lines[1]) != report.Total {
		return false
	}
	one, total := texts(lines[0]), texts(lines[1])
	for i, text := range total {
		if text != "" && (i >= len(one) || text != one[i]) {
			return false
		}
	}
	return slices.ContainsFunc(total, func(text string) bool { return text != "" })
}

// rowTexts returns the texts of a row without its name.
func rowTexts(r report.Row) (list []string) {
	for _, c := range r.Cells[min(1, len(r.Cells)):] {
		list = append(list, c.Text)
	}
	return list
}

func barTexts(b report.Bar) []string { return []string{b.Text, b.RefTxt, b.DeltaTxt, b.PctTxt} }

func heatTexts(r report.HeatRow) []string {
	list := []string{r.Extra}
	for _, c := range r.Cells {
		list = append(list, c.Text)
	}
	return list
}
