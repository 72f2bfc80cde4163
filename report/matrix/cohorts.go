package matrix

import (
	"fmt"
	"math/big"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// cohortsLast is the default number of cohorts.
const cohortsLast = 12

// cohorts is a section that follows members through the periods after their first one: a triangle of shaded cells, with
// a row for the members of each first period.
type cohorts struct {
	s       *scope.Scope
	c       *section.Cohorts
	id      string
	periods []period.Period
}

// NewCohorts prepares cohorts. It fails if the YAML names something that does not exist.
func NewCohorts(s *scope.Scope, c *section.Cohorts, id string) (scope.Part, error) {
	n, unit := c.Last, period.Unit(c.Per)
	if n <= 0 {
		n = cohortsLast
	}
	switch unit {
	case "":
		unit = period.Month
	case period.Week, period.Month, period.Quarter, period.Year:
	default:
		return nil, fmt.Errorf("cohorts.per: %q is not one of week, month, quarter, year", c.Per)
	}
	return &cohorts{s, c, id, s.Calendar.Last(n, unit, s.Periods[0].End)}, nil
}

// Needs implements scope.Part.
func (k *cohorts) Needs(n *scope.Needs) {
	ask := metric.CohortAsk{Dataset: k.c.Dataset, Member: k.c.Member, Date: k.c.Date, Periods: k.periods}
	if k.show() == "value" {
		ask.Value = k.c.Value
	}
	n.Cohorts = append(n.Cohorts, scope.CohortNeed{ID: k.id, CohortAsk: ask})
}

func (k *cohorts) show() string {
	if k.c.Show == "" {
		return "share"
	}
	return k.c.Show
}

// measure is the metric that the cells show.
func (k *cohorts) measure() *metric.Metric {
	switch {
	case k.show() == "share":
		return &metric.Metric{Name: k.id, Unit: metric.Percent}
	case k.show() == "value" && metric.Unit(k.c.Unit) != metric.Number:
		return &metric.Metric{Name: k.id, Unit: metric.Currency, Currency: k.s.Config.Currency, AddsUp: true}
	}
	return &metric.Metric{Name: k.id, Unit: metric.Number, AddsUp: true}
}

// Build implements scope.Part.
func (k *cohorts) Build(b scope.Book) (report.Section, error) {
	list := b.Cohorts(k.id)
	unit := string(k.periods[0].Unit)
	sec := report.Section{
		Kind:  "cohorts",
		Title: k.s.Title(k.c.Title, "title.cohorts."+k.show()),
		Note:  k.s.Span(k.periods) + report.Dash + k.s.Word("note.age."+unit),
	}
	began := int64(0)
	for _, c := range list {
		began += c.Size
	}
	if began == 0 {
		sec.Blocks = k.s.Sentence(k.s.Word("cohorts.none"))
		return sec, nil
	}
	g := k.triangle(list)
	if sec.Unit = g.format.Unit; sec.Unit == k.s.Word("unit.number") {
		sec.Unit = "" // the title says what is counted
	}
	sec.Blocks = []report.Block{{Heat: g.heatMap(began)}}
	if last := k.periods[len(k.periods)-1]; g.starred {
		g.t.Note(k.s.Unfinished(last))
	}
	g.t.Explain(&sec)
	return sec, nil
}

// triangle builds the heat map of a section of cohorts.
type triangle struct {
	*cohorts
	t       *notation.Sheet
	m       *metric.Metric
	format  notation.NumberFormat
	list    []metric.Cohort
	most    *big.Rat // the value of the darkest cell
	starred bool     // a cell has a star, because its period is not over
}

func (k *cohorts) triangle(list []metric.Cohort) *triangle {
	g := &triangle{cohorts: k, t: notation.NewSheet(k.s), m: k.measure(), list: list}
	var all, shaded []metric.Num
	for i := range list {
		for age := range list[i].Cells {
			n := g.number(i, age)
			all = append(all, n)
			if g.isShaded(age) {
				shaded = append(shaded, n)
			}
		}
	}
	g.most = notation.Largest(shaded)
	if g.format = g.t.FormatFor(g.m, all...); k.show() == "share" {
		g.format = g.t.Percent(0)
	}
	return g
}

// isShaded reports whether the cells of an age, in periods, are shaded. Counts and shares at age 0 are not: all members
// are present then.
func (g *triangle) isShaded(age int) bool { return age > 0 || g.show() == "value" }

// number is the number of cohort i at an age, in periods; NotYet if the cohort has not reached that age.
func (g *triangle) number(i, age int) metric.Num {
	c := &g.list[i]
	switch {
	case age >= len(c.Cells):
		return metric.NoNum(metric.NotYet)
	case g.show() == "share" && c.Cells[age].OK() && c.Size == 0:
		return metric.NoNum(metric.NoData)
	case g.show() == "share":
		return metric.Div(c.Cells[age], metric.NumOf(big.NewRat(c.Size, 1)))
	}
	return c.Cells[age]
}

// isOpen reports whether the cell of cohort i at an age is in a period that is not over.
func (g *triangle) isOpen(i, age int) bool {
	last := g.periods[len(g.periods)-1]
	if !last.Open() {
		return false
	}
	for at, p := range g.periods {
		if p.Start == g.list[i].Period.Start {
			return at+age == len(g.periods)-1
		}
	}
	return false
}

func (g *triangle) heatMap(began int64) *report.HeatMap {
	h := &report.HeatMap{Head: g.s.Word("column.cohort"), Extra: g.s.Word("column.size")}
	for age := range g.periods {
		h.Columns = append(h.Columns, g.s.Locale.Signed(big.NewRat(int64(age), 1), 0))
	}
	h.Columns[0] = "+0"
	for i := range g.list {
		row := report.HeatRow{Label: g.s.ShortWithYear(g.list[i].Period), Extra: g.s.Count(g.list[i].Size)}
		for age := range g.periods {
			row.Cells = append(row.Cells, g.cell(i, age))
		}
		h.Rows = append(h.Rows, row)
	}
	if g.show() == "share" {
		h.Rows = append(h.Rows, g.averages(began))
		g.t.Note(g.s.Word("foot.average"))
	}
	h.Caption = g.message()
	if h.Alt = g.s.Word("title.cohorts."+g.show()) + "."; h.Caption != "" {
		h.Alt += " " + h.Caption
	}
	return h
}

func (g *triangle) cell(i, age int) report.HeatCell {
	n := g.number(i, age)
	switch {
	case n.State == metric.NotYet:
		return report.HeatCell{}
	case !n.OK():
		return report.HeatCell{Text: g.t.Sign(n), Tone: report.Muted}
	}
	c := report.HeatCell{Text: g.text(n), Exact: g.format.Exact(n)}
	if g.isShaded(age) {
		c.Shade = shareOf(n.Rat, g.most)
	}
	if n.Rat.Sign() < 0 {
		c.Tone = report.Bad
	}
	if g.isOpen(i, age) {
		g.starred = true
		c.Text += scope.Star
	}
	return c
}

func (g *triangle) text(n metric.Num) string {
	if g.show() == "share" {
		mark, percent := roundPercent(n.Rat)
		return mark + g.s.Locale.Number(percent, 0)
	}
	return g.format.Value(n)
}

// roundPercent rounds a share to whole per cent. A share that is not 0 or 100 % is never rounded to it: the mark is
// then "<" with 1, or ">" with 99; otherwise it is "".
func roundPercent(ratio *big.Rat) (mark string, percent *big.Rat) {
	percent = rounding.Round(new(big.Rat).Mul(ratio, notation.Hundred), 0)
	switch {
	case ratio.Sign() > 0 && percent.Sign() == 0:
		return "<", notation.Unity
	case ratio.Cmp(notation.Unity) < 0 && percent.Cmp(notation.Hundred) >= 0:
		return ">", big.NewRat(99, 1)
	}
	return "", percent
}
