package build

import (
	"cmp"
	"math/big"
	"slices"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/metric"
)

const (
	heatLimit = 30 // how many lines a heat map has when the YAML does not say

	heatGap    = 50 // per cent from the reference from which a cell is darkest
	heatPoints = 10 // the same of a difference of percents, in points
)

// heatMap is a line per member and a column per period, as cells that are shaded by what they hold; each writes its number.
type heatMap struct {
	matrix
	c *section.HeatMap
}

func newHeatMap(s *Scope, c *section.HeatMap) (part, error) {
	x, err := s.matrix("heat_map", c.Metric, c.By, c.Last)
	if err != nil {
		return nil, err
	}
	return &heatMap{x, c}, nil
}

func (k *heatMap) build(b Book) (report.Section, error) {
	k = &heatMap{k.fromBegin(b), k.c}
	t := k.s.sheet()
	rows, whole := k.largest(t, b, cmp.Or(k.c.Limit, heatLimit))
	if k.c.Show == "attainment" { // who left before is in nobody's way
		rows = slices.DeleteFunc(rows, func(m member) bool {
			return m.kind == report.Body && !some(m.at, toDate) && m.at[len(m.at)-1].AC.Float() == 0
		})
	}
	sec := report.Section{Kind: "heat_map", Title: k.s.title(k.c.Title, k.titleKey(), tidy(k.m.Label), k.s.inline(k.by)), Note: k.note()}
	if len(rows) == 0 || !some(whole.at, actual) {
		sec.Blocks = k.s.nothing()
		return sec, nil
	}
	g := k.grid(t, rows, whole)
	if why := g.incomparable(append(slices.Clip(rows), whole)); why != "" {
		sec.Blocks = k.s.saying(why)
		return sec, nil
	}
	sec.Unit = g.pen.unit
	sec.Blocks = []report.Block{{Heat: g.draw(rows, whole)}}
	k.notes(t, g, shaded(sec.Blocks[0].Heat))
	if k.c.Show == "attainment" {
		k.notSet(t, rows, whole)
		k.s.aimNotes(t, b, k.periods, aim{k.m, metric.TargetScenario})
	}
	t.explain(&sec)
	return sec, nil
}

func (k *heatMap) titleKey() string {
	if k.diverging() {
		return "title.heat." + k.c.Show
	}
	return "title.by." + string(k.unit())
}

// diverging tells whether the cells show how far the actual is from something.
func (k *heatMap) diverging() bool { return k.c.Show == "attainment" || k.c.Show == "vs_last_year" }

func (k *heatMap) note() string {
	text := k.s.span(k.periods)
	switch k.c.Show {
	case "attainment":
		return text + report.Dash + k.s.scenarios(true, true, false, false)
	case "vs_last_year":
		return text + report.Dash + k.s.scenarios(true, false, true, false)
	}
	return text
}

// heatGrid is a heat map while it is drawn up.
type heatGrid struct {
	*heatMap
	t         *sheet
	pen       pen
	low, high *big.Rat // of the lines' values; low is zero of what adds up
}

func (k *heatMap) grid(t *sheet, rows []member, whole member) *heatGrid {
	g := &heatGrid{heatMap: k, t: t, low: new(big.Rat), high: new(big.Rat)}
	switch {
	case k.c.Show == "attainment":
		g.pen = t.percent(0)
	case k.c.Show == "vs_last_year" && k.m.InPoints():
		digits := pointDigits(k.m, varianceDigits)
		g.pen = t.pen(k.m)
		g.pen.unit, g.pen.digits = g.pen.delta, digits
	case k.c.Show == "vs_last_year":
		g.pen = t.percent(0)
	default:
		nums := numbers(withoutGiants(rows, actual), actual)
		g.pen = t.pen(k.m, numbers(k.s.scaled(k.m, rows, whole), actual)...)
		g.high = largest(nums)
		if k.m.Unit == metric.Percent || averages(k.m) {
			g.low = least(nums, g.high)
		}
	}
	return g
}

// least is the smallest number that is not negative, at most the given one.
func least(nums []metric.Num, most *big.Rat) *big.Rat {
	low := most
	for _, n := range nums {
		if n.OK() && n.Rat.Sign() >= 0 && n.Rat.Cmp(low) < 0 {
			low = n.Rat
		}
	}
	return low
}

