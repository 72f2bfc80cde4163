package membertable

import (
	"slices"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// memberColumn is one column of a table of members while it is built.
type memberColumn struct {
	section.MemberColumn
	s     *scope.Scope
	m     *metric.Metric
	p     period.Period  // the column's period up to the last known day
	whole period.Period  // the column's complete period
	at    int            // the index of the column's figures in members.Line.At
	sum   scalar.Running // in a table of periods: the part of the time that each line covers

	before map[string]int        // for a change of ranks: the rank of each member in the period before
	spark  map[string][]*float64 // for a sparkline: the values of each line, by its sparkID

	format notation.NumberFormat
	high   float64        // the end of the scale of bars and bullets; 0 for none
	lack   *members.Unset // nil unless no member has the target that the column needs
}

// isPastState reports whether the column's metric is a state that is not known for its period.
func (c memberColumn) isPastState() bool { return c.s.StateUnknown(c.m, c.whole) }

// columnNumber is the number of a figure that a column shows. For a kind of column that shows no number, it is the
// actual.
func columnNumber(show string, f *metric.Figure) metric.Num {
	switch show {
	case "target":
		return f.PLToDate
	case "gap":
		return f.DeltaPL
	case "gap_percent":
		return f.DeltaPLPct
	case "attainment":
		return f.Attainment
	case "last_year":
		return f.PY
	case "vs_last_year":
		return f.DeltaPY
	case "vs_last_year_percent":
		return f.DeltaPYPct
	case "previous":
		return f.PP
	case "vs_previous":
		return f.DeltaPP
	case "vs_previous_percent":
		return f.DeltaPPPct
	case "n":
		return metric.NumOf(notation.Rational(f.N))
	}
	return f.AC
}

// hasContent reports whether the column has something to show for a figure: a target, an actual, or a difference. A
// figure whose only number is −100 % against an earlier period has nothing to show.
func (c memberColumn) hasContent(f *metric.Figure) bool {
	there := func(n metric.Num) bool { return n.OK() && n.Rat.Sign() != 0 }
	return c.m.AddsUp && f.PLToDate.OK() || there(f.AC) || c.Show != "vs_last_year_percent" && c.Show != "vs_previous_percent" && there(columnNumber(c.Show, f))
}

func (c memberColumn) isRanked(m members.Line, by func(*metric.Figure) metric.Num) bool {
	f := &m.Figures[c.at]
	return m.Kind == report.Body && !m.Several && by(f).OK() && !f.HasFewRows()
}

// isBetter reports whether a is a better number than b.
func (c memberColumn) isBetter(a, b metric.Num) bool {
	order := a.Rat.Cmp(b.Rat)
	if c.m.LowerBetter {
		order = -order
	}
	return order > 0
}

// onlyFigures returns copies of the lines that have only the column's figure.
func (c memberColumn) onlyFigures(list ...members.Line) []members.Line {
	out := slices.Clone(list)
	for i := range out {
		out[i].Figures = out[i].Figures[c.at : c.at+1]
	}
	return out
}

// chooseFormats sets the formats, scales and missing targets of all columns. Columns of one metric have the same unit,
// so that value, target and gap can be compared.
func (k *memberTable) chooseFormats(t *notation.Sheet, rows []members.Line, total members.Line) {
	formats := map[string]notation.NumberFormat{}
	for _, c := range k.columns {
		if _, done := formats[c.m.Name]; !done {
			formats[c.m.Name] = k.format(t, c.m, slices.DeleteFunc(slices.Clone(rows), func(m members.Line) bool { return m.Several }), total)
		}
	}
	for i := range k.columns {
		c := &k.columns[i]
		c.format = formats[c.m.Name]
		if c.Show == "bar" || c.Show == "bullet" {
			c.high = c.scale(rows, total)
		}
		if c.Targeted() {
			c.lack = members.FindUnset(c.onlyFigures(rows...), c.onlyFigures(total)[0], metric.TargetScenario, 0)
		}
	}
}

// format chooses the number format of a metric's columns. Running sums only count if no column shows the values of the
// periods themselves.
func (k *memberTable) format(t *notation.Sheet, m *metric.Metric, rows []members.Line, total members.Line) notation.NumberFormat {
	var nums, gaps []metric.Num
	alone := slices.ContainsFunc(k.columns, func(c memberColumn) bool { return c.m == m && c.sum.IsZero() })
	for _, c := range k.columns {
		if c.m != m || alone && !c.sum.IsZero() {
			continue
		}
		for _, line := range members.UnitLines(c.s, c.m, c.onlyFigures(rows...), c.onlyFigures(total)[0]) {
			nums = append(nums, line.First().AC)
			if slices.Contains([]string{"target", "gap", "last_year", "vs_last_year", "previous", "vs_previous"}, c.Show) {
				f := line.First()
				nums = append(nums, columnNumber(c.Show, &f))
			}
		}
		if c.Show == "gap" {
			gaps = append(gaps, members.JudgedGaps(c.onlyFigures(append(slices.Clip(rows), total)...))...)
		}
	}
	return t.FormatFor(m, nums...).WithExtraDigitFor(gaps...)
}

// scale is the end of the scale of the column's bars: a round number, or 0 if there are no bars.
func (c memberColumn) scale(rows []members.Line, total members.Line) float64 {
	lines := c.onlyFigures(slices.DeleteFunc(slices.Clone(rows), members.IsOther)...)
	if !c.m.AddsUp {
		lines = append(lines, c.onlyFigures(total)...)
	}
	most := 0.0
	for _, line := range lines {
		f := line.First()
		if most = max(most, f.AC.Float()); c.Show == "bullet" {
			most = max(most, f.PLToDate.Float())
		}
	}
	if most <= 0 {
		return 0
	}
	return rounding.RoundUp(most)
}

// cell is the cell of line m in the column.
func (c memberColumn) cell(m, total members.Line, ranks map[string]int) report.Cell {
	f := &m.Figures[c.at]
	if m.Several && f.Metric == nil && c.Show != "n" || c.Targeted() && c.lack.Hides(m) {
		return report.Cell{}
	}
	cell := c.content(m, f, &total.Figures[c.at], ranks)
	if f.HasFewRows() {
		cell.Tone, cell.Status = report.Muted, report.Neutral
		if c.Show == "value" {
			cell.Text = c.s.Word("few.before", cell.Text, c.s.Count(f.N))
		}
	}
	return cell
}

func (c memberColumn) content(m members.Line, f, whole *metric.Figure, ranks map[string]int) report.Cell {
	p := c.format
	switch c.Show {
	case "gap":
		if notation.GapIsJudged(f) {
			p = p.WithDigitsFor(c.m, f.DeltaPL)
		}
		return report.Cell{Text: p.Gap(f.DeltaPL), Tone: p.Tone(c.m, f.DeltaPL), Exact: p.Exact(f.DeltaPL)}
	case "vs_last_year":
		return report.Cell{Text: p.Gap(f.DeltaPY), Tone: p.Tone(c.m, f.DeltaPY), Exact: p.Exact(f.DeltaPY)}
	case "gap_percent":
		return p.Relative(c.m, f.PLToDate, f.DeltaPLPct, notation.GapIsJudged(f))
	case "vs_last_year_percent":
		return p.Relative(c.m, f.PY, f.DeltaPYPct, false)
	case "vs_previous":
		return report.Cell{Text: p.Gap(f.DeltaPP), Tone: p.Tone(c.m, f.DeltaPP), Exact: p.Exact(f.DeltaPP)}
	case "vs_previous_percent":
		return p.Relative(c.m, f.PP, f.DeltaPPPct, false)
	case "attainment":
		return p.Sheet.Percent(notation.VarianceDigits).ShareCell(c.m, f.Attainment, f.PLToDate, f.Status)
	case "share":
		return c.share(f.AC, whole.AC)
	case "rank":
		if rank := ranks[m.Key]; rank > 0 && m.Kind == report.Body && !m.Several {
			return report.Cell{Text: c.s.Count(int64(rank)), Exact: notation.WholeExact(int64(rank))}
		}
		return report.Cell{}
	case "rank_change":
		return c.placesWon(m, ranks[m.Key])
	case "sparkline":
		return report.Cell{Spark: c.spark[sparkID(m)]}
	case "n":
		return report.Cell{Text: c.s.Count(f.N), Tone: report.Muted, Exact: notation.WholeExact(f.N)}
	case "bar", "bullet":
		return report.Cell{Bullet: c.bullet(m, f)}
	}
	return p.Cell(columnNumber(c.Show, f))
}

// placesWon is the number of places that a member has won since the period before. It is blank if the member has no
// rank in one of the two periods.
func (c memberColumn) placesWon(m members.Line, rank int) report.Cell {
	before := c.before[m.Key]
	if m.Kind != report.Body || m.Several || rank == 0 || before == 0 {
		return report.Cell{}
	}
	won := int64(before - rank)
	places := notation.NumberFormat{Sheet: c.format.Sheet, Per: notation.Unity}
	n := metric.NumOf(notation.Rational(won))
	return report.Cell{Text: places.Gap(n), Tone: report.Tone(n.Rat.Sign()), Exact: notation.WholeExact(won)}
}

// share is the cell with a line's share of the total. A negative total has no shares.
func (c memberColumn) share(ac, whole metric.Num) report.Cell {
	p := c.format.Sheet.Percent(notation.VarianceDigits)
	if whole.OK() && whole.Rat.Sign() < 0 {
		return report.Cell{Text: p.Sheet.NotMeaningful(), Tone: report.Muted}
	}
	return p.Cell(metric.Div(ac, whole))
}

// bullet is a line's bar, with its target if the column shows bullets; nil if there is nothing to draw.
func (c memberColumn) bullet(m members.Line, f *metric.Figure) *report.Bullet {
	giant := members.IsOther(m) && f.AC.Float() > c.high
	if m.Kind == report.Total && c.m.AddsUp || c.high == 0 || giant || !f.AC.OK() && (c.Show == "bar" || !f.PLToDate.OK()) {
		return nil
	}
	b := &report.Bullet{Max: c.high, Actual: notation.FloatFromZero(f.AC), Plain: c.Show == "bar"}
	if b.Plain {
		return b
	}
	if b.Target = notation.FloatFromZero(f.PLToDate); b.Target != nil && !c.m.LowerBetter {
		b.AtRisk, b.Good = notation.Share(f.PLToDate, c.m.AtRisk), notation.Share(f.PLToDate, c.m.OnTrack)
	}
	return b
}
