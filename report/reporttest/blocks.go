package reporttest

import (
	"bytes"
	"fmt"
	"image"
	imagecolor "image/color"
	"image/png"
	"math"
	"slices"
	"testing"

	"bilan/report"
)

func DonutOf(total string, names []string, values ...float64) *report.Donut {
	c := &report.Donut{Total: total, Label: "CA HT", Alt: "Île‑de‑France fait 36 % du chiffre d’affaires."}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	for i, v := range values {
		part := report.Part{Label: names[i%len(names)], Value: v, Text: Fr(v, 0), Share: "—"}
		if sum > 0 {
			part.Share = Fr(v/sum*100, 0) + "\u00a0%"
		}
		c.Parts = append(c.Parts, part)
	}
	return c
}

func Channels() *report.Donut {
	c := DonutOf("4,81\u00a0M€", []string{"Île‑de‑France", "Export", "Grand Est", "Occitanie", "Bretagne et Pays de la Loire", "Hauts‑de‑France", "Autres (7)"}, 1733, 1104, 760, 512, 301, 98, 302)
	c.Parts[6].Others = true
	return c
}

func Slivers() *report.Donut {
	return DonutOf("1,2\u00a0M€", Regions, 940, 160, 30, 20, 12, 9, 6, 4, 3, 2)
}

func DonutSection(c *report.Donut) report.Section {
	return report.Section{Kind: "breakdown", Title: "Chiffre d’affaires HT par région", Unit: "k€", Note: "nov. 2026, cumul au 15", Blocks: []report.Block{{Donut: c}}}
}

var monthNames = []string{"déc.", "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov."}