func (g *heatGrid) draw(rows []member, whole member) *report.HeatMap {
	h := &report.HeatMap{Head: g.s.dimension(g.by), Columns: g.columns(), Days: firstDays(g.periods)}
	for _, m := range append(rows[:len(rows):len(rows)], whole) {
		row := report.HeatRow{Label: m.label, Kind: m.kind}
		for i := range m.at {
			row.Cells = append(row.Cells, g.cell(&m.at[i], m.kind))
		}
		h.Rows = append(h.Rows, row)
	}
	title := g.s.word(g.titleKey(), tidy(g.m.Label), g.s.inline(g.by))
	if h.Alt = g.extremes(title, g.finished(), rows, g.pick, g.say); h.Alt == "" {
		h.Alt = stopped(title + ".")
	}
	return h
}

// pick is what a cell shows of its figure.
func (g *heatGrid) pick(f *metric.Figure) metric.Num {
	switch {
	case g.c.Show == "attainment" && negative(f.PLToDate), g.c.Show == "vs_last_year" && negative(f.PY) && !g.m.InPoints():
		return metric.None(metric.Undefined)
	case g.c.Show == "attainment":
		return f.Attainment
	case g.c.Show == "vs_last_year":
		return f.DeltaPYPct
	}
	return f.AC
}

// say writes a cell's number in a sentence.
func (g *heatGrid) say(n metric.Num) string {
	switch {
	case g.c.Show == "attainment":
		return g.pen.attainment(g.m, n) + nbsp + "%"
	case g.c.Show == "vs_last_year":
		return g.pen.signed(n) + nbsp + g.pen.unit
	}
	return g.s.full(g.m, n.Rat)
}

// darkest is the distance from which a cell has the darkest ground.
func (g *heatGrid) darkest() string {
	if g.m.InPoints() && g.c.Show == "vs_last_year" {
		return g.s.pointsOf(g.m, g.pointsDarkest(), 0)
	}
	return g.s.Locale.Percent(big.NewRat(heatGap, 100), 0)
}

func (g *heatGrid) pointsDarkest() *big.Rat {
	return new(big.Rat).Mul(big.NewRat(heatPoints, 1), onePoint(g.m))
}

// cell is blank in the future; what else is missing says why.
func (g *heatGrid) cell(f *metric.Figure, kind report.RowKind) report.HeatCell {
	n := g.pick(f)
	switch {
	case f.AC.State == metric.NotYet:
		return report.HeatCell{}
	case !n.OK() && g.diverging() && f.AC.OK() && (negative(f.PLToDate) && g.c.Show == "attainment" || negative(f.PY) && g.c.Show == "vs_last_year"):
		return report.HeatCell{Text: g.t.meaningless(), Tone: report.Muted}
	case !n.OK():
		return report.HeatCell{Text: g.t.sign(n), Tone: report.Muted}
	case g.c.Show == "attainment":
		off := new(big.Rat).Sub(n.Rat, unity)
		printed := new(big.Rat).Sub(g.pen.honest(g.m, n.Rat), hundred)
		return report.HeatCell{Text: g.pen.attainment(g.m, n), Shade: portion(off, big.NewRat(heatGap, 100)), Tone: effect(g.m, printed), Exact: g.pen.exact(n)}
	case g.c.Show == "vs_last_year":
		most := big.NewRat(heatGap, 100)
		if g.m.InPoints() {
			most = g.pointsDarkest()
		}
		return report.HeatCell{Text: g.pen.signed(n), Shade: portion(n.Rat, most), Tone: g.pen.tone(g.m, n), Exact: g.pen.exact(n)}
	}
	return g.value(n, kind)
}

// value is shaded by its size: of what adds up from zero, of a ratio from the lowest one on. The total of a metric would
// dwarf its lines and is not shaded; what is negative has its business effect's colour.
func (g *heatGrid) value(n metric.Num, kind report.RowKind) report.HeatCell {
	c := report.HeatCell{Text: g.pen.value(n), Exact: g.pen.exact(n)}
	switch {
	case kind == report.Total:
	case n.Rat.Sign() < 0:
		c.Shade, c.Tone = portion(n.Rat, g.high), effect(g.m, n.Rat)
	case g.low.Cmp(g.high) == 0:
		c.Shade = portion(g.high, g.high) / 2
	default:
		c.Shade = portion(new(big.Rat).Sub(n.Rat, g.low), new(big.Rat).Sub(g.high, g.low))
	}
	return c
}

// portion is a magnitude as a share of the most, from 0 to 1.
func portion(r, most *big.Rat) float64 {
	if most.Sign() == 0 {
		return 0
	}
	f, _ := new(big.Rat).Quo(new(big.Rat).Abs(r), most).Float64()
	return min(f, 1)
}
