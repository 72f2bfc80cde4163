package render

import (
	"math"
	"slices"
	"strings"
	"testing"

	"bilan/report"
)

var inf, nan = math.Inf(1), math.NaN()

// landing is a year with an open month, whose actual so far stands in front of its forecast, and a month of forecast
// alone.
func landing() *report.TimeChart {
	c := monthly()
	c.Words.FC = "Prév."
	c.PL[10] = report.Point{Value: ptr(2090), Label: "2\u202f090"}
	c.FC = make([]report.Point, 12)
	for i, v := range map[int]float64{10: 2180, 11: 2120} {
		d := v - *c.PL[i].Value
		c.FC[i] = report.Point{Value: ptr(v), Label: fr(v, 0), Forecast: true}
		c.DeltaPL[i] = report.Point{Value: ptr(d), Label: signed(d, 0), Tone: tone(d), Forecast: true}
		c.DeltaPLPct[i] = report.Point{Value: ptr(d / *c.PL[i].Value), Label: signed(d / *c.PL[i].Value * 100, 1), Tone: tone(d), Forecast: true}
	}
	return c
}

// landingLine is the same as a line, with a target that changes in the middle of the year.
func landingLine() *report.TimeChart {
	c := landing()
	c.DeltaPL, c.DeltaPLPct, c.PPY, c.Words.PPY = nil, nil, c.PY, "N‑2"
	c.PY = nil
	for i := range c.PL {
		v := 1800.0
		if i >= 5 {
			v = 2000
		}
		c.PL[i] = report.Point{Value: ptr(v), Label: fr(v, 0)}
	}
	c.Ticks = []report.Tick{{Value: 1200, Label: "1\u202f200"}, {Value: 1600, Label: "1\u202f600"}, {Value: 2000, Label: "2\u202f000"}, {Value: 2400, Label: "2\u202f400"}}
	return c
}

func showing(title, unit string, b report.Block) report.Section {
	return report.Section{Title: title, Unit: unit, Blocks: []report.Block{b}}
}

// landings is a target table of an open month: its landing is a forecast, in the bullets too.
func landings() report.Section {
	s := targetTable()
	t := s.Blocks[0].Table
	t.Columns[6].Label, t.Columns[7].Label = "Atterr.", "ΔObj."
	for i := range t.Rows {
		cells := t.Rows[i].Cells
		cells[6].Forecast, cells[7].Forecast = true, true
		if b := cells[5].Bullet; b != nil {
			b.Landing = ptr(*b.Actual * 1.25)
			cells[7].Tone = []report.Tone{report.Good, report.Bad, report.Warn, report.Muted}[i%4]
		}
	}
	return s
}

func TestForecastCells(t *testing.T) {
	for _, tone := range []report.Tone{report.Neutral, report.Good, report.Bad, report.Warn, report.Muted} {
		if got := contrast(onForecast(toneColor(tone)), forecastLine); got < 4.5 {
			t.Errorf("tone %d has a contrast of %.1f on a forecast's lines", tone, got)
		}
	}
	d := documentOf(landings())
	d.Sections[0].Blocks[0].Table.Rows[0].Cells[5].Bullet.Landing = ptr(500)
	if table := d.Sections[0].Blocks[0].Table; !slices.ContainsFunc(bulletExtents(table), func(e extent) bool { return e.high == 500 }) {
		t.Errorf("bullets end at %v, want at the landing", bulletExtents(table))
	}
	for _, v := range []float64{nan, inf, -inf, -5, 0, 1e-9, 1e299} {
		d.Sections[0].Blocks[0].Table.Rows[1].Cells[5].Bullet.Landing = ptr(v)
		draw(t, d)
	}
	picture(t, "landing", documentOf(landings()))
}

func TestForecastPictures(t *testing.T) {
	picture(t, "forecast", documentOf(
		showing("Chiffre d’affaires HT par mois", "k€", report.Block{Columns: landing()}),
		showing("Chiffre d’affaires HT par mois", "k€", report.Block{Line: landingLine()}),
	))
}

// The number at the end of a hatched column is the forecast's; the actual so far stands within its own ground.
func TestForecastIsLabelled(t *testing.T) {
	all := readPDF(t, draw(t, alone(report.Block{Columns: landing()})))
	fc, ac := find(t, all, "2\u202f180"), find(t, all, "1\u202f201")
	if fc.y >= ac.y-20 || fc.x > ac.x+12 || fc.x < ac.x-12 {
		t.Errorf("the forecast stands at %.0f, %.0f, the actual so far at %.0f, %.0f", fc.x, fc.y, ac.x, ac.y)
	}
	if find(t, all, "2\u202f120").y > fc.y+20 {
		t.Error("the forecast of the last month is not at its end")
	}
	find(t, all, "Prév.")
}

func TestForecastBelowActual(t *testing.T) {
	c := landing()
	c.FC[10] = report.Point{Value: ptr(1100), Label: "1\u202f100", Forecast: true}
	text := textOf(readPDF(t, draw(t, alone(report.Block{Columns: c}))))
	if strings.Contains(text, "1\u202f100") || !strings.Contains(text, "1\u202f201") {
		t.Errorf("the column ends at its actual: %q", text)
	}
}

