package render

import (
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/chart/timeseries"
	"bilan/report/reporttest"
)

// find returns the one place of a text on the pages.
func find(t *testing.T, all []shown, text string) shown {
	t.Helper()
	for _, s := range all {
		if s.text == text {
			return s
		}
	}
	t.Fatalf("%q is not printed: %q", text, textOf(all))
	return shown{}
}

// An actual's number is at the end of its own bar, not at the end of a longer reference, whose value it would seem to
// be.
func TestBarsAreLabelledAtTheirOwnEnds(t *testing.T) {
	for _, as := range []report.Scenario{report.PL, report.PY} {
		c := &report.BarChart{RefIs: as, Words: report.ChartWords{AC: "R", PL: "Réf.", DeltaPL: "Écart", DeltaPLPct: "Écart %"}}
		for _, r := range []struct {
			text       string
			value, ref float64
		}{{"1000", 1000, 900}, {"501", 501, 1000}, {"21", 21, 1000}, {"0", 0, 1000}, {"−502", -502, -1000}, {"−22", -22, -1000}} {
			c.Bars = append(c.Bars, report.Bar{Label: "A", Value: reporttest.Ptr(r.value), Text: r.text, Ref: reporttest.Ptr(r.ref), RefTxt: "x" + r.text,
				Delta: reporttest.Ptr(r.value - r.ref), DeltaTxt: "d", PctTxt: "p"})
		}
		all := readPDF(t, draw(t, reporttest.Alone(report.Block{Bars: c})))
		zero, most := find(t, all, "0").x, find(t, all, "1000").x
		middle := (zero + most) / 2
		if x := find(t, all, "501").x; x < zero+20 || x > middle {
			t.Errorf("%s: 501 stands at %.0f, bars go from %.0f to %.0f", as, x, zero, most)
		}
		if x := find(t, all, "21").x; x > zero+20 {
			t.Errorf("%s: 21 stands at %.0f, its bar begins at %.0f", as, x, zero)
		}
		if x := find(t, all, "−22").x; x < zero-30 || x > zero {
			t.Errorf("%s: −22 stands at %.0f, its bar begins at %.0f", as, x, zero)
		}
		if x := find(t, all, "−502").x; x > zero-20 || x < zero-(most-zero)*0.6 {
			t.Errorf("%s: −502 stands at %.0f, its bar begins at %.0f", as, x, zero)
		}
		for _, r := range c.Bars {
			find(t, all, r.RefTxt)
		}
	}
}

// Without any reference value there is no reference column, and no mark for missing variances.
func TestBarsWithoutReference(t *testing.T) {
	c := &report.BarChart{RefIs: report.PY, Words: report.ChartWords{AC: "R", PL: "N‑1", DeltaPL: "Écart", MagnifiedDelta: "%s: %s fois"}}
	for range 3 {
		c.Bars = append(c.Bars, report.Bar{Label: "A", Value: reporttest.Ptr(10), Text: "10", RefTxt: "n.d.", DeltaTxt: "n.d."})
	}
	text := textOf(readPDF(t, draw(t, reporttest.Alone(report.Block{Bars: c}))))
	if strings.Contains(text, "\nN‑1\n") || strings.Contains(text, "×") || strings.Count(text, "n.d.") != 3 {
		t.Errorf("%q", text)
	}
}

func TestColumnsAreLabelledAtTheirOwnEnds(t *testing.T) {
	for _, refs := range [][2]bool{{true, false}, {false, true}, {true, true}} {
		for _, n := range []int{3, 6, 12, 13} {
			for _, v := range []float64{0, 4, 50} {
				all := readPDF(t, draw(t, reporttest.Alone(report.Block{Columns: reporttest.Tall(n, v, "48", refs[0], refs[1])})))
				axis := find(t, all, "m").y - 9
				end := axis - v/100*timeseries.PlotH
				labels := 0
				for _, s := range all {
					if s.text != "48" {
						continue
					}
					labels++
					if s.y < end-6 || s.y > end+12 {
						t.Errorf("%d columns of %v: a label at %.0f, the columns end at %.0f", n, v, s.y, end)
					}
				}
				if labels != n {
					t.Errorf("%d columns of %v have %d labels", n, v, labels)
				}
			}
		}
	}
}

// If the first and last value do not fit below a sparkline, only the last is printed.
func TestSparklineKeepsItsLastValue(t *testing.T) {
	first, last := strings.Repeat("8", 30), strings.Repeat("9", 30)
	var cards []report.Card
	for range 4 {
		cards = append(cards, reporttest.Card("A", "1", "", 0, 0, "", report.Neutral, reporttest.Wave(13, 1, 1, 1), first, last))
	}
	text := textOf(readPDF(t, draw(t, reporttest.Alone(report.Block{Cards: &report.Cards{Cards: cards}}))))
	if strings.Contains(text, "88") || !strings.Contains(text, "99") {
		t.Errorf("%q", text)
	}
}

func TestBarsBeyondTheScale(t *testing.T) {
	for _, sign := range []float64{1, -1} {
		c := reporttest.Breakdown().Blocks[0].Bars
		c.Bars = append(c.Bars, report.Bar{Label: "Autres (190)", Beyond: true, Value: reporttest.Ptr(sign * 1e6), Text: "un million", Ref: reporttest.Ptr(sign * 2e6), RefTxt: "deux", Delta: reporttest.Ptr(-sign * 1e6), DeltaTxt: "moins un"})
		all := readPDF(t, draw(t, reporttest.Alone(report.Block{Bars: c})))
		for _, text := range []string{"un million", "deux", "moins un"} {
			if x := find(t, all, text).x; x < 40 || x > 540 {
				t.Errorf("%q stands at %v", text, x)
			}
		}
	}
}
