package render

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"bilan/report"
)

var monthNames = []string{"déc.", "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov."}

// regionHeat is a measure by region and month.
func regionHeat() *report.HeatMap {
	h := &report.HeatMap{Head: "Région", Columns: monthNames, Caption: "Plus une case est foncée, plus le chiffre d’affaires est élevé.", Alt: "Île‑de‑France fait le plus, août le moins."}
	for i, r := range regions {
		row := report.HeatRow{Label: r}
		if r == "(non affecté)" {
			row.Kind = report.Unassigned
		}
		for _, v := range wave(12, 300-float64(i)*40, 55, i+2) {
			row.Cells = append(row.Cells, report.HeatCell{Text: fr(v, 0), Shade: math.Max(v, 0) / 400})
		}
		h.Rows = append(h.Rows, row)
	}
	total := report.HeatRow{Label: "Total", Kind: report.Total}
	for range monthNames {
		total.Cells = append(total.Cells, report.HeatCell{Text: "1\u202f412"})
	}
	h.Rows = append(h.Rows, total)
	return h
}

// cohortHeat is a triangle: what lies ahead is blank.
func cohortHeat() *report.HeatMap {
	h := &report.HeatMap{Head: "Cohorte", Extra: "Clients", Alt: "Un client sur quatre achète encore après un an."}
	for i := range 13 {
		h.Columns = append(h.Columns, fmt.Sprintf("+%d", i))
	}
	for i := range 12 {
		row := report.HeatRow{Label: monthNames[i] + " 2026", Extra: fr(420+float64(i*37%90), 0)}
		for k := range 13 {
			c := report.HeatCell{}
			if k <= 12-i {
				share := 1.0
				if k > 0 {
					share = 0.52*math.Exp(-float64(k)*0.09) + float64((i*7+k*3)%5)*0.01
				}
				c = report.HeatCell{Text: fr(share*100, 0), Shade: share}
			}
			row.Cells = append(row.Cells, c)
		}
		h.Rows = append(h.Rows, row)
	}
	h.Rows = append(h.Rows, report.HeatRow{Label: "Moyenne", Kind: report.Total, Extra: "5\u202f412", Cells: h.Rows[0].Cells})
	return h
}

// gapHeat shows the business effect.
func gapHeat() *report.HeatMap {
	h := &report.HeatMap{Head: "Région", Columns: monthNames}
	for i, r := range regions {
		row := report.HeatRow{Label: r}
		for _, v := range wave(12, 0.5, 9, i+2) {
			row.Cells = append(row.Cells, report.HeatCell{Text: signed(v, 1), Shade: math.Abs(v) / 15, Tone: tone(v)})
		}
		h.Rows = append(h.Rows, row)
	}
	h.Rows[2].Cells[4] = report.HeatCell{Text: "n.d.", Tone: report.Muted}
	return h
}

func heatSection(h *report.HeatMap, title, unit string) report.Section {
	return report.Section{Kind: "heat_map", Title: title, Unit: unit, Note: "12 mois", Blocks: []report.Block{{Heat: h}}}
}

func TestHeatPictures(t *testing.T) {
	narrow := func(share float64, h *report.HeatMap) report.Section {
		s := heatSection(h, "Essai", "%")
		s.Width = share
		return s
	}
	picture(t, "heatmap", documentOf(heatSection(regionHeat(), "Chiffre d’affaires HT par région", "k€"), heatSection(cohortHeat(), "Clients qui achètent encore", "%"), heatSection(gapHeat(), "Écart à l’objectif par région", "%")))
	picture(t, "heatmap-narrow", documentOf(narrow(0.5, regionHeat()), narrow(0.5, cohortHeat()), narrow(1.0/3, gapHeat()), narrow(2.0/3, cohortHeat())))
}

// TestHeatContrast computes the contrast of the number on every shade.
func TestHeatContrast(t *testing.T) {
	for _, tone := range []report.Tone{report.Neutral, report.Good, report.Bad, report.Warn, report.Muted} {
		before := math.Inf(1)
		for i := range 1001 {
			ground := heatColor(&report.HeatCell{Shade: float64(i) / 1000, Tone: tone})
			if got := contrast(ink900, ground); got < 4.5 {
				t.Errorf("tone %d, shade %.3f: contrast %.2f", tone, float64(i)/1000, got)
			}
			if l := luminance(ground); l > before {
				t.Errorf("tone %d, shade %.3f is lighter than the one before", tone, float64(i)/1000)
			} else {
				before = l
			}
		}
	}
	if got := contrast(heatColor(&report.HeatCell{Shade: 1}), white); got < 3 {
		t.Errorf("the darkest shade has a contrast of %.1f on white", got)
	}
}

// TestHeatIsATable holds that a heat map is read as a table, its header once.
func TestHeatIsATable(t *testing.T) {
	for _, h := range []*report.HeatMap{regionHeat(), cohortHeat(), gapHeat()} {
		root := structure(t, documentOf(heatSection(h, "Essai", "")))
		if root.count("Table") != 1 || root.count("TR") != len(h.Rows)+1 {
			t.Errorf("%d tables, %d rows", root.count("Table"), root.count("TR"))
		}
		root.each(func(n *node) {
			if n.role == "Table" {
				checkTable(t, n)
			}
		})
	}
}

