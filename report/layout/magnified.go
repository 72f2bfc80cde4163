package layout

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/typeface"
)

// FactorsNoteHeight is the height, in points, of the explanation of a chart's factors in the given width.
func FactorsNoteHeight(w report.ChartWords, width float64, deltas bool) float64 {
	whole, most := 100.0, 1.0
	if deltas {
		most = 50
	}
	if w.Magnified == "" {
		whole = 1
	}
	return float64(len(typeface.Wrap(SmallStyle, FactorsNote(w, whole, most), width, 4)))*SmallLeading + 3
}

// MayMagnify reports whether a chart may be magnified and has the words to explain it. The factor is known only when
// the page is complete, so the chart must reserve FactorsNoteHeight.
func MayMagnify(w report.ChartWords, scale string, deltas bool) bool {
	return deltas && w.MagnifiedDelta != "" || scale != "" && w.Magnified != ""
}

// FactorsNote explains a chart's factors: whole for all its bars, deltas for its variances. It is "" if both are 1.
func FactorsNote(w report.ChartWords, whole, deltas float64) string {
	var notes []string
	if whole != 1 {
		notes = append(notes, factorNote(w.Magnified, whole))
	}
	switch {
	case deltas < 1:
		notes = append(notes, factorNote(w.ReducedDelta, deltas))
	case deltas != 1 && deltas != whole:
		notes = append(notes, factorNote(w.MagnifiedDelta, deltas))
	}
	return strings.TrimSpace(strings.Join(notes, " "))
}

// factorNote fills words, such as "%s: bars are magnified %s times", with the factor's mark and its number.
func factorNote(words string, factor float64) string {
	if words == "" {
		return ""
	}
	number := math.Round(math.Max(factor, 1/factor))
	filled := fmt.Sprintf(words, FactorMark(factor), strconv.FormatFloat(number, 'f', -1, 64))
	if strings.Contains(filled, "%!") {
		return ""
	}
	return filled
}

// DrawNote writes the explanation of a chart's factors in b.
func DrawNote(k canvas.Canvas, b canvas.Box, text string) {
	if text == "" {
		return
	}
	k.TagAs("P", func() {
		for i, line := range typeface.Wrap(SmallStyle, text, b.W, max(1, int(b.H/SmallLeading))) {
			k.Text(b.X, b.Y+SmallLeading*float64(i+1)+0.5, SmallStyle, line)
		}
	})
}
