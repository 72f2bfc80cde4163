package render

import (
	"io"
	"math"

	"github.com/golang/freetype/truetype"
	chart "github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"
)

// vectorScale is how much larger go-chart draws than the page: its coordinates are whole numbers.
const vectorScale = 8

// pageFont stands for the page's font: go-chart only hands it back, so nothing has to be parsed.
var pageFont = new(truetype.Font)

// nothing is a palette without ink: background and canvas stay as the page is.
type nothing struct{}

func (nothing) BackgroundColor() drawing.Color       { return drawing.Color{} }
func (nothing) BackgroundStrokeColor() drawing.Color { return drawing.Color{} }
func (nothing) CanvasColor() drawing.Color           { return drawing.Color{} }
func (nothing) CanvasStrokeColor() drawing.Color     { return drawing.Color{} }
func (nothing) AxisStrokeColor() drawing.Color       { return drawing.Color{} }
func (nothing) TextColor() drawing.Color             { return rgb(ink900) }
func (nothing) GetSeriesColor(int) drawing.Color     { return rgb(actual) }

// vectors is the chart.RendererProvider of a line chart.
func (l *lines) vectors(int, int) (chart.Renderer, error) {
	return &vectorRenderer{ink: l.ink, x: l.plot.x, y: l.plot.y}, nil
}

// vectorRenderer is a chart.Renderer that draws into the page: lines stay lines, text is the page's text.
type vectorRenderer struct {
	*ink
	x, y         float64 // where the chart's origin stands
	stroke, fill drawing.Color
	width        float64
	dash         []float64
	open         bool
	fontColor    drawing.Color
	fontSize     float64
	angle        float64
}

func (v *vectorRenderer) at(x, y float64) (float64, float64) {
	return v.x + x/vectorScale, v.y + y/vectorScale
}

// ResetStyle implements chart.Renderer.
func (v *vectorRenderer) ResetStyle() {
	*v = vectorRenderer{ink: v.ink, x: v.x, y: v.y}
}

// GetDPI implements chart.Renderer.
func (v *vectorRenderer) GetDPI() float64 { return chart.DefaultDPI }

// SetDPI implements chart.Renderer; lengths are points whatever it is.
func (v *vectorRenderer) SetDPI(float64) {}

// SetClassName implements chart.Renderer.
func (v *vectorRenderer) SetClassName(string) {}

// SetStrokeColor implements chart.Renderer.
func (v *vectorRenderer) SetStrokeColor(c drawing.Color) { v.stroke = c }

// SetFillColor implements chart.Renderer.
func (v *vectorRenderer) SetFillColor(c drawing.Color) { v.fill = c }

// SetStrokeWidth implements chart.Renderer.
func (v *vectorRenderer) SetStrokeWidth(w float64) { v.width = w / vectorScale }

// SetStrokeDashArray implements chart.Renderer.
func (v *vectorRenderer) SetStrokeDashArray(dash []float64) {
	v.dash = make([]float64, len(dash))
	for i, d := range dash {
		v.dash[i] = d / vectorScale
	}
}

// MoveTo implements chart.Renderer.
func (v *vectorRenderer) MoveTo(x, y int) {
	v.prepare()
	v.pdf.MoveTo(v.at(float64(x), float64(y)))
}

// LineTo implements chart.Renderer.
func (v *vectorRenderer) LineTo(x, y int) {
	if !v.open {
		v.MoveTo(x, y)
		return
	}
	v.pdf.LineTo(v.at(float64(x), float64(y)))
}

// QuadCurveTo implements chart.Renderer; PDF has cubics only.
func (v *vectorRenderer) QuadCurveTo(cx, cy, x, y int) {
	x0, y0 := v.pdf.GetXY()
	cpx, cpy := v.at(float64(cx), float64(cy))
	px, py := v.at(float64(x), float64(y))
	v.pdf.CurveBezierCubicTo(x0+(cpx-x0)*2/3, y0+(cpy-y0)*2/3, px+(cpx-px)*2/3, py+(cpy-py)*2/3, px, py)
}

