package render

import (
	"bytes"
	"strings"
	"testing"

	chart "github.com/wcharczuk/go-chart/v2"

	"bilan/report/canvas"
	"bilan/report/chart/vector"
	"bilan/report/layout"
	"bilan/report/pdf"
)

// TestVectorRenderer draws what go-chart can draw: arcs, areas, ticks and rotated text, all as vectors.
func TestVectorRenderer(t *testing.T) {
	d := pdf.New(canvas.FrameOf(false, false), pdf.Properties{}, false)
	d.AddPage()
	k := d.Canvas
	provide := func(x, y float64) chart.RendererProvider {
		return func(int, int) (chart.Renderer, error) { return vector.New(k, x, y), nil }
	}
	size := chart.Style{FontSize: 8 * vector.Scale}
	donut := chart.DonutChart{Width: 200 * vector.Scale, Height: 200 * vector.Scale, Font: vector.PageFont, Values: []chart.Value{
		{Label: "Île‑de‑France", Value: 3, Style: size}, {Label: "Bretagne", Value: 1, Style: size}}}
	if err := donut.Render(provide(60, 60), nil); err != nil {
		t.Fatal(err)
	}
	area := chart.Chart{Width: 300 * vector.Scale, Height: 150 * vector.Scale, Font: vector.PageFont,
		XAxis: chart.XAxis{Style: chart.Style{FontSize: 8 * vector.Scale, TextRotationDegrees: 45}}, YAxisSecondary: chart.YAxis{Style: chart.Hidden()},
		Series: []chart.Series{chart.ContinuousSeries{XValues: []float64{1, 2, 3}, YValues: []float64{4, 2, 5},
			Style: chart.Style{FillColor: vector.RGB(layout.LastYear).WithAlpha(80), StrokeColor: vector.RGB(layout.Actual), StrokeWidth: 8}}}}
	if err := area.Render(provide(60, 300), nil); err != nil {
		t.Fatal(err)
	}
	out, err := d.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	valid(t, out)
	text := textOf(readPDF(t, out))
	if !strings.Contains(text, "Île‑de‑France") || !strings.Contains(text, "3.00") {
		t.Errorf("the charts' text is not there: %q", text)
	}
	if bytes.Contains(out, []byte("/ExtGState")) {
		t.Error("there is transparency")
	}
}
