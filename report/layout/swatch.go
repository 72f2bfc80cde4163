package layout

import (
	"bilan/report/canvas"
)

// The size of a swatch, in points: a sample of a scenario's fill beside its name.
const SwatchW, SwatchH = 5.0, 8.0

// DrawACSwatch draws a sample of the fill of actuals with its upper left corner at x and y.
func DrawACSwatch(k canvas.Canvas, x, y float64) { k.Rect(x, y, SwatchW, SwatchH, Actual) }

// DrawPYSwatch draws a sample of the fill of last year with its upper left corner at x and y.
func DrawPYSwatch(k canvas.Canvas, x, y float64) { k.Rect(x, y, SwatchW, SwatchH, LastYear) }

// DrawPLSwatch draws a sample of the fill of targets with its upper left corner at x and y.
func DrawPLSwatch(k canvas.Canvas, x, y float64) { k.Outline(x, y, SwatchW, SwatchH, 0.8, Ink900) }

// DrawFCSwatch draws a sample of the fill of forecasts with its upper left corner at x and y.
func DrawFCSwatch(k canvas.Canvas, x, y float64) {
	k.Hatch(canvas.BoxAt(x, y, SwatchW, SwatchH), Actual)
}
