package render

import (
	"fmt"
	"slices"
	"testing"

	"bilan/report"
	"bilan/report/reporttest"
)

// numbered is a chart whose labels name their category: v1, v2 … for values, d1, d2 … for variances.
func numbered(n int) *report.TimeChart {
	c := reporttest.ColumnsOf(reporttest.Wave(n, 400, 200, 3)...)
	for i := range n {
		c.Categories[i] = fmt.Sprintf("c%d", i+1)
		c.AC[i].Label = fmt.Sprintf("v%d", i+1)
		c.DeltaPL[i].Label = fmt.Sprintf("d%d", i+1)
		c.DeltaPLPct[i].Label = fmt.Sprintf("p%d", i+1)
	}
	c.Ticks = []report.Tick{{Value: 0, Label: "0"}, {Value: 600, Label: "600"}}
	return c
}

// TestReadingOrder checks that the texts of a chart are in the order of time or size, even if others were placed first.
func TestReadingOrder(t *testing.T) {
	chart := numbered(12)
	parts := func(form report.SeriesForm) *report.SeriesChart {
		c := reporttest.SeriesOf(form, reporttest.Labelled(report.LookPart, "Nord", reporttest.Wave(12, 500, 90, 1)...), reporttest.Labelled(report.LookPart, "Sud", reporttest.Wave(12, 300, 60, 2)...))
		for i := range c.Categories {
			c.Series[0].Points[i].Label = fmt.Sprintf("v%d", i+1)
			if len(c.Totals) > 0 {
				c.Totals[i].Label = fmt.Sprintf("d%d", i+1)
			}
		}
		return c
	}
	donut := &report.Donut{Total: "99", Label: "CA"}
	for i := range 8 {
		donut.Parts = append(donut.Parts, report.Part{Label: fmt.Sprintf("v%d", i+1), Value: float64(20 - 2*i), Share: "12 %", Text: "1"})
	}
	spark := &report.Cards{Cards: []report.Card{{Label: "CA", Value: "412", Spark: reporttest.Series(1, 2, 3), SparkEnds: [2]string{"v1", "v2"}}}}
	panels := reporttest.MultiplesOf(1, 12, report.PL)
	panels.First, panels.Last = "v1", "v2"
	for name, b := range map[string]report.Block{
		"multiples": {Multiples: panels},
		"columns":   {Columns: chart}, "line": {Line: chart}, "stacked": {Series: parts(report.Stacked)}, "grouped": {Series: parts(report.Grouped)},
		"area": {Series: parts(report.Area)}, "donut": {Donut: donut}, "spark": {Cards: spark},
	} {
		told := map[byte][]int{}
		for _, s := range readPDF(t, draw(t, &report.Document{Sections: []report.Section{{Blocks: []report.Block{b}}}})) {
			var kind byte
			var n int
			if got, _ := fmt.Sscanf(s.text, "%c%d", &kind, &n); got == 2 && kind > '9' {
				told[kind] = append(told[kind], n)
			}
		}
		most := 0
		for kind, order := range told {
			most = max(most, len(order))
			if !slices.IsSorted(order) {
				t.Errorf("%s: %c is read in the order %v", name, kind, order)
			}
		}
		if most < 2 {
			t.Errorf("%s: nothing to be put in order: %v", name, told)
		}
	}
}