// ArcTo implements chart.Renderer: zero is at three o'clock, angles grow clockwise.
func (v *vectorRenderer) ArcTo(cx, cy int, rx, ry, start, delta float64) {
	steps := max(1, int(math.Ceil(math.Abs(delta)/(math.Pi/2))))
	step := delta / float64(steps)
	bend := 4.0 / 3 * math.Tan(step/4)
	on := func(a, lift float64) (float64, float64) {
		return v.at(float64(cx)+rx*(math.Cos(a)-lift*math.Sin(a)), float64(cy)+ry*(math.Sin(a)+lift*math.Cos(a)))
	}
	x, y := on(start, 0)
	if v.open {
		v.pdf.LineTo(x, y)
	} else {
		v.prepare()
		v.pdf.MoveTo(x, y)
	}
	for i := range steps {
		a := start + step*float64(i)
		x1, y1 := on(a, bend)
		x2, y2 := on(a+step, -bend)
		x3, y3 := on(a+step, 0)
		v.pdf.CurveBezierCubicTo(x1, y1, x2, y2, x3, y3)
	}
}

// Close implements chart.Renderer.
func (v *vectorRenderer) Close() { v.pdf.ClosePath() }

// Stroke implements chart.Renderer.
func (v *vectorRenderer) Stroke() { v.paint(v.stroke.A > 0 && v.width > 0, false) }

// Fill implements chart.Renderer.
func (v *vectorRenderer) Fill() { v.paint(false, v.fill.A > 0) }

// FillStroke implements chart.Renderer.
func (v *vectorRenderer) FillStroke() { v.paint(v.stroke.A > 0 && v.width > 0, v.fill.A > 0) }

// prepare sets colours, width and dashes before a path begins, where PDF wants them.
func (v *vectorRenderer) prepare() {
	if v.open {
		return
	}
	v.open = true
	v.setStroke(mixed(v.stroke), math.Max(v.width, 0.1))
	v.setFill(mixed(v.fill))
	v.pdf.RawWriteStr(roundJoins)
	if len(v.dash) > 0 {
		v.pdf.SetDashPattern(v.dash, 0)
	}
}

// paint ends the path: without ink it is dropped.
func (v *vectorRenderer) paint(stroke, fill bool) {
	if !v.open {
		return
	}
	v.open = false
	op := "n"
	switch {
	case stroke && fill:
		op = "B"
	case stroke:
		op = "S"
	case fill:
		op = "f"
	}
	v.pdf.DrawPath(op)
	v.pdf.RawWriteStr(sharpJoins)
	if len(v.dash) > 0 {
		v.pdf.SetDashPattern(nil, 0)
	}
}

func rgb(c color) drawing.Color { return drawing.Color{R: c[0], G: c[1], B: c[2], A: 255} }

// mixed lays a colour on white, for there is no transparency.
func mixed(c drawing.Color) color {
	return color{c.R, c.G, c.B}.tint(float64(c.A) / 255)
}

// Circle implements chart.Renderer.
func (v *vectorRenderer) Circle(radius float64, x, y int) {
	cx, cy := v.at(float64(x), float64(y))
	v.dot(cx, cy, radius/vectorScale, mixed(v.fill))
}

// SetFont implements chart.Renderer; there is one font on the page.
func (v *vectorRenderer) SetFont(*truetype.Font) {}

// SetFontColor implements chart.Renderer.
func (v *vectorRenderer) SetFontColor(c drawing.Color) { v.fontColor = c }

// SetFontSize implements chart.Renderer.
func (v *vectorRenderer) SetFontSize(size float64) { v.fontSize = size / vectorScale }

func (v *vectorRenderer) style() style { return style{regular, v.fontSize, mixed(v.fontColor)} }

// Text implements chart.Renderer.
func (v *vectorRenderer) Text(body string, x, y int) {
	px, py := v.at(float64(x), float64(y))
	if v.angle != 0 {
		v.pdf.TransformBegin()
		v.pdf.TransformRotate(-v.angle*180/math.Pi, px, py)
		defer v.pdf.TransformEnd()
	}
	v.ink.text(px, py, v.style(), body)
}

// MeasureText implements chart.Renderer.
func (v *vectorRenderer) MeasureText(body string) chart.Box {
	const capHeight = 0.72
	st := v.style()
	return chart.Box{
		Right:  int(math.Ceil(st.width(body) * vectorScale)),
		Bottom: int(math.Ceil(st.size * capHeight * vectorScale)),
	}
}

// SetTextRotation implements chart.Renderer.
func (v *vectorRenderer) SetTextRotation(radians float64) { v.angle = radians }

// ClearTextRotation implements chart.Renderer.
func (v *vectorRenderer) ClearTextRotation() { v.angle = 0 }

// Save implements chart.Renderer; the page is written by its own writer.
func (v *vectorRenderer) Save(io.Writer) error { return v.pdf.Error() }

var _ chart.Renderer = (*vectorRenderer)(nil)
