// Package scorecard makes the section of cards: one metric each, against target and last year, with its expected end
// value.
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

// sparkLeast is how many points a sparkline needs.
const sparkLeast = 3

// scorecard is a card per metric for the first period and, for the others, a line per metric below.
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
	k.spark = Finished(s, k.periods[0])
	return k, nil
}

// Finished is the last periods of p's unit that are over: a part of a period would look like a fall.
func Finished(s *scope.Scope, p period.Period) []period.Period {
	end := p.End
	if unit := s.Calendar.Containing(p.Unit, end.AddDays(-1)); p.Open() || end.Before(unit.Close) {
		end = unit.Start
	}
	return s.Calendar.Last(scope.SparkPeriods, p.Unit, end)
}

// Needs implements scope.Part.
func (k *scorecard) Needs(n *scope.Needs) {
	for _, m := range k.metrics {
		for i, p := range k.periods {
			if !k.s.Past(m, p) && (i == 0 || k.varies(m)) {
				n.Ask(metric.Ask{Metric: m.Name, Period: m.Known(p)})
			}
		}
		n.Ask(k.history(m)...)
	}
}

// history is what a sparkline asks; a state has none.
func (k *scorecard) history(m *metric.Metric) []metric.Ask {
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
		sec.Blocks = append(sec.Blocks, report.Block{Table: k.further(t, b)})
	}
	k.footLanding(t, b)
	for _, m := range k.metrics {
		members.NoteSteps(k.s, t, b, m, "", k.periods[0], prose.Tidy(m.Label))
	}
	members.TargetNotes(k.s, t, b, k.periods, k.shownScenarios(b)...)
	t.Explain(&sec)
	return sec, nil
}

