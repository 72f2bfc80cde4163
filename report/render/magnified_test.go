package render

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bilan/report"
)

func TestMagnifiedInWords(t *testing.T) {
	w := report.ChartWords{MagnifiedDelta: "%s: variances %s times.", Magnified: "%s: bars %s times.", ReducedDelta: "%s: %s times smaller."}
	for _, c := range []struct {
		whole, deltas float64
		want          string
	}{
		{1, 1, ""}, {1, 2, "×2: variances 2 times."}, {10, 1, "×10: bars 10 times."}, {10, 10, "×10: bars 10 times."},
		{5, 20, "×5: bars 5 times. ×20: variances 20 times."}, {1, 0.2, "÷5: 5 times smaller."}, {2, 0.5, "×2: bars 2 times. ÷2: 2 times smaller."},
	} {
		if got := magnified(w, c.whole, c.deltas); got != c.want {
			t.Errorf("%v, %v: %q, want %q", c.whole, c.deltas, got, c.want)
		}
	}
	if got := magnified(report.ChartWords{}, 2, 5); got != "" {
		t.Errorf("without words: %q", got)
	}
	if got := factorNote("%d%s%s%s", 2); got != "" {
		t.Errorf("words that do not fit: %q", got)
	}
}

// What is closed stands on the page of its funnel, though there is room for the funnel alone.
func TestSmallTableStaysWithItsFunnel(t *testing.T) {
	stage := report.FunnelStage{Label: "Devis", Amount: 1, CountTxt: "1", AmtTxt: "1"}
	funnel := report.Block{Funnel: &report.Funnel{Stages: []report.FunnelStage{stage, stage, stage}}}
	row := report.Row{Cells: []report.Cell{{Text: "Gagnées"}}}
	small := report.Block{Table: &report.Table{Columns: []report.Column{{Label: "Conclues"}}, Rows: []report.Row{row, row}}}
	d := &paper{doc: &report.Document{Lang: "fr"}}
	d.pdf = newPDF(d.doc)
	d.ink = newInk(d.pdf, frameOf(report.Paper{}))
	pieces := d.section(&report.Section{Title: "Affaires", Blocks: []report.Block{funnel, small}}, d.ink.contentW())
	if n := chain(pieces); n != len(pieces) {
		t.Errorf("%d of %d pieces stand together", n, len(pieces))
	}
	long := small
	long.Table = &report.Table{Columns: small.Table.Columns, Rows: slices.Repeat([]report.Row{row}, 30)}
	if pieces = d.section(&report.Section{Title: "Affaires", Blocks: []report.Block{funnel, long}}, d.ink.contentW()); chain(pieces) == len(pieces) {
		t.Error("a long table is kept whole with the funnel")
	}
}

func TestNoteStandsUnderAMagnifiedChart(t *testing.T) {
	bars := &report.BarChart{
		Words: report.ChartWords{AC: "R", PL: "Obj.", DeltaPL: "Écart", MagnifiedDelta: "%s : agrandies %s fois"},
		Bars:  []report.Bar{{Label: "A", Value: ptr(100), Text: "100", Ref: ptr(99), Delta: ptr(1), DeltaTxt: "+1"}},
	}
	d := sample()
	d.Sections = []report.Section{{Title: "Essai", Blocks: []report.Block{{Bars: bars}}}}
	if text := textOf(readPDF(t, draw(t, d))); !regexp.MustCompile(`×\d+ : agrandies \d+ fois`).MatchString(text) {
		t.Errorf("no note in %q", text)
	}
	bars.Bars[0].Delta = ptr(0)
	if text := textOf(readPDF(t, draw(t, d))); strings.Contains(text, "agrandies") || strings.Contains(text, "×") {
		t.Errorf("a note about nothing in %q", text)
	}
}

// Variances stand on the scale of what they are variances of, or say by which round factor they do not: in the columns'
// tier and beside bars.
func TestVariancesKeepTheScale(t *testing.T) {
	for _, c := range []struct{ deltas, tierIs, barsAre float64 }{{10, 2, 5}, {25, 1, 2}, {50, 0.5, 1}, {90, 0.2, 1}, {190, 0.1, 1}, {400, 0.05, 0.5}, {1e6, 2e-5, 2e-4}} {
		chart := timeChart([]string{"a", "b"}, []float64{100, 100}, []float64{100 - c.deltas, 100}, 0)
		chart.Max, chart.PL, chart.PY = 100, nil, nil
		list := tiersOf(chart)
		tier := list[len(list)-1]
		tier.fit(&sheet{}, plotH/100)
		if tier.factor != c.tierIs || math.Abs(tier.unit-plotH/100*tier.factor) > 0.01 || tier.room > tierMost+0.01 {
			t.Errorf("columns with variances of %v: factor %v, %v points a unit in %v", c.deltas, tier.factor, tier.unit, tier.room)
		}
		g := newBarPlot(&report.BarChart{Words: chartWords, Bars: []report.Bar{{Label: "A", Value: ptr(100), Text: "100", Ref: ptr(90), RefTxt: "90", Delta: ptr(c.deltas), DeltaTxt: "d", PctTxt: "p"}}}, 510)
		s := &sheet{scales: map[scaleKey]extent{g.key: g.extent}}
		unit := perValue(g.extent)
		if f := g.factor(s); f != c.barsAre || c.deltas*unit*f > g.deltaRoom()+0.1 || 100*unit < g.barsRoom()/2-0.1 {
			t.Errorf("bars with variances of %v: factor %v, %.0f points of %.0f, bars %.0f of %.0f", c.deltas, f, c.deltas*unit*f, g.deltaRoom(), 100*unit, g.barsRoom())
		}
	}
}
