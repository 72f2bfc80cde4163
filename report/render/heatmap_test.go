package render

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/reporttest"
)

func TestHeatPictures(t *testing.T) {
	narrow := func(share float64, h *report.HeatMap) report.Section {
		s := reporttest.HeatSection(h, "Essai", "%")
		s.Width = share
		return s
	}
	picture(t, "heatmap", reporttest.DocumentOf(reporttest.HeatSection(reporttest.RegionHeat(), "Chiffre d’affaires HT par région", "k€"), reporttest.HeatSection(reporttest.CohortHeat(), "Clients qui achètent encore", "%"), reporttest.HeatSection(reporttest.GapHeat(), "Écart à l’objectif par région", "%")))
	picture(t, "heatmap-narrow", reporttest.DocumentOf(narrow(0.5, reporttest.RegionHeat()), narrow(0.5, reporttest.CohortHeat()), narrow(1.0/3, reporttest.GapHeat()), narrow(2.0/3, reporttest.CohortHeat())))
}

// TestHeatIsATable checks that the structure of a heat map is a table with one header.
func TestHeatIsATable(t *testing.T) {
	for _, h := range []*report.HeatMap{reporttest.RegionHeat(), reporttest.CohortHeat(), reporttest.GapHeat()} {
		root := structureOf(t, reporttest.DocumentOf(reporttest.HeatSection(h, "Essai", "")))
		if count(root, "Table") != 1 || count(root, "TR") != len(h.Rows)+1 {
			t.Errorf("%d tables, %d rows", count(root, "Table"), count(root, "TR"))
		}
		each(root, func(n *canvas.Node) {
			if n.Role == "Table" {
				checkTable(t, n)
			}
		})
	}
}

// TestHeatPartsOfATriangle checks that a part of a divided heat map has no cohort without values in it.
func TestHeatPartsOfATriangle(t *testing.T) {
	s := reporttest.HeatSection(reporttest.CohortHeat(), "Cohortes", "%")
	s.Width = 1.0 / 3
	root := structureOf(t, reporttest.DocumentOf(s))
	rows, parts := count(root, "TR"), count(root, "Table")
	if rows -= parts; parts != 3 || rows != 29 {
		t.Errorf("%d rows in %d parts, want 29 in 3: parts of young cohorts leave out rows without cells", rows, parts)
	}
}

func TestAnyHeatMap(t *testing.T) {
	of := func(rows, columns int, text string, shade float64) *report.HeatMap {
		h := &report.HeatMap{Head: "Tête", Caption: "légende"}
		for i := range columns {
			h.Columns = append(h.Columns, fmt.Sprintf("c%d", i+1))
		}
		for i := range rows {
			r := report.HeatRow{Label: fmt.Sprintf("Ligne %d", i+1), Kind: report.RowKind(i % 3)}
			for k := range columns {
				r.Cells = append(r.Cells, report.HeatCell{Text: text, Shade: shade, Tone: report.Tone(k%5 - 1)})
			}
			h.Rows = append(h.Rows, r)
		}
		return h
	}
	long := of(3, 3, reporttest.LongName, 0.4)
	long.Head, long.Extra, long.Columns[1], long.Rows[1].Label, long.Rows[2].Extra = reporttest.LongName, reporttest.LongName, reporttest.LongName, reporttest.LongName, reporttest.LongName
	wildly := of(3, 4, reporttest.Wild, 0.7)
	wildly.Rows[0].Label, wildly.Columns[2] = reporttest.Wild, reporttest.Wild
	ragged := of(3, 4, "12", 0.3)
	ragged.Rows[0].Cells, ragged.Rows[1].Cells = nil, append(ragged.Rows[1].Cells, report.HeatCell{Text: "trop"}, report.HeatCell{Text: "trop"})
	for name, h := range map[string]*report.HeatMap{
		"empty": {}, "caption": {Caption: "aucune ligne"}, "no rows": of(0, 5, "", 0), "no columns": of(3, 0, "", 0), "one": of(1, 1, "1", 1), "nan": of(2, 2, "n.d.", math.NaN()), "inf": of(2, 2, "∞", math.Inf(1)), "negative": of(2, 2, "−4", -3), "dark": of(2, 2, "9", 40),
		"huge": of(4, 9, "1\u202f000\u202f000\u202f000\u202f000", 1), "tiny": of(4, 9, "0,0001", 0.0001), "200 rows": of(200, 12, "123", 0.5), "60 columns": of(5, 60, "1\u202f234", 0.5), "long": long, "wild": wildly, "ragged": ragged,
	} {
		t.Run(name, func(t *testing.T) { anywhere(t, report.Block{Heat: h}) })
	}
}

// TestNewChartsAreMarked checks the tags of rings, waterfalls, small multiples, heat maps, series and forecasts, and
// that an archive of them is valid.
func TestNewChartsAreMarked(t *testing.T) {
	d := reporttest.DocumentOf(reporttest.WaterfallSection(reporttest.SmallSteps(), "Cascade"), reporttest.DonutSection(reporttest.Channels()), reporttest.MultiplesSection(reporttest.Rates(), "Taux"), reporttest.HeatSection(reporttest.CohortHeat(), "Cohortes", "%"),
		reporttest.Landings(), reporttest.Showing("Mois", "k€", report.Block{Columns: reporttest.Landing()}), reporttest.SeriesBlock("Exercices", reporttest.ThreeYears()), reporttest.SeriesBlock("Parts", reporttest.Ahead(reporttest.ByRegion(report.Stacked, 12), 10)), reporttest.SeriesBlock("Aires", reporttest.Ahead(reporttest.ByRegion(report.Area, 12), 10)))
	checkEveryMark(t, d)
	out := drawWith(t, d, Options{Archive: true})
	valid(t, out)
	preflight(t, "charts", out)
}

func TestEveryColumnOfHeatIsDrawn(t *testing.T) {
	text := textOf(readPDF(t, draw(t, reporttest.DocumentOf(reporttest.HeatSection(reporttest.WideHeat(), "Essai", "")))))
	for i := range 60 {
		if got := strings.Count(text, fmt.Sprintf("v%d\n", 100+i)); got != 200 {
			t.Errorf("column %d is written %d times", i, got)
		}
	}
}
