package layout

import (
	"math"
	"strconv"

	"bilan/report"
)

// IBCS CHECK: value axes of columns and bars start at zero and are not cut. Charts of one unit and one
// direction share their axis on a page, so that equal lengths are equal amounts.

// ExtentOf is the extent that contains zero and all values of the series.
func ExtentOf(series ...[]report.Point) (e Extent) {
	for _, points := range series {
		for i := range points {
			if v, ok := Drawable(points[i].Value); ok {
				e.Include(v)
			}
		}
	}
	return e
}

// ValueAt is the value of a series at category i; false if it has none that can be drawn.
func ValueAt(points []report.Point, i int) (float64, bool) {
	if i >= len(points) {
		return 0, false
	}
	return Drawable(points[i].Value)
}

// LabelAt is the label of a series at category i; "" beyond its end.
func LabelAt(points []report.Point, i int) string {
	if i >= len(points) {
		return ""
	}
	return points[i].Label
}

// ScaleKey identifies a scale of a page. Charts with equal keys share it.
type ScaleKey struct {
	kind, scale string
	own         any // the chart itself if it does not share its scale, otherwise nil
}

// SharedScale is the key of the scale that charts of one kind and unit share. If scale is "", it is a key for own
// alone.
func SharedScale(kind, scale string, own any) ScaleKey {
	if scale == "" {
		return ScaleKey{kind: kind, own: own}
	}
	return ScaleKey{kind: kind, scale: scale}
}

// PointValue is the value of one point of bar length, as the High of an extent, if values must fit into room points.
// Joined with the extents of the other charts of a page, it becomes the largest of them, so that all charts fit and
// equal lengths are equal amounts.
func PointValue(values Extent, room float64) Extent {
	if values.High <= values.Low {
		return Extent{}
	}
	return Extent{0, values.Span() / math.Max(room, 1)}
}

// PointsPerValue is the length, in points, of a bar of value 1 on a scale made by PointValue; 0 if the scale is empty.
func PointsPerValue(e Extent) float64 {
	const smallest = 1e-300 // keeps the length finite
	if e.High < smallest {
		return 0
	}
	return 1 / e.High
}

// factors are the factors by which a chart may be magnified.
var factors = []float64{2, 5, 10, 20, 50, 100}

// magnify returns the largest factor with which a length of largest still fits into room; 1 if none fits. A factor
// other than 1 must be written beside the axis.
func magnify(largest, room float64) float64 {
	if largest <= 0 {
		return 1
	}
	best := 1.0
	for _, f := range factors {
		if largest*f <= room {
			best = f
		}
	}
	return best
}

// zoom is the factor by which a chart is magnified if it would fill less than a quarter of the shared scale, otherwise
// 1.
func zoom(own, shared Extent) float64 {
	share := math.Max(shareOf(own.High, shared.High), shareOf(own.Low, shared.Low))
	if share <= 0 || share > 0.25 {
		return 1
	}
	return magnify(share, 1)
}

// VisibleFactor is the factor by which a chart's variances are magnified against its values, so that they can be seen.
// unit is the length of 1 in points. Variances that are too long for room are reduced by a factor below 1. Without
// variances it is 1.
func VisibleFactor(deltas Extent, unit, room float64) float64 {
	const rounding = 1.0001
	if deltas.Low == 0 && deltas.High == 0 {
		return 1
	}
	long, f := deltas.Span()*unit, 1.0
	for step := []float64{2, 2.5, 2}; long/f > room*rounding && !math.IsInf(long, 0); step = append(step[1:], step[0]) {
		f *= step[0] // 2, 5, 10, 20 …
	}
	if f > 1 {
		return 1 / f
	}
	return magnify(long, room)
}

func shareOf(v, of float64) float64 {
	switch {
	case v == 0:
		return 0
	case of == 0:
		return 1
	}
	return v / of
}

// FactorMark writes the factor of a scale: "×5", "÷2", or "" for 1.
func FactorMark(factor float64) string {
	if factor == 1 {
		return ""
	}
	if factor < 1 {
		return "÷" + strconv.FormatFloat(math.Round(1/factor), 'f', -1, 64)
	}
	return "×" + strconv.FormatFloat(factor, 'f', -1, 64)
}

// Limit limits a value to the extent; cut is true if it was outside.
func Limit(e Extent, v float64) (at float64, cut bool) {
	at = math.Min(math.Max(v, e.Low), e.High)
	return at, at != v
}
