// Package vector draws charts of go-chart on a canvas. Lines are vector lines, and text is text of the page.
package vector

import (
	"io"
	"math"

	"github.com/golang/freetype/truetype"
	chart "github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"

	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// Scale is the factor between points and the coordinates of go-chart, which are integers.
const Scale = 8

// PageFont is an empty font for go-chart, which needs one but does not use it: a Renderer writes texts in the page's
// font.
var PageFont = new(truetype.Font)

// ClearPalette is a palette whose backgrounds are transparent.
type ClearPalette struct{}

func (ClearPalette) BackgroundColor() drawing.Color       { return drawing.Color{} }
func (ClearPalette) BackgroundStrokeColor() drawing.Color { return drawing.Color{} }
func (ClearPalette) CanvasColor() drawing.Color           { return drawing.Color{} }
func (ClearPalette) CanvasStrokeColor() drawing.Color     { return drawing.Color{} }
func (ClearPalette) AxisStrokeColor() drawing.Color       { return drawing.Color{} }
func (ClearPalette) TextColor() drawing.Color             { return RGB(layout.Ink900) }
func (ClearPalette) GetSeriesColor(int) drawing.Color     { return RGB(layout.Actual) }

// New returns a renderer that draws on k with its origin at x and y.
func New(k canvas.Canvas, x, y float64) *Renderer { return &Renderer{Canvas: k, x: x, y: y} }

// Renderer is a chart.Renderer that draws on a canvas.
type Renderer struct {
	canvas.Canvas
	x, y         float64 // the chart's origin on the page
	stroke, fill drawing.Color
	width        float64
	dash         []float64
	open         bool
	fontColor    drawing.Color
	fontSize     float64
	angle        float64
}

func (v *Renderer) toPage(x, y float64) (float64, float64) {
	return v.x + x/Scale, v.y + y/Scale
}

// ResetStyle implements chart.Renderer.
func (v *Renderer) ResetStyle() {
	*v = Renderer{Canvas: v.Canvas, x: v.x, y: v.y}
}

// GetDPI implements chart.Renderer.
func (v *Renderer) GetDPI() float64 { return chart.DefaultDPI }

// SetDPI implements chart.Renderer. It does nothing, because lengths are always in points.
func (v *Renderer) SetDPI(float64) {}

// SetClassName implements chart.Renderer.
func (v *Renderer) SetClassName(string) {}

// SetStrokeColor implements chart.Renderer.
func (v *Renderer) SetStrokeColor(c drawing.Color) { v.stroke = c }

// SetFillColor implements chart.Renderer.
func (v *Renderer) SetFillColor(c drawing.Color) { v.fill = c }

// SetStrokeWidth implements chart.Renderer.
func (v *Renderer) SetStrokeWidth(w float64) { v.width = w / Scale }

// SetStrokeDashArray implements chart.Renderer.
func (v *Renderer) SetStrokeDashArray(dash []float64) {
	v.dash = make([]float64, len(dash))
	for i, d := range dash {
		v.dash[i] = d / Scale
	}
}

// MoveTo implements chart.Renderer.
func (v *Renderer) MoveTo(x, y int) {
	v.beginPath()
	v.Canvas.MoveTo(v.toPage(float64(x), float64(y)))
}

// LineTo implements chart.Renderer.
func (v *Renderer) LineTo(x, y int) {
	if !v.open {
		v.MoveTo(x, y)
		return
	}
	v.Canvas.LineTo(v.toPage(float64(x), float64(y)))
}

// QuadCurveTo implements chart.Renderer. It draws a cubic curve, because PDF has no quadratic ones.
func (v *Renderer) QuadCurveTo(cx, cy, x, y int) {
	x0, y0 := v.PathPoint()
	cpx, cpy := v.toPage(float64(cx), float64(cy))
	px, py := v.toPage(float64(x), float64(y))
	v.CurveTo(x0+(cpx-x0)*2/3, y0+(cpy-y0)*2/3, px+(cpx-px)*2/3, py+(cpy-py)*2/3, px, py)
}

// ArcTo implements chart.Renderer. Angles are in radians, clockwise from three o'clock.
func (v *Renderer) ArcTo(cx, cy int, rx, ry, start, delta float64) {
	steps := max(1, int(math.Ceil(math.Abs(delta)/(math.Pi/2))))
	step := delta / float64(steps)
	bend := 4.0 / 3 * math.Tan(step/4)
	on := func(a, lift float64) (float64, float64) {
		return v.toPage(float64(cx)+rx*(math.Cos(a)-lift*math.Sin(a)), float64(cy)+ry*(math.Sin(a)+lift*math.Cos(a)))
	}
	x, y := on(start, 0)
	if v.open {
		v.Canvas.LineTo(x, y)
	} else {
		v.beginPath()
		v.Canvas.MoveTo(x, y)
	}
	for i := range steps {
		a := start + step*float64(i)
		x1, y1 := on(a, bend)
		x2, y2 := on(a+step, -bend)
		x3, y3 := on(a+step, 0)
		v.CurveTo(x1, y1, x2, y2, x3, y3)
	}
}

// Close implements chart.Renderer.
func (v *Renderer) Close() { v.ClosePath() }

// Stroke implements chart.Renderer.
func (v *Renderer) Stroke() { v.endPath(v.stroke.A > 0 && v.width > 0, false) }

// Fill implements chart.Renderer.
func (v *Renderer) Fill() { v.endPath(false, v.fill.A > 0) }

// FillStroke implements chart.Renderer.
func (v *Renderer) FillStroke() { v.endPath(v.stroke.A > 0 && v.width > 0, v.fill.A > 0) }

// beginPath starts a path with the current colours, width and dashes, unless one is started already. PDF needs them
// first.
func (v *Renderer) beginPath() {
	if v.open {
		return
	}
	v.open = true
	v.StartPath(onWhite(v.stroke), v.width, onWhite(v.fill), v.dash)
}

// endPath ends the path and draws its line if stroke is true, and its area if fill is true.
func (v *Renderer) endPath(stroke, fill bool) {
	if !v.open {
		return
	}
	v.open = false
	v.Canvas.EndPath(stroke, fill, len(v.dash) > 0)
}

// RGB is a colour as a colour of go-chart.
func RGB(c typeface.Color) drawing.Color { return drawing.Color{R: c[0], G: c[1], B: c[2], A: 255} }

// onWhite is a transparent colour mixed with white, because the canvas has no transparency.
func onWhite(c drawing.Color) typeface.Color {
	return typeface.Color{c.R, c.G, c.B}.Tint(float64(c.A) / 255)
}

// Circle implements chart.Renderer.
func (v *Renderer) Circle(radius float64, x, y int) {
	cx, cy := v.toPage(float64(x), float64(y))
	v.Dot(cx, cy, radius/Scale, onWhite(v.fill))
}

// SetFont implements chart.Renderer. It does nothing, because texts are in the page's font.
func (v *Renderer) SetFont(*truetype.Font) {}

// SetFontColor implements chart.Renderer.
func (v *Renderer) SetFontColor(c drawing.Color) { v.fontColor = c }

// SetFontSize implements chart.Renderer.
func (v *Renderer) SetFontSize(size float64) { v.fontSize = size / Scale }

func (v *Renderer) style() typeface.Style {
	return typeface.NewStyle(typeface.Regular, v.fontSize, onWhite(v.fontColor))
}

// Text implements chart.Renderer.
func (v *Renderer) Text(body string, x, y int) {
	px, py := v.toPage(float64(x), float64(y))
	draw := func() { v.Canvas.Text(px, py, v.style(), body) }
	if v.angle == 0 {
		draw()
		return
	}
	v.Rotate(v.angle, px, py, draw)
}

// MeasureText implements chart.Renderer.
func (v *Renderer) MeasureText(body string) chart.Box {
	const capHeight = 0.72
	st := v.style()
	return chart.Box{
		Right:  int(math.Ceil(st.Width(body) * Scale)),
		Bottom: int(math.Ceil(st.Size * capHeight * Scale)),
	}
}

// SetTextRotation implements chart.Renderer.
func (v *Renderer) SetTextRotation(radians float64) { v.angle = radians }

// ClearTextRotation implements chart.Renderer.
func (v *Renderer) ClearTextRotation() { v.angle = 0 }

// Save implements chart.Renderer. It writes nothing, because the canvas writes the page, and returns the canvas's
// error.
func (v *Renderer) Save(io.Writer) error { return v.Err() }

var _ chart.Renderer = (*Renderer)(nil)
