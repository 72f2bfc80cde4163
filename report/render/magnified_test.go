package render

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/layout"
	"bilan/report/reporttest"
)

// The table of closed deals is on the page of its funnel, even if only the funnel fits on the page before.
func TestSmallTableStaysWithItsFunnel(t *testing.T) {
	stage := report.FunnelStage{Label: "Devis", Amount: 1, CountTxt: "1", AmtTxt: "1"}
	funnel := report.Block{Funnel: &report.Funnel{Stages: []report.FunnelStage{stage, stage, stage}}}
	row := report.Row{Cells: []report.Cell{{Text: "Gagnées"}}}
	small := report.Block{Table: &report.Table{Columns: []report.Column{{Label: "Conclues"}}, Rows: []report.Row{row, row}}}
	d := newPaper(&report.Document{Lang: "fr"}, false)
	pieces := d.section(&report.Section{Title: "Affaires", Blocks: []report.Block{funnel, small}}, d.canvas.ContentW())
	if n := layout.KeptCount(pieces); n != len(pieces) {
		t.Errorf("%d of %d pieces stand together", n, len(pieces))
	}
	long := small
	long.Table = &report.Table{Columns: small.Table.Columns, Rows: slices.Repeat([]report.Row{row}, 30)}
	if pieces = d.section(&report.Section{Title: "Affaires", Blocks: []report.Block{funnel, long}}, d.canvas.ContentW()); layout.KeptCount(pieces) == len(pieces) {
		t.Error("a long table is kept whole with the funnel")
	}
}

func TestNoteStandsUnderAMagnifiedChart(t *testing.T) {
	bars := &report.BarChart{
		Words: report.ChartWords{AC: "R", PL: "Obj.", DeltaPL: "Écart", MagnifiedDelta: "%s : agrandies %s fois"},
		Bars:  []report.Bar{{Label: "A", Value: reporttest.Ptr(100), Text: "100", Ref: reporttest.Ptr(99), Delta: reporttest.Ptr(1), DeltaTxt: "+1"}},
	}
	d := reporttest.Sample()
	d.Sections = []report.Section{{Title: "Essai", Blocks: []report.Block{{Bars: bars}}}}
	if text := textOf(readPDF(t, draw(t, d))); !regexp.MustCompile(`×\d+ : agrandies \d+ fois`).MatchString(text) {
		t.Errorf("no note in %q", text)
	}
	bars.Bars[0].Delta = reporttest.Ptr(0)
	if text := textOf(readPDF(t, draw(t, d))); strings.Contains(text, "agrandies") || strings.Contains(text, "×") {
		t.Errorf("a note about nothing in %q", text)
	}
}
