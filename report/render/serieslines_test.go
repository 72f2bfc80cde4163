package render

import (
	"testing"

	"bilan/report"
	"bilan/report/reporttest"
)

// A sign without room is not explained: in a narrow waterfall, the per cents and the footnote of a sign among them are
// left out.
func TestNotesOfWhatIsDrawn(t *testing.T) {
	for width, want := range map[float64]bool{1: true, 1. / 3: false} {
		w := &report.Waterfall{Words: report.ChartWords{DeltaPLPct: "Écart %"}, Steps: []report.Step{
			{Label: "Période précédente", To: 100, Text: "100", Is: report.PP}, {Label: "Nord", From: 100, To: 140, Text: "+40", PctTxt: "div. 0"},
			{Label: "Réel", To: 140, Text: "140", Is: report.AC}}}
		s := reporttest.Showing("Cascade", "k€", report.Block{Waterfall: w})
		s.Width, s.Signs = width, []report.Sign{{Sign: "div. 0", Text: "div. 0 : division par zéro."}}
		got := false
		for _, shown := range readPDF(t, draw(t, reporttest.DocumentOf(s))) {
			got = got || shown.text == "div. 0 : division par zéro."
		}
		if got != want {
			t.Errorf("at a width of %.2f the note is there: %v", width, got)
		}
	}
}

// A value is printed at its own column or not at all: above a taller neighbour it would be read as that column's.
func TestValuesOfColumnsStandAtTheirOwn(t *testing.T) {
	c := &report.TimeChart{Words: report.ChartWords{AC: "R", PY: "N−1", PL: "Obj."}}
	for i := range 26 {
		ac, py := 7.0, 7.0
		if i == 16 {
			ac, py = 2.1, 28
		}
		c.Categories = append(c.Categories, "S")
		c.AC = append(c.AC, report.Point{Value: reporttest.Ptr(ac), Label: reporttest.Fr(ac, 1)})
		c.PY, c.PL = append(c.PY, report.Point{Value: reporttest.Ptr(py)}), append(c.PL, report.Point{Value: reporttest.Ptr(7.0)})
	}
	all := readPDF(t, draw(t, reporttest.Alone(report.Block{Columns: c})))
	usual := find(t, all, "7,0")
	for _, s := range all {
		if s.text == "2,1" && s.y < usual.y-8 {
			t.Errorf("2,1 stands at %.0f, over the column of 28; the others at %.0f", s.y, usual.y)
		}
	}
}

// Each of several lines has its name and last value at its end, in the order of the last values. Labels of points are
// not on a line.
func TestSeveralLines(t *testing.T) {
	c := reporttest.SeriesOf(report.Lines, reporttest.Labelled(report.LookPart, "Sud", 89, 98, 107, 152, 170), reporttest.Labelled(report.LookPart, "Ouest", 146, 142, 138, 118, 110),
		reporttest.Labelled(report.LookOthers, "Autres", 104, 109, 114, 139, 149))
	c.Ticks = []report.Tick{{Value: 50, Label: "50"}, {Value: 200, Label: "200"}}
	all := readPDF(t, draw(t, reporttest.DocumentOf(reporttest.SeriesBlock("Lignes", c))))
	south, others, west := find(t, all, "Sud 170"), find(t, all, "Autres 149"), find(t, all, "Ouest 110")
	if !(south.y < others.y && others.y < west.y) {
		t.Errorf("the names stand at %v, %v and %v", south.y, others.y, west.y)
	}
	for _, label := range []string{"89", "146", "104", "50", "200"} {
		find(t, all, label)
	}
}
