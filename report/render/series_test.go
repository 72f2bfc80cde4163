package render

import (
	"fmt"
	"testing"

	"bilan/report"
	"bilan/report/reporttest"
)

func TestSeriesPictures(t *testing.T) {
	picture(t, "series", reporttest.DocumentOf(reporttest.SeriesBlock("Trois exercices par trimestre", reporttest.ThreeYears()), reporttest.SeriesBlock("Par région", reporttest.ByRegion(report.Stacked, 11)), reporttest.SeriesBlock("Par région", reporttest.ByRegion(report.Area, 11))))
	single := reporttest.SeriesOf(report.Area, reporttest.Labelled(report.LookAC, "R", 12, 18, 9, -4, -8, 3, 11, 14, 16))
	single.Totals, single.Scale = nil, ""
	picture(t, "series-ahead", reporttest.DocumentOf(reporttest.SeriesBlock("Par région", reporttest.Ahead(reporttest.ByRegion(report.Stacked, 12), 10)), reporttest.SeriesBlock("Par région", reporttest.Ahead(reporttest.ByRegion(report.Area, 12), 10)),
		reporttest.SeriesBlock("Par région", reporttest.Ahead(reporttest.ByRegion(report.Grouped, 4), 3)), reporttest.SeriesBlock("Solde", reporttest.Ahead(single, 7))))
	narrow := func(s report.Section) report.Section { s.Width = 1.0 / 3; return s }
	picture(t, "series-narrow", reporttest.DocumentOf(narrow(reporttest.SeriesBlock("Trois exercices", reporttest.ThreeYears())), narrow(reporttest.SeriesBlock("Par région", reporttest.ByRegion(report.Stacked, 6))), narrow(reporttest.SeriesBlock("Par région", reporttest.ByRegion(report.Area, 6)))))
}

// TestAnySeries draws charts that no report should have. None may crash, overprint or leave the page.
func TestAnySeries(t *testing.T) {
	part := func(values ...float64) report.Series {
		return reporttest.Labelled(report.LookPart, "Membre", values...)
	}
	many := func(n int, name string) (all []report.Series) {
		for i := range n {
			all = append(all, reporttest.Labelled(report.LookPart, name, reporttest.Wave(7, 100, 90, i)...))
		}
		return all
	}
	long := reporttest.LongName[:60]
	cases := map[string][]report.Series{
		"nan inf": {part(reporttest.Nan, reporttest.Inf, -reporttest.Inf, 5), part(reporttest.Inf, reporttest.Nan, 3, reporttest.Nan)}, "huge": {part(1e12, 2e12), part(1e299, 5)}, "tiny": {part(1e-4, 2e-300, 0), part(1e-4, 1e-4, 1e-4)},
		"negative": {reporttest.Labelled(report.LookAC, "R", -5, -40, -3), reporttest.Labelled(report.LookPL, "Obj.", -6, 20, -7)}, "all negative": {part(-1, -2), part(-3, -4)},
		"zeros": {part(0, 0, 0), part(0, 0, 0)}, "nothing": {part(reporttest.Nan, reporttest.Nan)}, "no point": {part(), part()}, "one": {part(42)}, "two": {part(42, 41), part(3, 9)},
		"200": {part(reporttest.Wave(200, 1e6, 9e5, 1)...), part(reporttest.Wave(200, 1e6, 9e5, 2)...), reporttest.Labelled(report.LookAC, "R", reporttest.Wave(200, 1e6, 1e5, 2)...)}, "60": {part(reporttest.Wave(60, 100, 90, 1)...), part(reporttest.Wave(60, 100, 90, 2)...)},
		"30 series": many(30, "Membre"), "long names": many(6, long), "wild": many(3, reporttest.Wild), "no names": many(3, ""), "holes": {part(1, reporttest.Nan, 3, reporttest.Nan, reporttest.Nan, 6, 7), part(2, reporttest.Nan, reporttest.Nan, 1, reporttest.Nan, 4, 5)},
		"uneven": {part(1, 2, 3), part(4), part()},
	}
	for name, all := range cases {
		for _, form := range []report.SeriesForm{report.Grouped, report.Stacked, report.Area, report.Lines, "new"} {
			t.Run(name+" "+string(form), func(t *testing.T) {
				c := reporttest.Ahead(reporttest.SeriesOf(form, all...), 3)
				c.Max, c.Ticks = reporttest.Nan, []report.Tick{{Value: reporttest.Nan, Label: "?"}, {Value: 0, Label: "0"}, {Value: 1e6, Label: "1\u202f000\u202f000"}}
				d := reporttest.DocumentOf(reporttest.SeriesBlock("Essai", c))
				for _, w := range []float64{1. / 3, 1. / 3, 1. / 3, 1. / 2, 1. / 2, 1} {
					s := reporttest.SeriesBlock("Essai", c)
					s.Width = w
					d.Sections = append(d.Sections, s)
				}
				draw(t, d)
			})
		}
	}
	draw(t, reporttest.DocumentOf(reporttest.SeriesBlock("Vide", &report.SeriesChart{}), reporttest.SeriesBlock("Vide", &report.SeriesChart{Categories: reporttest.Quarters})))
}

// A hatched area keeps its colour without transparency, and the label of its forecast does not name the actual.
func TestAreaAhead(t *testing.T) {
	c := reporttest.SeriesOf(report.Area, reporttest.Labelled(report.LookAC, "R", 12, 18, 9, 21))
	c.Totals = nil
	out := draw(t, reporttest.DocumentOf(reporttest.SeriesBlock("Solde", reporttest.Ahead(c, 3))))
	all := readPDF(t, out)
	find(t, all, "R")
	find(t, all, "21")
	find(t, all, "Prév.")
}

// TestTipsOfNarrowColumns checks that the highest and lowest value of each category is printed if the columns are too
// narrow for all. A chart of zeros is low.
func TestTipsOfNarrowColumns(t *testing.T) {
	c := reporttest.ByRegion(report.Grouped, 12)
	for i := range 3 {
		c.Series = append(c.Series, reporttest.Labelled(report.LookPart, fmt.Sprint("Zone ", i), reporttest.Wave(12, -40, 20, i+6)...))
	}
	c.Series = append(c.Series, reporttest.Labelled(report.LookNobody, "(non affecté)", reporttest.Wave(12, 12, 3, 9)...))
	all := readPDF(t, draw(t, reporttest.DocumentOf(reporttest.SeriesBlock("Huit", c))))
	for i := range 12 {
		find(t, all, c.Series[0].Points[i].Label)
	}
}
