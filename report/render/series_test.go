package render

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"bilan/report"
)

func labelled(look report.Look, name string, values ...float64) report.Series {
	s := report.Series{Name: name, Look: look}
	for _, v := range series(values...) {
		p := report.Point{Value: v}
		if v != nil {
			p.Label = fr(*v, 0)
		}
		s.Points = append(s.Points, p)
	}
	return s
}

// seriesOf is a chart of series of one length, with the totals of what stands on each other.
func seriesOf(form report.SeriesForm, all ...report.Series) *report.SeriesChart {
	c := &report.SeriesChart{Form: form, Series: all, Words: chartWords, Scale: "k€", Alt: "Le Nord porte la hausse."}
	for i := range all[0].Points {
		c.Categories = append(c.Categories, fmt.Sprintf("c%d", i+1))
		total := 0.0
		for s := range all {
			if v, ok := valueAt(all[s].Points, i); ok {
				total += v
			}
		}
		c.Totals = append(c.Totals, report.Point{Value: ptr(total), Label: fr(total, 0)})
	}
	if form == report.Grouped {
		c.Totals = nil
	}
	return c
}

var quarters = []string{"T1", "T2", "T3", "T4"}

// threeYears stand side by side, the last quarter forecast.
func threeYears() *report.SeriesChart {
	c := seriesOf(report.Grouped, labelled(report.LookPPY, "2024", 1410, 1442, 1390, 1820), labelled(report.LookPY, "2025", 1430, 1550, 1438, 1831),
		labelled(report.LookAC, "2026", 1462, 1448, 1571, 640), labelled(report.LookFC, "Prév. 2026", math.NaN(), math.NaN(), math.NaN(), 1960), labelled(report.LookPL, "Obj. 2026", 1450, 1500, 1500, 1900))
	c.Categories = quarters
	return c
}

func byRegion(form report.SeriesForm, n int) *report.SeriesChart {
	c := seriesOf(form, labelled(report.LookPart, "Île‑de‑France", wave(n, 900, 90, 1)...), labelled(report.LookPart, "Grand Est", wave(n, 420, 60, 2)...),
		labelled(report.LookPart, "Occitanie", wave(n, 310, 50, 3)...), labelled(report.LookPart, "Bretagne et Pays de la Loire", wave(n, 210, 30, 4)...), labelled(report.LookOthers, "Autres", wave(n, 120, 30, 5)...))
	c.Ticks = []report.Tick{{Value: 0, Label: "0"}, {Value: 1000, Label: "1\u202f000"}, {Value: 2000, Label: "2\u202f000"}}
	for i := range c.Categories {
		if n <= 12 {
			c.Categories[i] = monthly().Categories[i]
		}
	}
	c.Groups = []report.TimeGroup{{Label: "2026"}}
	return c
}

// ahead makes forecasts of the points from one category on.
func ahead(c *report.SeriesChart, from int) *report.SeriesChart {
	c.Words.FC = "Prév."
	for _, s := range c.Series {
		for i := from; i < len(s.Points); i++ {
			s.Points[i].Forecast = true
		}
	}
	return c
}

func seriesBlock(title string, c *report.SeriesChart) report.Section {
	return showing(title, "k€", report.Block{Series: c})
}

func TestSeriesPictures(t *testing.T) {
	picture(t, "series", documentOf(seriesBlock("Trois exercices par trimestre", threeYears()), seriesBlock("Par région", byRegion(report.Stacked, 11)), seriesBlock("Par région", byRegion(report.Area, 11))))
	single := seriesOf(report.Area, labelled(report.LookAC, "R", 12, 18, 9, -4, -8, 3, 11, 14, 16))
	single.Totals, single.Scale = nil, ""
	picture(t, "series-ahead", documentOf(seriesBlock("Par région", ahead(byRegion(report.Stacked, 12), 10)), seriesBlock("Par région", ahead(byRegion(report.Area, 12), 10)),
		seriesBlock("Par région", ahead(byRegion(report.Grouped, 4), 3)), seriesBlock("Solde", ahead(single, 7))))
	narrow := func(s report.Section) report.Section { s.Width = 1.0 / 3; return s }
	picture(t, "series-narrow", documentOf(narrow(seriesBlock("Trois exercices", threeYears())), narrow(seriesBlock("Par région", byRegion(report.Stacked, 6))), narrow(seriesBlock("Par région", byRegion(report.Area, 6)))))
}