// TestHeatParts holds that no column is lost when they are cut into parts, and none shrinks below 6 points.
func TestHeatParts(t *testing.T) {
	h := &report.HeatMap{Head: "Client", Extra: "Total"}
	row := report.HeatRow{Label: "Société", Extra: "9"}
	for i := range 60 {
		h.Columns = append(h.Columns, fmt.Sprintf("S%d", i+1))
		row.Cells = append(row.Cells, report.HeatCell{Text: fmt.Sprintf("v%d", 100+i), Shade: float64(i) / 60})
	}
	for range 200 {
		h.Rows = append(h.Rows, row)
	}
	parts := fitHeat(h, 510)
	next := 0
	for _, p := range parts {
		if p.first != next || p.last <= p.first || p.width() > 510.01 || p.cell.size < 6 || p.cellW-heatGap < p.textW {
			t.Errorf("part %d to %d, %v wide, in %v, cells %v for %v", p.first, p.last, p.width(), p.cell.size, p.cellW, p.textW)
		}
		next = p.last
	}
	if next != 60 || len(parts) < 2 {
		t.Errorf("%d parts end at %d", len(parts), next)
	}
	text := textOf(readPDF(t, draw(t, documentOf(heatSection(h, "Essai", "")))))
	for i := range 60 {
		if got := strings.Count(text, fmt.Sprintf("v%d\n", 100+i)); got != 200 {
			t.Errorf("column %d is written %d times", i, got)
		}
	}
}

// TestHeatPartsOfATriangle holds that a part repeats no cohort that has not come so far.
func TestHeatPartsOfATriangle(t *testing.T) {
	s := heatSection(cohortHeat(), "Cohortes", "%")
	s.Width = 1.0 / 3
	parts := fitHeat(cohortHeat(), partWidth(s.Width, frameOf(report.Paper{}).contentW()))
	if len(parts) < 2 {
		t.Fatalf("all %d columns fit", parts[0].last)
	}
	want := 0
	for i, g := range parts {
		for r := range g.h.Rows {
			if i == 0 || g.h.Rows[r].Cells[g.first].Text != "" {
				want++
			}
		}
	}
	if got := structure(t, documentOf(s)).count("TR") - len(parts); got != want || got >= len(parts)*len(cohortHeat().Rows) {
		t.Errorf("%d rows in %d parts, want %d", got, len(parts), want)
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
	long := of(3, 3, longName, 0.4)
	long.Head, long.Extra, long.Columns[1], long.Rows[1].Label, long.Rows[2].Extra = longName, longName, longName, longName, longName
	wildly := of(3, 4, wild, 0.7)
	wildly.Rows[0].Label, wildly.Columns[2] = wild, wild
	ragged := of(3, 4, "12", 0.3)
	ragged.Rows[0].Cells, ragged.Rows[1].Cells = nil, append(ragged.Rows[1].Cells, report.HeatCell{Text: "trop"}, report.HeatCell{Text: "trop"})
	for name, h := range map[string]*report.HeatMap{
		"empty": {}, "caption": {Caption: "aucune ligne"}, "no rows": of(0, 5, "", 0), "no columns": of(3, 0, "", 0), "one": of(1, 1, "1", 1), "nan": of(2, 2, "n.d.", math.NaN()), "inf": of(2, 2, "∞", math.Inf(1)), "negative": of(2, 2, "−4", -3), "dark": of(2, 2, "9", 40),
		"huge": of(4, 9, "1\u202f000\u202f000\u202f000\u202f000", 1), "tiny": of(4, 9, "0,0001", 0.0001), "200 rows": of(200, 12, "123", 0.5), "60 columns": of(5, 60, "1\u202f234", 0.5), "long": long, "wild": wildly, "ragged": ragged,
	} {
		t.Run(name, func(t *testing.T) { anywhere(t, report.Block{Heat: h}) })
	}
}

// TestNewChartsAreMarked holds what TestNothingIsUnmarked does of rings, waterfalls, small multiples, heat maps, series and
// forecasts, and that an archive of them is one.
func TestNewChartsAreMarked(t *testing.T) {
	d := documentOf(waterfallSection(smallSteps(), "Cascade"), donutSection(channels()), multiplesSection(rates(), "Taux"), heatSection(cohortHeat(), "Cohortes", "%"),
		landings(), showing("Mois", "k€", report.Block{Columns: landing()}), seriesBlock("Exercices", threeYears()), seriesBlock("Parts", ahead(byRegion(report.Stacked, 12), 10)), seriesBlock("Aires", ahead(byRegion(report.Area, 12), 10)))
	drawn(t, d, func(k *ink) {
		var out bytes.Buffer
		if err := k.pdf.Output(&out); err != nil {
			t.Fatal(err)
		}
		file, err := cutFile(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for page := range k.pdf.PageCount() {
			checkMarks(t, page+1, string(file.objects[4+2*page]))
		}
	})
	out := drawWith(t, d, Options{Archive: true})
	valid(t, out)
	preflight(t, "charts", out)
}
