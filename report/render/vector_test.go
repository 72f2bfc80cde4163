package render

import (
	"bytes"
	"strings"
	"testing"

	chart "github.com/wcharczuk/go-chart/v2"
)

// TestVectorRenderer lets go-chart draw what it can draw: arcs, areas, ticks and turned text, all as vectors.
func TestVectorRenderer(t *testing.T) {
	pdf := newPDF(sample())
	pdf.AddPage()
	pdf.SetCompression(true) // nobody finishes this file
	k := newInk(pdf, frame{})
	provide := func(x, y float64) chart.RendererProvider {
		return func(int, int) (chart.Renderer, error) { return &vectorRenderer{ink: k, x: x, y: y}, nil }
	}
	size := chart.Style{FontSize: 8 * vectorScale}
	donut := chart.DonutChart{Width: 200 * vectorScale, Height: 200 * vectorScale, Font: pageFont, Values: []chart.Value{
		{Label: "Île‑de‑France", Value: 3, Style: size}, {Label: "Bretagne", Value: 1, Style: size}}}
	if err := donut.Render(provide(60, 60), nil); err != nil {
		t.Fatal(err)
	}
	area := chart.Chart{Width: 300 * vectorScale, Height: 150 * vectorScale, Font: pageFont,
		XAxis: chart.XAxis{Style: chart.Style{FontSize: 8 * vectorScale, TextRotationDegrees: 45}}, YAxisSecondary: chart.YAxis{Style: chart.Hidden()},
		Series: []chart.Series{chart.ContinuousSeries{XValues: []float64{1, 2, 3}, YValues: []float64{4, 2, 5},
			Style: chart.Style{FillColor: rgb(lastYear).WithAlpha(80), StrokeColor: rgb(actual), StrokeWidth: 8}}}}
	if err := area.Render(provide(60, 300), nil); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	valid(t, out.Bytes())
	text := textOf(readPDF(t, out.Bytes()))
	if !strings.Contains(text, "Île‑de‑France") || !strings.Contains(text, "3.00") {
		t.Errorf("the charts' text is not there: %q", text)
	}
	if bytes.Contains(out.Bytes(), []byte("/ExtGState")) {
		t.Error("there is transparency")
	}
}