// TestAnySeries draws what no report should be: nothing may crash, overprint or leave the page.
func TestAnySeries(t *testing.T) {
	part := func(values ...float64) report.Series { return labelled(report.LookPart, "Membre", values...) }
	many := func(n int, name string) (all []report.Series) {
		for i := range n {
			all = append(all, labelled(report.LookPart, name, wave(7, 100, 90, i)...))
		}
		return all
	}
	long := longName[:60]
	cases := map[string][]report.Series{
		"nan inf": {part(nan, inf, -inf, 5), part(inf, nan, 3, nan)}, "huge": {part(1e12, 2e12), part(1e299, 5)}, "tiny": {part(1e-4, 2e-300, 0), part(1e-4, 1e-4, 1e-4)},
		"negative": {labelled(report.LookAC, "R", -5, -40, -3), labelled(report.LookPL, "Obj.", -6, 20, -7)}, "all negative": {part(-1, -2), part(-3, -4)},
		"zeros": {part(0, 0, 0), part(0, 0, 0)}, "nothing": {part(nan, nan)}, "no point": {part(), part()}, "one": {part(42)}, "two": {part(42, 41), part(3, 9)},
		"200": {part(wave(200, 1e6, 9e5, 1)...), part(wave(200, 1e6, 9e5, 2)...), labelled(report.LookAC, "R", wave(200, 1e6, 1e5, 2)...)}, "60": {part(wave(60, 100, 90, 1)...), part(wave(60, 100, 90, 2)...)},
		"30 series": many(30, "Membre"), "long names": many(6, long), "wild": many(3, wild), "no names": many(3, ""), "holes": {part(1, nan, 3, nan, nan, 6, 7), part(2, nan, nan, 1, nan, 4, 5)},
		"uneven": {part(1, 2, 3), part(4), part()},
	}
	for name, all := range cases {
		for _, form := range []report.SeriesForm{report.Grouped, report.Stacked, report.Area, report.Lines, "new"} {
			t.Run(name+" "+string(form), func(t *testing.T) {
				c := ahead(seriesOf(form, all...), 3)
				c.Max, c.Ticks = nan, []report.Tick{{Value: nan, Label: "?"}, {Value: 0, Label: "0"}, {Value: 1e6, Label: "1\u202f000\u202f000"}}
				d := documentOf(seriesBlock("Essai", c))
				for _, w := range []float64{1. / 3, 1. / 3, 1. / 3, 1. / 2, 1. / 2, 1} {
					s := seriesBlock("Essai", c)
					s.Width = w
					d.Sections = append(d.Sections, s)
				}
				draw(t, d)
			})
		}
	}
	draw(t, documentOf(seriesBlock("Vide", &report.SeriesChart{}), seriesBlock("Vide", &report.SeriesChart{Categories: quarters})))
}

// lightness is the share of white in a grey.
func lightness(c color) float64 { return float64(c[0]) / 255 }

func TestShadesCanBeTold(t *testing.T) {
	shades := append(slices.Clone(partShades[:]), otherShade)
	for i := 1; i < len(shades); i++ {
		if d := lightness(shades[i]) - lightness(shades[i-1]); d < 0.12 {
			t.Errorf("shades %d and %d differ by %.2f in grey print", i-1, i, d)
		}
	}
	for n := 1; n < 14; n++ {
		all := make([]report.Series, n, n+2)
		for i := range all {
			all[i].Look = report.LookPart
		}
		fills := fillingsOf(append(all, report.Series{Look: report.LookOthers}, report.Series{Look: report.LookNobody}))
		if nobody := fills[n+1]; contrast(nobody.edge(), white) < 3 || contrast(nobody.typeOn(), nobody.shade) < 4.5 {
			t.Errorf("what matches no member cannot be seen: %+v", nobody)
		}
		fills = fills[:n+1]
		for i, f := range fills {
			if got := contrast(f.typeOn(), f.shade); got < 4.5 {
				t.Errorf("part %d of %d: type has a contrast of %.1f", i, n, got)
			}
			if i > 0 && math.Abs(lightness(f.shade)-lightness(fills[i-1].shade)) < 0.12 {
				t.Errorf("parts %d and %d of %d look alike", i-1, i, n)
			}
		}
	}
	for _, look := range []report.Look{report.LookAC, report.LookPY, report.LookPPY, report.LookPL} {
		if f := fillingsOf([]report.Series{{Look: look}})[0]; contrast(f.typeOn(), f.shade) < 4.5 {
			t.Errorf("%s: type cannot be read", look)
		}
	}
}

