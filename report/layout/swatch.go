package layout

import (
	"bilan/report/canvas"
)

// A swatch is a sample of a scenario's fill beside its name.
const SwatchW, SwatchH = 5.0, 8.0

// DrawACSwatch draws the fill of actuals.
func DrawACSwatch(k canvas.Canvas, x, y float64) { k.Rect(x, y, SwatchW, SwatchH, Actual) }

// DrawPYSwatch draws the fill of last year.
func DrawPYSwatch(k canvas.Canvas, x, y float64) { k.Rect(x, y, SwatchW, SwatchH, LastYear) }

// DrawPLSwatch draws the fill of targets.
func DrawPLSwatch(k canvas.Canvas, x, y float64) { k.Outline(x, y, SwatchW, SwatchH, 0.8, Ink900) }

// DrawFCSwatch draws the fill of forecasts.
func DrawFCSwatch(k canvas.Canvas, x, y float64) {
	k.Hatch(canvas.BoxAt(x, y, SwatchW, SwatchH), Actual)
}