// RegionHeat is a measure by region and month.
func RegionHeat() *report.HeatMap {
	h := &report.HeatMap{Head: "Région", Columns: monthNames, Caption: "Plus une case est foncée, plus le chiffre d’affaires est élevé.", Alt: "Île‑de‑France fait le plus, août le moins."}
	for i, r := range Regions {
		row := report.HeatRow{Label: r}
		if r == "(non affecté)" {
			row.Kind = report.Unassigned
		}
		for _, v := range Wave(12, 300-float64(i)*40, 55, i+2) {
			row.Cells = append(row.Cells, report.HeatCell{Text: Fr(v, 0), Shade: math.Max(v, 0) / 400})
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

// CohortHeat is a heat map of cohorts whose future cells are blank, so that it is a triangle.
func CohortHeat() *report.HeatMap {
	h := &report.HeatMap{Head: "Cohorte", Extra: "Clients", Alt: "Un client sur quatre achète encore après un an."}
	for i := range 13 {
		h.Columns = append(h.Columns, fmt.Sprintf("+%d", i))
	}
	for i := range 12 {
		row := report.HeatRow{Label: monthNames[i] + " 2026", Extra: Fr(420+float64(i*37%90), 0)}
		for k := range 13 {
			c := report.HeatCell{}
			if k <= 12-i {
				share := 1.0
				if k > 0 {
					share = 0.52*math.Exp(-float64(k)*0.09) + float64((i*7+k*3)%5)*0.01
				}
				c = report.HeatCell{Text: Fr(share*100, 0), Shade: share}
			}
			row.Cells = append(row.Cells, c)
		}
		h.Rows = append(h.Rows, row)
	}
	h.Rows = append(h.Rows, report.HeatRow{Label: "Moyenne", Kind: report.Total, Extra: "5\u202f412", Cells: h.Rows[0].Cells})
	return h
}

// GapHeat is a heat map of differences in the colours of good and bad.
func GapHeat() *report.HeatMap {
	h := &report.HeatMap{Head: "Région", Columns: monthNames}
	for i, r := range Regions {
		row := report.HeatRow{Label: r}
		for _, v := range Wave(12, 0.5, 9, i+2) {
			row.Cells = append(row.Cells, report.HeatCell{Text: Signed(v, 1), Shade: math.Abs(v) / 15, Tone: Tone(v)})
		}
		h.Rows = append(h.Rows, row)
	}
	h.Rows[2].Cells[4] = report.HeatCell{Text: "n.d.", Tone: report.Muted}
	return h
}

func HeatSection(h *report.HeatMap, title, unit string) report.Section {
	return report.Section{Kind: "heat_map", Title: title, Unit: unit, Note: "12 mois", Blocks: []report.Block{{Heat: h}}}
}

var sellers = []string{"Julie Lefèvre", "Karim Benali", "Camille Roussel", "Thomas Da Silva", "Sophie Marchand", "Nguyễn Văn An", "Élodie Brès", "François Étienne de La Rochefoucauld‑Montbel", "Grands comptes Île‑de‑France", "Inès Moreau", "Paul Girard", "Équipe Export"}

func Points(values ...float64) []report.Point {
	list := make([]report.Point, len(values))
	for i, v := range values {
		if !math.IsNaN(v) {
			list[i].Value = Ptr(v)
		}
	}
	return list
}

// MultiplesOf has n panels of some periods, each panel lower than the one before.
func MultiplesOf(n, periods int, is report.Scenario) *report.Multiples {
	c := &report.Multiples{Words: StepWords, First: "déc. 2025", Last: "nov. 2026", Scale: "k€", Alt: "Julie Lefèvre est loin devant."}
	for i := range n {
		ac := Wave(periods, 120-float64(i)*8, 22, i+1)
		ref := Wave(periods, 118-float64(i)*7, 8, i+4)
		p := report.Panel{Title: sellers[i%len(sellers)], Text: Fr(ac[periods-1], 0) + "\u00a0k€", AC: Points(ac...), Ref: Points(ref...), RefIs: is}
		d := ac[periods-1]/ref[periods-1] - 1
		p.Delta, p.Tone = Arrow(d)+Pct(d), Tone(d)
		p.AC[periods-1].Open = true
		c.Panels = append(c.Panels, p)
		for _, v := range append(ac, ref...) {
			c.Max, c.Low = math.Max(c.Max, v), math.Min(c.Low, v)
		}
	}
	return c
}

func Margins() *report.Multiples {
	c := MultiplesOf(6, 12, report.PY)
	for i := range c.Panels {
		for k := range c.Panels[i].AC {
			*c.Panels[i].AC[k].Value -= 95
			*c.Panels[i].Ref[k].Value -= 95
			c.Low = math.Min(c.Low, *c.Panels[i].AC[k].Value)
		}
	}
	c.Max -= 95
	return c
}

func Rates() *report.Multiples {
	c := MultiplesOf(7, 26, report.PL)
	c.Line, c.Scale = true, "%"
	c.Panels[2].AC[9].Value, c.Panels[2].AC[10].Value = nil, nil
	return c
}

func MultiplesSection(c *report.Multiples, title string) report.Section {
	return report.Section{Kind: "small_multiples", Title: title, Unit: "k€", Note: "12 mois · R, Obj.", Blocks: []report.Block{{Multiples: c}}}
}

func Labelled(look report.Look, name string, values ...float64) report.Series {
	s := report.Series{Name: name, Look: look}
	for _, v := range Series(values...) {
		p := report.Point{Value: v}
		if v != nil {
			p.Label = Fr(*v, 0)
		}
		s.Points = append(s.Points, p)
	}
	return s
}

// SeriesOf is a chart of series of equal length, with the totals of stacks.
func SeriesOf(form report.SeriesForm, all ...report.Series) *report.SeriesChart {
	c := &report.SeriesChart{Form: form, Series: all, Words: ChartWords, Scale: "k€", Alt: "Le Nord porte la hausse."}
	for i := range all[0].Points {
		c.Categories = append(c.Categories, fmt.Sprintf("c%d", i+1))
		total := 0.0
		for s := range all {
			if points := all[s].Points; i < len(points) && points[i].Value != nil {
				v := *points[i].Value
				total += v
			}
		}
		c.Totals = append(c.Totals, report.Point{Value: Ptr(total), Label: Fr(total, 0)})
	}
	if form == report.Grouped {
		c.Totals = nil
	}
	return c
}

var Quarters = []string{"T1", "T2", "T3", "T4"}

// ThreeYears is a chart of three years side by side, with a forecast for the last quarter.
func ThreeYears() *report.SeriesChart {
	c := SeriesOf(report.Grouped, Labelled(report.LookPPY, "2024", 1410, 1442, 1390, 1820), Labelled(report.LookPY, "2025", 1430, 1550, 1438, 1831),
		Labelled(report.LookAC, "2026", 1462, 1448, 1571, 640), Labelled(report.LookFC, "Prév. 2026", math.NaN(), math.NaN(), math.NaN(), 1960), Labelled(report.LookPL, "Obj. 2026", 1450, 1500, 1500, 1900))
	c.Categories = Quarters
	return c
}

func ByRegion(form report.SeriesForm, n int) *report.SeriesChart {
	c := SeriesOf(form, Labelled(report.LookPart, "Île‑de‑France", Wave(n, 900, 90, 1)...), Labelled(report.LookPart, "Grand Est", Wave(n, 420, 60, 2)...),
		Labelled(report.LookPart, "Occitanie", Wave(n, 310, 50, 3)...), Labelled(report.LookPart, "Bretagne et Pays de la Loire", Wave(n, 210, 30, 4)...), Labelled(report.LookOthers, "Autres", Wave(n, 120, 30, 5)...))
	c.Ticks = []report.Tick{{Value: 0, Label: "0"}, {Value: 1000, Label: "1\u202f000"}, {Value: 2000, Label: "2\u202f000"}}
	for i := range c.Categories {
		if n <= 12 {
			c.Categories[i] = Monthly().Categories[i]
		}
	}
	c.Groups = []report.TimeGroup{{Label: "2026"}}
	return c
}

// Ahead makes forecasts of the points from one category on.
func Ahead(c *report.SeriesChart, from int) *report.SeriesChart {
	c.Words.FC = "Prév."
	for _, s := range c.Series {
		for i := from; i < len(s.Points); i++ {
			s.Points[i].Forecast = true
		}
	}
	return c
}

func ColumnsOf(values ...float64) *report.TimeChart {
	var names []string
	for i := range values {
		names = append(names, fmt.Sprintf("c%d", i+1))
	}
	pl := make([]float64, len(values))
	for i, v := range values {
		pl[i] = v * 0.97
	}
	c := TimeChart(names, values, pl, len(values)-1)
	for i := range c.AC {
		c.AC[i].Label = fmt.Sprintf("%g", values[i])
	}
	return c
}

func BarsOf(values ...float64) *report.BarChart {
	c := &report.BarChart{Words: ChartWords, RefIs: report.PY, Scale: "k€"}
	for i, v := range values {
		c.Bars = append(c.Bars, report.Bar{Label: fmt.Sprintf("Barre %d", i+1), Value: Ptr(v), Text: fmt.Sprintf("%g", v), Ref: Ptr(v * 1.2), Delta: Ptr(-v * 0.2), DeltaTxt: fmt.Sprintf("%+g", -v*0.2), PctTxt: "▼ −16,7\u00a0%", Tone: report.Bad})
	}
	return c
}

func TableOf(columns, rows int, text string) *report.Table {
	t := &report.Table{Caption: "légende"}
	for c := range columns {
		t.Columns = append(t.Columns, report.Column{Label: fmt.Sprintf("Colonne %d", c+1), Unit: "k€", Align: report.Align(c % 3)})
	}
	for r := range rows {
		row := report.Row{Kind: report.RowKind(r % 3)}
		for range columns {
			row.Cells = append(row.Cells, report.Cell{Text: text, Tone: report.Tone(r%5 - 1)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func Alone(b report.Block) *report.Document {
	d := Sample()
	d.Sections = []report.Section{{Title: "Essai", Blocks: []report.Block{b}}}
	return d
}

// Tall is a chart of n actuals of one value below their references 100 (pl) and 90 (py).
func Tall(n int, value float64, label string, pl, py bool) *report.TimeChart {
	c := &report.TimeChart{Words: ChartWords}
	for range n {
		c.Categories = append(c.Categories, "m")
		c.AC = append(c.AC, report.Point{Value: Ptr(value), Label: label})
		if pl {
			c.PL = append(c.PL, report.Point{Value: Ptr(100)})
		}
		if py {
			c.PY = append(c.PY, report.Point{Value: Ptr(90)})
		}
	}
	return c
}

// Beside sets the width of all sections, as a share of the page's width.
func Beside(w float64, sections ...report.Section) []report.Section {
	sections = slices.Clone(sections)
	for i := range sections {
		sections[i].Width = w
	}
	return sections
}

func TrendOf(c *report.TimeChart) report.Section {
	return report.Section{Title: "Chiffre d’affaires HT par mois", Unit: "k€", Note: "2026 · R, Obj., N‑1 · nov. en cours", Blocks: []report.Block{{Columns: c}}}
}

func LineOf(c *report.TimeChart) report.Section {
	s := TrendOf(nil)
	s.Blocks[0] = report.Block{Line: c}
	return s
}

// LogoPNG is a PNG whose right half is transparent.
func LogoPNG(t *testing.T, w, h int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			img.Set(x, y, imagecolor.NRGBA{R: 200, A: uint8(255 - 255*x/w)})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// WideHeat is a heat map of 60 columns and 200 rows.
func WideHeat() *report.HeatMap {
	h := &report.HeatMap{Head: "Client", Extra: "Total"}
	row := report.HeatRow{Label: "Société", Extra: "9"}
	for i := range 60 {
		h.Columns = append(h.Columns, fmt.Sprintf("S%d", i+1))
		row.Cells = append(row.Cells, report.HeatCell{Text: fmt.Sprintf("v%d", 100+i), Shade: float64(i) / 60})
	}
	for range 200 {
		h.Rows = append(h.Rows, row)
	}
	return h
}