// The same amount has the same height in every chart of a page that is on its scale.
func TestStacksShareTheScaleOfColumns(t *testing.T) {
	stack := newSeriesLayout(seriesOf(report.Stacked, labelled(report.LookPart, "a", 3, 5), labelled(report.LookPart, "b", 4, 1)), 500)
	if stack.values != (extent{0, 7}) {
		t.Errorf("the stack stands on %v, want up to its total", stack.values)
	}
	group := newSeriesLayout(seriesOf(report.Grouped, labelled(report.LookAC, "a", 3, -5), labelled(report.LookPL, "b", 4, 1)), 500)
	if group.values != (extent{-5, 4}) {
		t.Errorf("the group stands on %v", group.values)
	}
}

func TestMoveApart(t *testing.T) {
	for name, c := range map[string]struct {
		wishes, heights, want []float64
		top, bottom           float64
	}{
		"they have room":    {[]float64{10, 40}, []float64{8, 8}, []float64{10, 40}, 0, 100},
		"two meet":          {[]float64{20, 22}, []float64{10, 10}, []float64{16, 26}, 0, 100},
		"one pushes others": {[]float64{20, 20, 20}, []float64{10, 20, 10}, []float64{5, 20, 35}, 0, 100},
		"the lower limit":   {[]float64{95, 99}, []float64{10, 10}, []float64{85, 95}, 0, 100},
		"the upper limit":   {[]float64{1, 1}, []float64{10, 10}, []float64{5, 15}, 0, 100},
		"too many":          {[]float64{1, 5}, []float64{10, 10}, []float64{1, 11}, 0, 16},
		"none":              {nil, nil, []float64{}, 0, 10},
	} {
		if got := moveApart(c.wishes, c.heights, c.top, c.bottom); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// A hatched area keeps its shade, without transparency, and its forecast is not said to be the actual's.
func TestAreaAhead(t *testing.T) {
	c := seriesOf(report.Area, labelled(report.LookAC, "R", 12, 18, 9, 21))
	c.Totals = nil
	out := draw(t, documentOf(seriesBlock("Solde", ahead(c, 3))))
	all := readPDF(t, out)
	find(t, all, "R")
	find(t, all, "21")
	find(t, all, "Prév.")
}

// TestTipsOfNarrowColumns holds that where no column has room for its number, the highest and the lowest of each category
// are told; and that a chart of zeros takes little room.
func TestTipsOfNarrowColumns(t *testing.T) {
	c := byRegion(report.Grouped, 12)
	for i := range 3 {
		c.Series = append(c.Series, labelled(report.LookPart, fmt.Sprint("Zone ", i), wave(12, -40, 20, i+6)...))
	}
	c.Series = append(c.Series, labelled(report.LookNobody, "(non affecté)", wave(12, 12, 3, 9)...))
	all := readPDF(t, draw(t, documentOf(seriesBlock("Huit", c))))
	for i := range 12 {
		find(t, all, c.Series[0].Points[i].Label)
	}
	zeros := newSeriesLayout(seriesOf(report.Grouped, labelled(report.LookPart, "a", 0, 0)), 500)
	ones := newSeriesLayout(seriesOf(report.Grouped, labelled(report.LookPart, "a", 0, -1)), 500)
	if zeros.tall >= ones.tall/2 || plotHeight() != labelH || zeros.tall < 3*labelH {
		t.Errorf("zeros stand %v high, others %v, nothing %v", zeros.tall, ones.tall, plotHeight())
	}
}
