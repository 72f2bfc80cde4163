package layout

import (
	"math"
	"strconv"

	"bilan/report"
)

// IBCS CHECK: value axes of columns and bars start at zero and are not cut. Charts of one unit and one
// direction share their axis on a page, so that equal lengths are equal amounts.

// ExtentOf is the range of all values of the series, with zero.
func ExtentOf(series ...[]report.Point) (e Extent) {
	for _, points := range series {
		for i := range points {
			if v, ok := Number(points[i].Value); ok {
				e.Hold(v)
			}
		}
	}
	return e
}

// ValueAt is the value of a series at category i, if it has one that can be drawn.
func ValueAt(points []report.Point, i int) (float64, bool) {
	if i >= len(points) {
		return 0, false
	}
	return Number(points[i].Value)
}

// LabelAt is the label at category i.
func LabelAt(points []report.Point, i int) string {
	if i >= len(points) {
		return ""
	}
	return points[i].Label
}

// ScaleKey names a scale that charts of one kind and unit share on a page.
type ScaleKey struct {
	kind, scale string
	own         any // set for a chart that does not share its scale
}

// SharedScale is the scale that charts of one kind and unit share, or that of own alone where the unit has no scale.
func SharedScale(kind, scale string, own any) ScaleKey {
	if scale == "" {
		return ScaleKey{kind: kind, own: own}
	}
	return ScaleKey{kind: kind, scale: scale}
}

// FactorWorth is the common scale of bars of one unit on a page: the value of a point of length. Charts have more or
// less room; the one with the least room for its values decides, so that equal lengths are equal amounts in all of
// them.
func FactorWorth(values Extent, room float64) Extent {
	if values.High <= values.Low {
		return Extent{}
	}
	return Extent{0, values.Span() / math.Max(room, 1)}
}

// PerValue is the length of a bar of 1, in points, on a scale of worths.
func PerValue(e Extent) float64 {
	const smallest = 1e-300 // the length must stay finite
	if e.High < smallest {
		return 0
	}
	return 1 / e.High
}

// factors are the allowed factors between a scale and that of its page.
var factors = []float64{2, 5, 10, 20, 50, 100}

// magnify chooses the factor between a variance and the main scale, so that the variance can be seen at all. A factor
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

// zoom is the factor of a chart that would fill less than a quarter of its page's scale.
func zoom(own, shared Extent) float64 {
	share := math.Max(ratio(own.High, shared.High), ratio(own.Low, shared.Low))
	if share <= 0 || share > 0.25 {
		return 1
	}
	return magnify(share, 1)
}

// Visible is the factor of variances compared with the values that they belong to; there is none if nothing is drawn.
// Variances with no room on the scale are drawn smaller, by a round factor below 1.
func Visible(deltas Extent, unit, room float64) float64 {
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

func ratio(v, of float64) float64 {
	switch {
	case v == 0:
		return 0
	case of == 0:
		return 1
	}
	return v / of
}

// FactorMark writes a factor for a scale.
func FactorMark(factor float64) string {
	if factor == 1 {
		return ""
	}
	if factor < 1 {
		return "÷" + strconv.FormatFloat(math.Round(1/factor), 'f', -1, 64)
	}
	return "×" + strconv.FormatFloat(factor, 'f', -1, 64)
}

// Within cuts the value of a bar that is beyond the scale at its end.
func Within(e Extent, v float64) (at float64, cut bool) {
	at = math.Min(math.Max(v, e.Low), e.High)
	return at, at != v
}
