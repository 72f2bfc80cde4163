package render

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/reporttest"
)

func TestDonutPictures(t *testing.T) {
	narrow := func(share float64, c *report.Donut) report.Section {
		s := reporttest.DonutSection(c)
		s.Width = share
		return s
	}
	picture(t, "donut", reporttest.DocumentOf(reporttest.DonutSection(reporttest.Channels()), reporttest.DonutSection(reporttest.Slivers()), reporttest.DonutSection(reporttest.DonutOf("412\u00a0k€", []string{"Boutiques", "En ligne"}, 412, 0))))
	picture(t, "donut-narrow", reporttest.DocumentOf(narrow(0.5, reporttest.Channels()), narrow(0.5, reporttest.Slivers()), narrow(1.0/3, reporttest.Channels()), narrow(1.0/3, reporttest.DonutOf("0", reporttest.Regions, 0, 0, 0)), narrow(1.0/3, reporttest.Slivers())))
}

// TestDonutOfNothing checks that a donut without values has no ring, but names its parts.
func TestDonutOfNothing(t *testing.T) {
	out := draw(t, reporttest.DocumentOf(reporttest.DonutSection(reporttest.DonutOf("0\u00a0k€", reporttest.Regions, 0, 0, 0))))
	text := textOf(readPDF(t, out))
	for _, want := range []string{"Île‑de‑France", "Export", "Occitanie", "0\u00a0k€ CA HT"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not named in %q", want, text)
		}
	}
}

// TestListedNamesAreWhole checks that a name of sixty letters is complete in a narrow list.
func TestListedNamesAreWhole(t *testing.T) {
	name := "Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté et Suisse roman"
	s := reporttest.DonutSection(reporttest.DonutOf("9 k€", []string{name, "Nord"}, 5, 4))
	s.Width = 1. / 3
	text := textOf(readPDF(t, draw(t, reporttest.DocumentOf(s))))
	if strings.Contains(text, "…") || !strings.Contains(text, "roman") || !strings.Contains(text, "Auvergne-") {
		t.Errorf("%q", text)
	}
}

func TestAnyDonut(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	long := reporttest.DonutOf("1 234 567 890 123,45\u00a0€", []string{strings.Repeat("Établissements longs ", 3)}, 5, 4, 3, 2, 1)
	long.Label = reporttest.LongName
	many := make([]string, 200)
	for i := range many {
		many[i] = fmt.Sprintf("Client %d", i+1)
	}
	for name, c := range map[string]*report.Donut{
		"empty": {}, "one": reporttest.DonutOf("5", reporttest.Regions, 5), "nan": reporttest.DonutOf("", reporttest.Regions, nan, inf, 3, -4), "all nan": reporttest.DonutOf("", reporttest.Regions, nan, nan),
		"huge": reporttest.DonutOf("1e12", reporttest.Regions, 1e12, 1, 1e-4), "too huge": reporttest.DonutOf("", reporttest.Regions, 1e300, 1e300, 1e299), "tiny": reporttest.DonutOf("0,0001", reporttest.Regions, 1e-4, 2e-4),
		"denormal": reporttest.DonutOf("", reporttest.Regions, 5e-324, 5e-324), "negative": reporttest.DonutOf("", reporttest.Regions, -1, -2), "long": long, "200 parts": reporttest.DonutOf("x", many, reporttest.Wave(200, 100, 50, 1)...),
		"12 equal": reporttest.DonutOf("12", many, reporttest.Repeat(12, 1)...), "24 equal": reporttest.DonutOf("24", many, reporttest.Repeat(24, 1)...), "25 equal": reporttest.DonutOf("25", many, reporttest.Repeat(25, 1)...),
	} {
		t.Run(name, func(t *testing.T) { anywhere(t, report.Block{Donut: c}) })
	}
}