func (k *scorecard) card(t *notation.Sheet, b scope.Book, m *metric.Metric) report.Card {
	if k.s.Past(m, k.periods[0]) {
		return k.unknown(t, m)
	}
	f := k.first(b, m)
	t.NoteKnownUntil(m, k.periods[0])
	c := report.Card{Label: prose.Tidy(m.Label), Value: t.Full(m, f.AC), Exact: notation.ExactFull(t.Scope, m, f.AC)}
	if k.s.Targeted(m) {
		c.Lines = append(c.Lines, k.toTarget(t, m, &f)...)
		c.Status, c.StatusTone = k.s.Status(f.Status)
	}
	if f.Few() {
		c.Lines = append(c.Lines, report.CardLine{Label: k.s.Word("few.card", k.s.Count(f.N)), Tone: report.Muted})
		members.FootFew(t, m, []members.Line{{At: []metric.Figure{f}}})
	}
	c.Lines = append(c.Lines, k.outlook(t, m, &f)...)
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

// first is a metric's figure of the section's own period, as far as it is known.
func (k *scorecard) first(b scope.Book, m *metric.Metric) metric.Figure {
	return b.Answer(metric.Ask{Metric: m.Name, Period: m.Known(k.periods[0])}).Total
}

// unknown is the card of a state that is not known for a past period: a footnote gives the reason.
func (k *scorecard) unknown(t *notation.Sheet, m *metric.Metric) report.Card {
	sign := k.s.Word("sign.no_data")
	t.NoteOf(prose.Tidy(m.Label), func(metrics string) string {
		return sign + report.Dash + metrics + report.Dash + k.s.Reason(m.Dataset, k.periods[0])
	})
	return report.Card{Label: prose.Tidy(m.Label), Value: sign}
}

// toTarget compares with the target to date and, in an open period, adds the share of the whole target that is reached.
func (k *scorecard) toTarget(t *notation.Sheet, m *metric.Metric, f *metric.Figure) []report.CardLine {
	if !m.ToDate(m.Known(k.periods[0])) {
		return []report.CardLine{gapLine(t, m, "card.vs_target", f)}
	}
	lines := []report.CardLine{gapLine(t, m, "card.vs_target_to_date", f)}
	if f.PL.OK() && !notation.Negative(f.PL) && f.Progress.OK() && (!f.PLToDate.OK() || f.PL.Rat.Cmp(f.PLToDate.Rat) != 0) {
		lines = append(lines, against(report.CardLine{
			Text:  t.Percent(notation.VarianceDigits).Share(m, f.Progress.Rat),
			Exact: notation.Ratio(f.Progress.Rat, notation.VarianceDigits),
		}, k.s, "card.full_target", m, f.PL))
	}
	return lines
}

// gapLine is the comparison with the target.
func gapLine(t *notation.Sheet, m *metric.Metric, key string, f *metric.Figure) report.CardLine {
	l := comparedLine(t, m, key, f.PLToDate, f.DeltaPL, f.DeltaPLPct)
	if f.PLToDate.OK() {
		d := t.Gap(m, f)
		l.Text, l.Tone, l.Exact = d.Text, d.Tone, d.Exact
	}
	return l
}

// comparedLine is one comparison: its reference and the difference.
func comparedLine(t *notation.Sheet, m *metric.Metric, key string, ref, delta, pct metric.Num) report.CardLine {
	if !ref.OK() {
		return report.CardLine{Label: t.Scope.Word(key + ".none"), Text: t.Sign(ref), Tone: report.Muted}
	}
	d := t.Distance(m, ref, delta, pct)
	return against(report.CardLine{Text: d.Text, Tone: d.Tone, Exact: d.Exact}, t.Scope, key, m, ref)
}

// against labels the line with a number that is there: "vs obj. 430 k€".
func against(l report.CardLine, s *scope.Scope, key string, m *metric.Metric, ref metric.Num) report.CardLine {
	l.RefText, l.Ref = notation.Full(s, m, ref.Rat), notation.ExactFull(s, m, ref)
	l.Label = s.Word(key, l.RefText)
	return l
}

// showsPrevious reports whether a card sets the metric against the period before: one without a target, unless that
// period is the one of last year already.
func showsPrevious(s *scope.Scope, m *metric.Metric, p period.Period) bool {
	if s.Targeted(m) || m.Date == "" {
		return false
	}
	previous, ok := s.Calendar.Previous(p)
	lastYear, twin := s.Calendar.LastYear(p)
	return !ok || !twin || previous != lastYear
}

// sparkline shows the history from its first to its last known period. Fewer than three points do not make a line.
func (k *scorecard) sparkline(c *report.Card, b scope.Book, m *metric.Metric) {
	values := make([]*float64, len(k.spark))
	var known []int
	for i, a := range k.history(m) {
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
	if len(known) < sparkLeast {
		c.SparkEnds = [2]string{}
		return
	}
	c.Spark = values[known[0] : known[len(known)-1]+1]
	c.SparkNote = k.s.Locale.Plural("span."+string(k.periods[0].Unit), int64(len(c.Spark)))
	if last := k.spark[known[len(known)-1]]; last.Start != k.periods[0].Start {
		c.SparkNote = k.s.Word("card.spark.until", c.SparkNote, k.s.Label(last))
	}
}

// further puts the other periods below the cards, a line per metric that varies; each cell has its own unit. Comparisons that no
// metric has get no column.
func (k *scorecard) further(t *notation.Sheet, b scope.Book) *report.Table {
	s := k.s
	target, lastYear, _ := Compares(s, k.c)
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
			row.Cells = append(row.Cells, k.furtherCells(t, m, &f, target, lastYear)...)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// varies reports whether a further period says something else than the card: a state is what was read, in each of them, and only its
// target is another one.
func (k *scorecard) varies(m *metric.Metric) bool { return m.Date != "" || k.s.Targeted(m) }

// furtherCells are a metric's value in one more period, and its difference from the reference. With too few rows they
// are muted, with the number of rows.
func (k *scorecard) furtherCells(t *notation.Sheet, m *metric.Metric, f *metric.Figure, target, lastYear bool) []report.Cell {
	row := report.Row{Cells: []report.Cell{{Text: t.Full(m, f.AC), Exact: notation.ExactFull(k.s, m, f.AC)}}}
	if target {
		row.Cells = append(row.Cells, t.Gap(m, f).Cell())
	}
	if lastYear {
		row.Cells = append(row.Cells, t.Distance(m, f.PY, f.DeltaPY, f.DeltaPYPct).Cell())
	}
	if f.Few() {
		row.Cells[0].Text = k.s.Word("few.before", row.Cells[0].Text, k.s.Count(f.N))
		row.Mute()
		members.FootFew(t, m, []members.Line{{At: []metric.Figure{*f}}})
	}
	return row.Cells
}

// Compares returns the comparisons in cards, and in the table of further periods below them.
func Compares(s *scope.Scope, c *section.Scorecard) (target, lastYear, previous bool) {
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
