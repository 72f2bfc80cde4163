// Package scorecard makes the section of cards: each card shows one metric against its target and last year, and its
// expected value at the end of the period.
package scorecard

import (
	"fmt"
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

// minSparkPoints is the smallest number of points of a sparkline.
const minSparkPoints = 3

// scorecard is a section with a card per metric for the first period. A table below the cards shows the other periods.
type scorecard struct {
	s       *scope.Scope
	c       *section.Scorecard
	metrics []*metric.Metric
	periods []period.Period
	spark   []period.Period
}

// New prepares the section. It fails if the YAML names something that does not exist.
func New(s *scope.Scope, c *section.Scorecard) (scope.Part, error) {
	k := &scorecard{s: s, c: c}
	for i, name := range c.Metrics {
		m, err := s.Metric(fmt.Sprintf("scorecard[%d]", i), name)
		if err != nil {
			return nil, err
		}
		k.metrics = append(k.metrics, m)
	}
	k.periods = s.PeriodsOf(c.Period)
	k.spark = s.FinishedPeriods(k.periods[0])
	return k, nil
}

// Needs implements scope.Part.
func (k *scorecard) Needs(n *scope.Needs) {
	for _, m := range k.metrics {
		for i, p := range k.periods {
			if !k.s.StateUnknown(m, p) && (i == 0 || k.varies(m)) {
				n.Ask(metric.Ask{Metric: m.Name, Period: m.Known(p)})
			}
		}
		n.Ask(k.sparklineAsks(m)...)
	}
}

// sparklineAsks are the asks of a metric's sparkline; a state has no past, so none.
func (k *scorecard) sparklineAsks(m *metric.Metric) []metric.Ask {
	if m.Date == "" {
		return nil
	}
	asks := make([]metric.Ask, len(k.spark))
	for i, p := range k.spark {
		asks[i] = metric.Ask{Metric: m.Name, Period: p}
	}
	return asks
}

// Build implements scope.Part.
func (k *scorecard) Build(b scope.Book) (report.Section, error) {
	t := notation.NewSheet(k.s)
	cards := &report.Cards{Cards: make([]report.Card, len(k.metrics))}
	for i, m := range k.metrics {
		cards.Cards[i] = k.card(t, b, m)
	}
	sec := report.Section{
		Kind:   "scorecard",
		Title:  k.s.Title(k.c.Title, "title.scorecard"),
		Note:   k.s.Period(k.periods[0]),
		Blocks: []report.Block{{Cards: cards}},
	}
	if len(k.periods) > 1 && slices.ContainsFunc(k.metrics, k.varies) {
		sec.Blocks = append(sec.Blocks, report.Block{Table: k.otherPeriods(t, b)})
	}
	k.noteLanding(t, b)
	for _, m := range k.metrics {
		members.NoteSteps(k.s, t, b, m, "", k.periods[0], prose.Tidy(m.Label))
	}
	members.TargetNotes(k.s, t, b, k.periods, k.shownScenarios(b)...)
	t.Explain(&sec)
	return sec, nil
}

func (k *scorecard) card(t *notation.Sheet, b scope.Book, m *metric.Metric) report.Card {
	if k.s.StateUnknown(m, k.periods[0]) {
		return k.unknownCard(t, m)
	}
	f := k.firstFigure(b, m)
	t.NoteKnownUntil(m, k.periods[0])
	c := report.Card{Label: prose.Tidy(m.Label), Value: t.Full(m, f.AC), Exact: notation.ExactFull(t.Scope, m, f.AC)}
	if k.s.Targeted(m) {
		c.Lines = append(c.Lines, k.targetLines(t, m, &f)...)
		c.Status, c.StatusTone = k.s.Status(f.Status)
	}
	if f.HasFewRows() {
		c.Lines = append(c.Lines, report.CardLine{Label: k.s.Word("few.card", k.s.Count(f.N)), Tone: report.Muted})
		members.NoteFew(t, m, []members.Line{{Figures: []metric.Figure{f}}})
	}
	c.Lines = append(c.Lines, k.outlookLines(t, m, &f)...)
	if m.Date == "" {
		c.Lines = append(c.Lines, report.CardLine{Label: k.s.Word("state.read", k.s.ReadOn(m.Dataset))})
		return c
	}
	c.Lines = append(c.Lines, comparedLine(t, m, "card.vs_last_year", f.PY, f.DeltaPY, f.DeltaPYPct))
	if showsPrevious(k.s, m, k.periods[0]) {
		c.Lines = append(c.Lines, comparedLine(t, m, "card.vs_previous", f.PP, f.DeltaPP, f.DeltaPPPct))
	}
	k.sparkline(&c, b, m)
	return c
}

// firstFigure is a metric's figure for the first period, up to the day where its data ends.
func (k *scorecard) firstFigure(b scope.Book, m *metric.Metric) metric.Figure {
	return b.Answer(metric.Ask{Metric: m.Name, Period: m.Known(k.periods[0])}).Total
}

// unknownCard is the card of a state that is not known in a past period. A footnote gives the reason.
func (k *scorecard) unknownCard(t *notation.Sheet, m *metric.Metric) report.Card {
	sign := k.s.Word("sign.no_data")
	t.NoteOf(prose.Tidy(m.Label), func(metrics string) string {
		return sign + report.Dash + metrics + report.Dash + k.s.WhyUnknown(m.Dataset, k.periods[0])
	})
	return report.Card{Label: prose.Tidy(m.Label), Value: sign}
}

// targetLines returns the line that compares with the target. An open period is compared with the target to date, and a
// second line has the share of the complete target.
func (k *scorecard) targetLines(t *notation.Sheet, m *metric.Metric, f *metric.Figure) []report.CardLine {
	if !m.ToDate(m.Known(k.periods[0])) {
		return []report.CardLine{gapLine(t, m, "card.vs_target", f)}
	}
	lines := []report.CardLine{gapLine(t, m, "card.vs_target_to_date", f)}
	if f.PL.OK() && !notation.IsNegative(f.PL) && f.Progress.OK() && (!f.PLToDate.OK() || f.PL.Rat.Cmp(f.PLToDate.Rat) != 0) {
		lines = append(lines, withReference(report.CardLine{
			Text:  t.Percent(notation.VarianceDigits).Share(m, f.Progress.Rat),
			Exact: notation.ExactPercent(f.Progress.Rat, notation.VarianceDigits),
		}, k.s, "card.full_target", m, f.PL))
	}
	return lines
}

// gapLine is the line that compares with the target.
func gapLine(t *notation.Sheet, m *metric.Metric, key string, f *metric.Figure) report.CardLine {
	l := comparedLine(t, m, key, f.PLToDate, f.DeltaPL, f.DeltaPLPct)
	if f.PLToDate.OK() {
		d := t.Gap(m, f)
		l.Text, l.Tone, l.Exact = d.Text, d.Tone, d.Exact
	}
	return l
}

// comparedLine is the line that compares with a reference, with the difference.
func comparedLine(t *notation.Sheet, m *metric.Metric, key string, ref, delta, pct metric.Num) report.CardLine {
	if !ref.OK() {
		return report.CardLine{Label: t.Scope.Word(key + ".none"), Text: t.Sign(ref), Tone: report.Muted}
	}
	d := t.Distance(m, ref, delta, pct)
	return withReference(report.CardLine{Text: d.Text, Tone: d.Tone, Exact: d.Exact}, t.Scope, key, m, ref)
}

// withReference adds to a line its label with the reference: "vs obj. 430 k€". ref must be present.
func withReference(l report.CardLine, s *scope.Scope, key string, m *metric.Metric, ref metric.Num) report.CardLine {
	l.RefText, l.Ref = notation.Full(s, m, ref.Rat), notation.ExactFull(s, m, ref)
	l.Label = s.Word(key, l.RefText)
	return l
}

// showsPrevious reports whether a card compares a metric with the previous period. A metric with a target is not, nor
// if the previous period is also the one of last year.
func showsPrevious(s *scope.Scope, m *metric.Metric, p period.Period) bool {
	if s.Targeted(m) || m.Date == "" {
		return false
	}
	previous, ok := s.Calendar.Previous(p)
	lastYear, twin := s.Calendar.LastYear(p)
	return !ok || !twin || previous != lastYear
}

// sparkline adds the sparkline from the first known period to the last. With fewer than minSparkPoints points there is
// none.
func (k *scorecard) sparkline(c *report.Card, b scope.Book, m *metric.Metric) {
	values := make([]*float64, len(k.spark))
	var known []int
	for i, a := range k.sparklineAsks(m) {
		n := b.Answer(a).Total.AC
		if !n.OK() {
			continue
		}
		f := n.Float()
		values[i] = &f
		c.SparkEnds[1] = notation.Full(k.s, m, n.Rat)
		if known = append(known, i); len(known) == 1 {
			c.SparkEnds[0] = c.SparkEnds[1]
		}
	}
	if len(known) < minSparkPoints {
		c.SparkEnds = [2]string{}
		return
	}
	c.Spark = values[known[0] : known[len(known)-1]+1]
	c.SparkNote = k.s.Locale.Plural("span."+string(k.periods[0].Unit), int64(len(c.Spark)))
	if last := k.spark[known[len(known)-1]]; last.Start != k.periods[0].Start {
		c.SparkNote = k.s.Word("card.spark.until", c.SparkNote, k.s.Label(last))
	}
}

// otherPeriods is the table of the other periods below the cards: a row per metric that varies, and for each period its
// value and differences. Every cell contains its unit. A comparison that no metric has is left out.
func (k *scorecard) otherPeriods(t *notation.Sheet, b scope.Book) *report.Table {
	s := k.s
	target, lastYear, _ := Comparisons(s, k.c)
	table := &report.Table{Columns: []report.Column{{Label: s.Word("column.metric"), Grow: 1}}}
	for _, p := range k.periods[1:] {
		table.Columns = append(table.Columns, report.Column{Label: s.Locale.Capital(s.Short(p)), Align: report.Right})
		if target {
			table.Columns = append(table.Columns, report.Column{Label: s.Word("scenario.delta_pl"), Align: report.Right})
		}
		if lastYear {
			table.Columns = append(table.Columns, report.Column{Label: s.Word("scenario.delta_py"), Align: report.Right})
		}
	}
	for _, m := range k.metrics {
		if !k.varies(m) {
			continue
		}
		row := report.Row{Cells: []report.Cell{{Text: prose.Tidy(m.Label)}}}
		for _, p := range k.periods[1:] {
			f := b.Answer(metric.Ask{Metric: m.Name, Period: m.Known(p)}).Total
			row.Cells = append(row.Cells, k.otherPeriodCells(t, m, &f, target, lastYear)...)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// varies reports whether a metric's cells for the other periods differ from its card. A state is the same in every
// period; only its target differs.
func (k *scorecard) varies(m *metric.Metric) bool { return m.Date != "" || k.s.Targeted(m) }

// otherPeriodCells are a metric's cells for one of the other periods: value and differences. A figure of too few rows is
// muted, with the number of rows.
func (k *scorecard) otherPeriodCells(t *notation.Sheet, m *metric.Metric, f *metric.Figure, target, lastYear bool) []report.Cell {
	row := report.Row{Cells: []report.Cell{{Text: t.Full(m, f.AC), Exact: notation.ExactFull(k.s, m, f.AC)}}}
	if target {
		row.Cells = append(row.Cells, t.Gap(m, f).Cell())
	}
	if lastYear {
		row.Cells = append(row.Cells, t.Distance(m, f.PY, f.DeltaPY, f.DeltaPYPct).Cell())
	}
	if f.HasFewRows() {
		row.Cells[0].Text = k.s.Word("few.before", row.Cells[0].Text, k.s.Count(f.N))
		row.Mute()
		members.NoteFew(t, m, []members.Line{{Figures: []metric.Figure{*f}}})
	}
	return row.Cells
}

// Comparisons reports which comparisons the cards and the table below them show.
func Comparisons(s *scope.Scope, c *section.Scorecard) (target, lastYear, previous bool) {
	periods := s.PeriodsOf(c.Period)
	for _, name := range c.Metrics {
		m := s.Metrics[name]
		if m == nil {
			continue
		}
		target = target || s.Targeted(m)
		lastYear = lastYear || m.Date != ""
		previous = previous || showsPrevious(s, m, periods[0])
	}
	return target, lastYear, previous
}
