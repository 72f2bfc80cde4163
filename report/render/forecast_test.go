package render

import (
	"slices"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/layout"
	"bilan/report/reporttest"
)

func TestForecastPictures(t *testing.T) {
	picture(t, "forecast", reporttest.DocumentOf(
		reporttest.Showing("Chiffre d’affaires HT par mois", "k€", report.Block{Columns: reporttest.Landing()}),
		reporttest.Showing("Chiffre d’affaires HT par mois", "k€", report.Block{Line: reporttest.LandingLine()}),
	))
}

// The number at the end of a hatched column is the forecast. The actual so far is printed inside the column, on its own
// background.
func TestForecastIsLabelled(t *testing.T) {
	all := readPDF(t, draw(t, reporttest.Alone(report.Block{Columns: reporttest.Landing()})))
	fc, ac := find(t, all, "2\u202f180"), find(t, all, "1\u202f201")
	if fc.y >= ac.y-20 || fc.x > ac.x+12 || fc.x < ac.x-12 {
		t.Errorf("the forecast stands at %.0f, %.0f, the actual so far at %.0f, %.0f", fc.x, fc.y, ac.x, ac.y)
	}
	if find(t, all, "2\u202f120").y > fc.y+20 {
		t.Error("the forecast of the last month is not at its end")
	}
	find(t, all, "Prév.")
}

// The range of a forecast is named at the end of its line.
func TestRangesAreNamed(t *testing.T) {
	c := reporttest.Landing()
	c.Words.Range, c.Low, c.High = "8 fois sur 10", make([]report.Point, len(c.FC)), make([]report.Point, len(c.FC))
	for i, p := range c.FC {
		if p.Value != nil {
			c.Low[i].Value, c.High[i].Value = reporttest.Ptr(*p.Value*0.9), reporttest.Ptr(*p.Value*1.1)
		}
	}
	find(t, readPDF(t, draw(t, reporttest.Alone(report.Block{Line: c}))), "8 fois sur 10")
}

func TestForecastBelowActual(t *testing.T) {
	c := reporttest.Landing()
	c.FC[10] = report.Point{Value: reporttest.Ptr(1100), Label: "1\u202f100", Forecast: true}
	text := textOf(readPDF(t, draw(t, reporttest.Alone(report.Block{Columns: c}))))
	if strings.Contains(text, "1\u202f100") || !strings.Contains(text, "1\u202f201") {
		t.Errorf("the column ends at its actual: %q", text)
	}
}

func TestForecastOfAnything(t *testing.T) {
	values := reporttest.Wave(200, 1e6, 9e5, 1)
	for name, c := range map[string]*report.TimeChart{
		"200": reporttest.ColumnsOf(values...), "negative": reporttest.ColumnsOf(-5, -100, -30), "tiny": reporttest.ColumnsOf(1e-4, 2e-300, 0), "huge": reporttest.ColumnsOf(1e12, -1e12, 3e11),
		"none": {}, "one": reporttest.ColumnsOf(3),
	} {
		c.Words.FC = "Prévision"
		for i := range c.AC {
			v := *c.AC[i].Value * 1.3
			c.FC = append(c.FC, report.Point{Value: reporttest.Ptr(v), Label: c.AC[i].Label, Forecast: true})
			c.DeltaPL[i].Forecast = true
			c.AC[i].Forecast = i%3 == 0
		}
		c.Words.Range, c.Low, c.High = "8 fois sur 10", c.FC, c.AC
		c.FC = append(c.FC, report.Point{Value: reporttest.Ptr(reporttest.Inf)}, report.Point{Value: reporttest.Ptr(reporttest.Nan)}, report.Point{}, report.Point{Value: reporttest.Ptr(4), Label: reporttest.LongName})
		t.Run(name, func(t *testing.T) {
			draw(t, reporttest.Alone(report.Block{Columns: c}))
			draw(t, reporttest.Alone(report.Block{Line: c}))
		})
	}
}

// A note that is too long for a narrow chart continues on another line, for which there is room.
func TestMagnifiedWraps(t *testing.T) {
	c := reporttest.Landing()
	c.Words.MagnifiedDelta = "%s : les barres d’écart sont agrandies %s fois par rapport aux autres graphiques."
	s := reporttest.Showing("Mois", "k€", report.Block{Columns: c})
	s.Width = 1.0 / 3
	next := s
	next.Title = "Suite"
	text := textOf(readPDF(t, draw(t, reporttest.DocumentOf(s, next, s, next))))
	if !strings.Contains(text, "graphiques.") || strings.Contains(text, "…\n") {
		t.Errorf("the note is cut: %q", text)
	}
}

func TestForecastCells(t *testing.T) {
	d := reporttest.DocumentOf(reporttest.Landings())
	d.Sections[0].Blocks[0].Table.Rows[0].Cells[5].Bullet.Landing = reporttest.Ptr(500)
	if table := d.Sections[0].Blocks[0].Table; !slices.ContainsFunc(bulletExtents(table), func(e layout.Extent) bool { return e.High == 500 }) {
		t.Errorf("bullets end at %v, want at the landing", bulletExtents(table))
	}
	for _, v := range []float64{reporttest.Nan, reporttest.Inf, -reporttest.Inf, -5, 0, 1e-9, 1e299} {
		d.Sections[0].Blocks[0].Table.Rows[1].Cells[5].Bullet.Landing = reporttest.Ptr(v)
		draw(t, d)
	}
	picture(t, "landing", reporttest.DocumentOf(reporttest.Landings()))
}