func TestForecastOfAnything(t *testing.T) {
	values := wave(200, 1e6, 9e5, 1)
	for name, c := range map[string]*report.TimeChart{
		"200": columnsOf(values...), "negative": columnsOf(-5, -100, -30), "tiny": columnsOf(1e-4, 2e-300, 0), "huge": columnsOf(1e12, -1e12, 3e11),
		"none": {}, "one": columnsOf(3),
	} {
		c.Words.FC = "Prévision"
		for i := range c.AC {
			v := *c.AC[i].Value * 1.3
			c.FC = append(c.FC, report.Point{Value: ptr(v), Label: c.AC[i].Label, Forecast: true})
			c.DeltaPL[i].Forecast = true
			c.AC[i].Forecast = i%3 == 0
		}
		c.FC = append(c.FC, report.Point{Value: ptr(inf)}, report.Point{Value: ptr(nan)}, report.Point{}, report.Point{Value: ptr(4), Label: longName})
		t.Run(name, func(t *testing.T) {
			draw(t, alone(report.Block{Columns: c}))
			draw(t, alone(report.Block{Line: c}))
		})
	}
}

func TestLevels(t *testing.T) {
	points := func(values ...float64) (list []report.Point) {
		for _, v := range series(values...) {
			list = append(list, report.Point{Value: v})
		}
		return list
	}
	for name, c := range map[string]struct {
		got, want []run
	}{
		"a step":         {levels(points(5, 5, 5, 7, 7), 6), []run{{[]float64{0, 3, 3, 5}, []float64{5, 5, 7, 7}}}},
		"the last half":  {levels(points(5, 7), 2), []run{{[]float64{0, 1, 1, 1.5}, []float64{5, 5, 7, 7}}}},
		"gaps":           {levels(points(5, nan, 6, nan), 4), []run{{[]float64{0, 1}, []float64{5, 5}}, {[]float64{2, 3}, []float64{6, 6}}}},
		"one":            {levels(points(5), 1), []run{{[]float64{0, 0.5}, []float64{5, 5}}}},
		"none":           {levels(nil, 3), nil},
		"of a period":    {targets(&report.TimeChart{PL: points(5, 7)}, 2), []run{{[]float64{0, 1, 1, 1.5}, []float64{5, 5, 7, 7}}}},
		"running":        {targets(&report.TimeChart{PL: points(5, 7), Running: true}, 2), []run{{[]float64{0.5, 1.5}, []float64{5, 7}}}},
		"straight":       {straight(points(1, nan, 3, 4)), []run{{[]float64{0.5}, []float64{1}}, {[]float64{2.5, 3.5}, []float64{3, 4}}}},
		"from an actual": {onwards(points(1, 2, 3), points(nan, nan, 7, 8)), []run{{[]float64{1.5, 2.5, 3.5}, []float64{2, 7, 8}}}},
		"from a gap":     {onwards(points(1, nan), points(nan, nan, 7)), []run{{[]float64{2.5}, []float64{7}}}},
	} {
		if !slices.EqualFunc(c.got, c.want, func(a, b run) bool { return slices.Equal(a.xs, b.xs) && slices.Equal(a.ys, b.ys) }) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
}

// What is earned so far of a forecast period is no fall of the line, but goes on with it where it rises.
func TestEarned(t *testing.T) {
	points := func(values ...float64) []report.Point {
		list := make([]report.Point, len(values))
		for i, v := range series(values...) {
			list[i] = report.Point{Value: v, Open: i == len(values)-1}
		}
		return list
	}
	fc := []report.Point{{}, {}, {Value: ptr(9)}}
	for name, c := range map[string]struct {
		ac, fc []report.Point
		last   int // of the line
	}{
		"it would fall": {points(5, 6, 2), fc, 1}, "it rises": {points(5, 6, 7), fc, 2}, "nothing before": {points(5, nan, 7), fc, 0},
		"no forecast": {points(5, 6, 2), nil, 2}, "none": {nil, fc, -1},
	} {
		line, alone := earned(c.ac, c.fc)
		if got := lastKnown(line); got != c.last {
			t.Errorf("%s: the line ends at %d, want %d", name, got, c.last)
		}
		if got := lastKnown(alone) >= 0; got != (c.last >= 0 && c.last < len(c.ac)-1) {
			t.Errorf("%s: a point alone is %v", name, got)
		}
	}
}

// A note too long for a narrow chart goes on in another line, for which there is room.
func TestMagnifiedWraps(t *testing.T) {
	c := landing()
	c.Words.MagnifiedDelta = "%s : les barres d’écart sont agrandies %s fois par rapport aux autres graphiques."
	s := showing("Mois", "k€", report.Block{Columns: c})
	s.Width = 1.0 / 3
	next := s
	next.Title = "Suite"
	text := textOf(readPDF(t, draw(t, documentOf(s, next, s, next))))
	if !strings.Contains(text, "graphiques.") || strings.Contains(text, "…\n") {
		t.Errorf("the note is cut: %q", text)
	}
}
