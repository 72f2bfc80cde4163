package matrix

import (
	"cmp"
	"math/big"
	"slices"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

const (
	heatLimit = 30 // the default number of rows

	heatGap    = 50 // the distance from the reference, in per cent, from which a cell is darkest
	heatPoints = 10 // the same distance in points, for the difference of percentages
)

// heatMap is a section with a row for each member and a column for each period. A cell contains its number and is
// shaded by it.
type heatMap struct {
	matrix
	c *section.HeatMap
}

// Build implements scope.Part.
func (k *heatMap) Build(b scope.Book) (report.Section, error) {
	k = &heatMap{k.fromFirstData(b), k.c}
	t := notation.NewSheet(k.s)
	rows, whole := k.largest(t, b, cmp.Or(k.c.Limit, heatLimit))
	if k.c.Show == "attainment" { // leave out members who left earlier
		rows = slices.DeleteFunc(rows, func(m members.Line) bool {
			return m.Kind == report.Body && !members.AnyKnown(m.Figures, members.ToDate) && m.Figures[len(m.Figures)-1].AC.Float() == 0
		})
	}
	sec := report.Section{Kind: "heat_map", Title: k.s.Title(k.c.Title, k.titleKey(), prose.Tidy(k.m.Label), k.s.Inline(k.by)), Note: k.note()}
	if len(rows) == 0 || !members.AnyKnown(whole.Figures, members.Actual) {
		sec.Blocks = k.s.Nothing()
		return sec, nil
	}
	g := k.grid(t, rows, whole)
	if why := g.incomparableReason(append(slices.Clip(rows), whole)); why != "" {
		sec.Blocks = k.s.Sentence(why)
		return sec, nil
	}
	sec.Unit = g.format.Unit
	sec.Blocks = []report.Block{{Heat: g.heatMapBlock(rows, whole)}}
	k.notes(t, g, hasShades(sec.Blocks[0].Heat))
	if k.c.Show == "attainment" {
		k.noteUnset(t, rows, whole)
		members.TargetNotes(k.s, t, b, k.periods, members.ShownScenario{Metric: k.m, Scenario: metric.TargetScenario})
	}
	t.Explain(&sec)
	return sec, nil
}

func (k *heatMap) titleKey() string {
	if k.diverging() {
		return "title.heat." + k.c.Show
	}
	return "title.by." + string(k.unit())
}

// diverging reports whether the cells show the distance of the actual from a reference.
func (k *heatMap) diverging() bool { return k.c.Show == "attainment" || k.c.Show == "vs_last_year" }

func (k *heatMap) note() string {
	text := k.s.Span(k.periods)
	switch k.c.Show {
	case "attainment":
		return text + report.Dash + k.s.ExplainScenarios(true, true, false, false)
	case "vs_last_year":
		return text + report.Dash + k.s.ExplainScenarios(true, false, true, false)
	}
	return text
}

// heatGrid builds the block of a heat map.
type heatGrid struct {
	*heatMap
	t         *notation.Sheet
	format    notation.NumberFormat
	low, high *big.Rat // the values of the lightest and the darkest cell; low is zero for an additive metric
}

func (k *heatMap) grid(t *notation.Sheet, rows []members.Line, whole members.Line) *heatGrid {
	g := &heatGrid{heatMap: k, t: t, low: new(big.Rat), high: new(big.Rat)}
	switch {
	case k.c.Show == "attainment":
		g.format = t.Percent(0)
	case k.c.Show == "vs_last_year" && k.m.InPoints():
		digits := notation.PointDigits(k.m, notation.VarianceDigits)
		g.format = t.FormatFor(k.m)
		g.format.Unit, g.format.Digits = g.format.Delta, digits
	case k.c.Show == "vs_last_year":
		g.format = t.Percent(0)
	default:
		nums := members.Numbers(members.WithoutOutsized(rows, members.Actual), members.Actual)
		g.format = t.FormatFor(k.m, members.Numbers(members.UnitLines(k.s, k.m, rows, whole), members.Actual)...)
		g.high = notation.Largest(nums)
		if k.m.Unit == metric.Percent || notation.IsAverage(k.m) {
			g.low = smallest(nums, g.high)
		}
	}
	return g
}

// smallest is the smallest of the numbers that are not negative, or most if all are larger.
func smallest(nums []metric.Num, most *big.Rat) *big.Rat {
	low := most
	for _, n := range nums {
		if n.OK() && n.Rat.Sign() >= 0 && n.Rat.Cmp(low) < 0 {
			low = n.Rat
		}
	}
	return low
}

func (g *heatGrid) heatMapBlock(rows []members.Line, whole members.Line) *report.HeatMap {
	h := &report.HeatMap{Head: g.s.Heading(g.by), Columns: g.columns(), Days: scope.FirstDays(g.periods)}
	for _, m := range append(rows[:len(rows):len(rows)], whole) {
		row := report.HeatRow{Label: m.Label, Kind: m.Kind}
		for i := range m.Figures {
			row.Cells = append(row.Cells, g.cell(&m.Figures[i], m.Kind))
		}
		h.Rows = append(h.Rows, row)
	}
	title := g.s.Word(g.titleKey(), prose.Tidy(g.m.Label), g.s.Inline(g.by))
	if h.Alt = g.extremes(title, g.lastComplete(), rows, g.numberOf, g.numberText); h.Alt == "" {
		h.Alt = scope.OneFullStop(title + ".")
	}
	return h
}

// numberOf is the number of a figure that its cell shows.
func (g *heatGrid) numberOf(f *metric.Figure) metric.Num {
	switch {
	case g.c.Show == "attainment" && notation.IsNegative(f.PLToDate), g.c.Show == "vs_last_year" && notation.IsNegative(f.PY) && !g.m.InPoints():
		return metric.NoNum(metric.Undefined)
	case g.c.Show == "attainment":
		return f.Attainment
	case g.c.Show == "vs_last_year":
		return f.DeltaPYPct
	}
	return f.AC
}

// numberText writes a cell's number with its unit, for a sentence.
func (g *heatGrid) numberText(n metric.Num) string {
	switch {
	case g.c.Show == "attainment":
		return g.format.Attainment(g.m, n) + scope.NBSP + "%"
	case g.c.Show == "vs_last_year":
		return g.format.Signed(n) + scope.NBSP + g.format.Unit
	}
	return notation.Full(g.s, g.m, n.Rat)
}

// darkestText is the distance from the reference, as text, from which a cell is darkest.
func (g *heatGrid) darkestText() string {
	if g.m.InPoints() && g.c.Show == "vs_last_year" {
		return notation.PointsOf(g.s, g.m, g.pointsDarkest(), 0)
	}
	return g.s.Locale.Percent(big.NewRat(heatGap, 100), 0)
}

func (g *heatGrid) pointsDarkest() *big.Rat {
	return new(big.Rat).Mul(big.NewRat(heatPoints, 1), notation.OnePoint(g.m))
}

// cell is the cell of a figure: blank for a future period, the sign of the reason for another missing number.
func (g *heatGrid) cell(f *metric.Figure, kind report.RowKind) report.HeatCell {
	n := g.numberOf(f)
	switch {
	case f.AC.State == metric.NotYet:
		return report.HeatCell{}
	case !n.OK() && g.diverging() && f.AC.OK() && (notation.IsNegative(f.PLToDate) && g.c.Show == "attainment" || notation.IsNegative(f.PY) && g.c.Show == "vs_last_year"):
		return report.HeatCell{Text: g.t.NotMeaningful(), Tone: report.Muted}
	case !n.OK():
		return report.HeatCell{Text: g.t.Sign(n), Tone: report.Muted}
	case g.c.Show == "attainment":
		off := new(big.Rat).Sub(n.Rat, notation.Unity)
		printed := new(big.Rat).Sub(g.format.CutAtThreshold(g.m, n.Rat), notation.Hundred)
		return report.HeatCell{Text: g.format.Attainment(g.m, n), Shade: shareOf(off, big.NewRat(heatGap, 100)), Tone: notation.EffectTone(g.m, printed), Exact: g.format.Exact(n)}
	case g.c.Show == "vs_last_year":
		most := big.NewRat(heatGap, 100)
		if g.m.InPoints() {
			most = g.pointsDarkest()
		}
		return report.HeatCell{Text: g.format.Signed(n), Shade: shareOf(n.Rat, most), Tone: g.format.Tone(g.m, n), Exact: g.format.Exact(n)}
	}
	return g.value(n, kind)
}

// value is the cell of an actual. Its shade starts at zero for an additive metric, at the lowest value for a ratio.
// Totals are not shaded. A negative value has the colour of its business effect.
func (g *heatGrid) value(n metric.Num, kind report.RowKind) report.HeatCell {
	c := report.HeatCell{Text: g.format.Value(n), Exact: g.format.Exact(n)}
	switch {
	case kind == report.Total:
	case n.Rat.Sign() < 0:
		c.Shade, c.Tone = shareOf(n.Rat, g.high), notation.EffectTone(g.m, n.Rat)
	case g.low.Cmp(g.high) == 0:
		c.Shade = shareOf(g.high, g.high) / 2
	default:
		c.Shade = shareOf(new(big.Rat).Sub(n.Rat, g.low), new(big.Rat).Sub(g.high, g.low))
	}
	return c
}

// shareOf is |r| ÷ most, at most 1; 0 if most is 0.
func shareOf(r, most *big.Rat) float64 {
	if most.Sign() == 0 {
		return 0
	}
	f, _ := new(big.Rat).Quo(new(big.Rat).Abs(r), most).Float64()
	return min(f, 1)
}

// hasShades reports whether any cell is shaded.
func hasShades(h *report.HeatMap) bool {
	return slices.ContainsFunc(h.Rows, func(r report.HeatRow) bool {
		return slices.ContainsFunc(r.Cells, func(c report.HeatCell) bool { return c.Shade > 0 })
	})
}
