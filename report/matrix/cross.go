package matrix

import (
	"cmp"
	"math/big"
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// How many members of the second dimension have a column of their own at most.
const (
	crossColumns        = 12
	crossOrderedColumns = 31 // in a dimension with an order, such as hours
)

// cross is a heat map of two dimensions in one period: a line per member of the first, a column per member of the
// second.
type cross struct {
	heatMap
	p period.Period
}

// NewHeatMap prepares a heat map. It fails if the YAML names something that does not exist.
func NewHeatMap(s *scope.Scope, c *section.HeatMap) (scope.Part, error) {
	if c.Across != "" {
		return newCross(s, c)
	}
	x, err := newMatrix(s, "heat_map", c.Metric, c.By, c.Last)
	if err != nil {
		return nil, err
	}
	return &heatMap{x, c}, nil
}

func newCross(s *scope.Scope, c *section.HeatMap) (scope.Part, error) {
	m, err := s.Metric("heat_map.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	whole := s.PeriodsOf(c.Period)[0]
	p := m.Known(whole)
	k := &cross{heatMap{matrix{s, m, c.By, []period.Period{p}}, c}, p}
	if s.StateUnknown(m, whole) {
		return scope.UnknownSection{Kind: "heat_map", Title: k.title(), Reason: s.WhyUnknown(m.Dataset, whole)}, nil
	}
	return k, nil
}

// pairs asks for the cells.
func (k *cross) pairs() metric.Ask {
	return metric.Ask{Metric: k.m.Name, By: k.c.Across, Of: k.by, Period: k.p}
}

// Needs implements scope.Part.
func (k *cross) Needs(n *scope.Needs) {
	for _, by := range []string{k.by, k.c.Across} {
		n.Ask(metric.Ask{Metric: k.m.Name, By: by, Period: k.p})
	}
	n.Ask(k.pairs())
}

// title is the YAML's, or the metric by both dimensions.
func (k *cross) title() string {
	if own := prose.Tidy(k.c.Title); own != "" {
		return own
	}
	return k.s.Word("title.trend.by", k.s.Word("title.breakdown", prose.Tidy(k.m.Label), k.s.Inline(k.by)), k.s.Inline(k.c.Across))
}

// Build implements scope.Part.
func (k *cross) Build(b scope.Book) (report.Section, error) {
	t := notation.NewSheet(k.s)
	sec := report.Section{Kind: "heat_map", Title: k.title(), Note: k.s.TimeNote(k.m, k.p)}
	if k.c.Show == "vs_last_year" {
		sec.Note += report.Dash + k.s.ExplainScenarios(true, false, true, false)
	}
	cells := k.cells(b)
	rows, whole := k.kept(b, k.by, func(id string) bool { return k.shows(cells, id, 0) })
	columns, _ := k.kept(b, k.c.Across, func(id string) bool { return k.shows(cells, id, 1) })
	if len(rows) == 0 || len(columns) == 0 {
		sec.Blocks = k.s.Nothing()
		return sec, nil
	}
	rows = k.most(t, rows)
	columns = k.folded(t, columns)
	for i := range rows {
		rows[i].Figures = append(cells.row(rows[i], columns), rows[i].First())
	}
	whole.Figures = append(totals(columns), whole.First())
	g := k.grid(t, without(rows), whole)
	sec.Unit = g.format.Unit
	sec.Blocks = []report.Block{{Heat: k.drawn(g, rows, whole, columns)}}
	if k.diverging() && hasShades(sec.Blocks[0].Heat) {
		t.Note(k.s.Word("foot.shade", g.darkestText()))
	}
	t.NoteKnownUntil(k.m, k.p)
	t.Explain(&sec)
	return sec, nil
}

// without are the lines without their totals, which do not decide on unit and shades.
func without(rows []members.Line) []members.Line {
	list := slices.Clone(rows)
	for i := range list {
		list[i].Figures = list[i].Figures[:len(list[i].Figures)-1]
	}
	return list
}

func totals(columns []members.Line) []metric.Figure {
	list := make([]metric.Figure, len(columns))
	for i, m := range columns {
		list[i] = m.First()
	}
	return list
}

// kept are the members of a dimension that have a cell, the largest first, and the total.
func (k *cross) kept(b scope.Book, by string, has func(id string) bool) (list []members.Line, total members.Line) {
	list, total = members.Lines(k.s, b, k.m, by, []period.Period{k.p})
	list = slices.DeleteFunc(list, func(m members.Line) bool { return !has(m.ID()) })
	members.Rank(list, func(m members.Line) metric.Num { return m.First().AC })
	return list, total
}

// most are as many lines as the YAML allows.
func (k *cross) most(t *notation.Sheet, rows []members.Line) []members.Line {
	limit, body := cmp.Or(k.c.Limit, heatLimit), bodyOf(rows)
	if body <= limit {
		return rows
	}
	t.Note(k.s.Word("foot.largest", k.s.Count(int64(limit)), k.s.Count(int64(body))))
	return append(rows[:limit:limit], rows[body:]...)
}

// folded makes one column of the members that have none of their own, if they add up; else a note says how many are
// shown.
func (k *cross) folded(t *notation.Sheet, columns []members.Line) []members.Line {
	body, limit := bodyOf(columns), crossColumns
	if columns[0].Place > 0 {
		limit = crossOrderedColumns
	}
	if body <= limit+1 {
		return columns
	}
	rest, list := columns[limit:body], columns[:limit:limit]
	if !k.m.AddsUp && !k.m.MembersAdd {
		t.Note(k.s.Word("foot.cut", k.s.Count(int64(limit)), k.s.Count(int64(body))))
		return append(list, columns[body:]...)
	}
	var figures []metric.Figure
	for _, m := range rest {
		figures = append(figures, m.First())
	}
	others := members.Line{Label: k.s.Locale.Plural("bar.others", int64(len(rest))), Several: true, Figures: []metric.Figure{together(figures)}}
	return append(append(list, others), columns[body:]...)
}

// bodyOf is how many of some lines are members.
func bodyOf(list []members.Line) int {
	if n := len(list); n > 0 && list[n-1].Kind == report.Unassigned {
		return n - 1
	}
	return len(list)
}

// together is the sum of figures that add up.
func together(list []metric.Figure) metric.Figure {
	sum := list[0]
	of := func(pick func(*metric.Figure) metric.Num) metric.Num {
		nums := make([]metric.Num, len(list))
		for i := range list {
			nums[i] = pick(&list[i])
		}
		return members.Sum(nums)
	}
	sum.AC, sum.PY = of(members.Actual), of(members.LastYear)
	sum.DeltaPY = metric.Sub(sum.AC, sum.PY)
	sum.DeltaPYPct = metric.Div(sum.DeltaPY, notation.Magnitude(sum.PY))
	return sum
}

// crossCells are the figures by both members.
type crossCells struct {
	of      map[[2]string]metric.Figure
	columns []string // the second members, each once
}

// cells reads the figures by both members.
func (k *cross) cells(b scope.Book) *crossCells {
	c := &crossCells{of: map[[2]string]metric.Figure{}}
	for _, s := range b.Answer(k.pairs()).Slices {
		row, column := cmp.Or(s.Of, "\x00"), cmp.Or(s.Key, "\x00")
		c.of[[2]string{row, column}] = s.Figure
		if !slices.Contains(c.columns, column) {
			c.columns = append(c.columns, column)
		}
	}
	return c
}

// shows reports whether a member of the first (0) or the second dimension (1) has a cell worth showing.
func (k *cross) shows(c *crossCells, id string, dimension int) bool {
	for at, f := range c.of {
		there := func(n metric.Num) bool { return n.OK() && (n.Rat.Sign() != 0 || !k.m.AddsUp) }
		if at[dimension] == id && (there(f.AC) || k.diverging() && there(f.PY)) {
			return true
		}
	}
	return false
}

// row are a line's figures in the columns. Where both members meet nowhere, a sum is zero.
func (c *crossCells) row(m members.Line, columns []members.Line) []metric.Figure {
	list := make([]metric.Figure, 0, len(columns)+1)
	whole := m.First()
	at := func(column string) metric.Figure {
		if f, ok := c.of[[2]string{m.ID(), column}]; ok {
			return f
		}
		f := members.FillMissing(metric.Figure{AC: metric.NoNum(metric.NoData), PY: metric.NoNum(metric.NoData)}, &whole)
		if whole.Metric != nil && whole.Metric.MembersAdd {
			f.AC, f.PY = zeroIfKnown(whole.AC), zeroIfKnown(whole.PY)
		}
		return f
	}
	for _, column := range columns {
		if !column.Several {
			list = append(list, at(column.ID()))
			continue
		}
		var rest []metric.Figure
		for _, id := range c.columns {
			if !slices.ContainsFunc(columns, func(kept members.Line) bool { return !kept.Several && kept.ID() == id }) {
				rest = append(rest, at(id))
			}
		}
		list = append(list, together(rest))
	}
	return list
}

// zeroIfKnown is zero if the total has a number. Otherwise it is absent for the same reason as the total.
func zeroIfKnown(whole metric.Num) metric.Num {
	if whole.OK() {
		return metric.NumOf(new(big.Rat))
	}
	return whole
}

// drawn is the grid with a total at the end of each line.
func (k *cross) drawn(g *heatGrid, rows []members.Line, whole members.Line, columns []members.Line) *report.HeatMap {
	h := &report.HeatMap{Head: k.s.Heading(k.by), Alt: k.says(g, rows, columns)}
	for _, m := range columns {
		h.Columns = append(h.Columns, m.Label)
	}
	h.Columns = append(h.Columns, whole.Label)
	for _, m := range append(slices.Clip(rows), whole) {
		row := report.HeatRow{Label: m.Label, Kind: m.Kind}
		for i := range m.Figures {
			kind := m.Kind
			if i == len(columns) || columns[i].Several {
				kind = report.Total
			}
			row.Cells = append(row.Cells, g.cell(&m.Figures[i], kind))
		}
		h.Rows = append(h.Rows, row)
	}
	return h
}

// says is the highest and the lowest cell, in a sentence.
func (k *cross) says(g *heatGrid, rows, columns []members.Line) string {
	var low, high metric.Num
	var lowest, highest string
	for _, m := range rows {
		for i, column := range columns {
			n := g.numberOf(&m.Figures[i])
			if !n.OK() || members.IsOther(m) || members.IsOther(column) {
				continue
			}
			name := k.s.Word("alt.at", g.numberText(n), m.Label+", "+column.Label)
			if !low.OK() || n.Rat.Cmp(low.Rat) < 0 {
				low, lowest = n, name
			}
			if !high.OK() || n.Rat.Cmp(high.Rat) > 0 {
				high, highest = n, name
			}
		}
	}
	if !low.OK() {
		return scope.OneFullStop(k.title() + ".")
	}
	return k.s.Word("alt.extremes", k.title(), k.s.When(k.p), highest, lowest)
}
