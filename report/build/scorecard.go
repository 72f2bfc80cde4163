package build

import (
	"fmt"
	"math/big"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
)

const (
	sparkPeriods = 13 // how many periods a sparkline shows
	sparkLeast   = 3  // how many points it needs
)

// scorecard is a card per metric for the first period and, for the others, a line per metric below.
type scorecard struct {
	s       *Scope
	c       *section.Scorecard
	metrics []*metric.Metric
	periods []period.Period
	spark   []period.Period
}

func newScorecard(s *Scope, c *section.Scorecard) (part, error) {
	k := &scorecard{s: s, c: c}
	for i, name := range c.Metrics {
		m, err := s.metric(fmt.Sprintf("scorecard[%d]", i), name)
		if err != nil {
			return nil, err
		}
		k.metrics = append(k.metrics, m)
	}
	var err error
	if k.periods, err = s.periods(c.Period); err != nil {
		return nil, fmt.Errorf("scorecard.%w", err)
	}
	k.spark = s.finished(k.periods[0])
	return k, nil
}

// finished is the last periods of p's unit that are over: a part of a period would look like a fall.
func (s *Scope) finished(p period.Period) []period.Period {
	end := p.End
	if unit := s.Calendar.Containing(p.Unit, end.AddDays(-1)); p.Open() || end.Before(unit.Close) {
		end = unit.Start
	}
	return s.Calendar.Last(sparkPeriods, p.Unit, end)
}

func (k *scorecard) needs(n *Needs) {
	for _, m := range k.metrics {
		for _, p := range k.periods {
			if !k.s.past(m, p) {
				n.ask(metric.Ask{Metric: m.Name, Period: m.Known(p)})
			}
		}
		n.ask(k.history(m)...)
	}
}

// history is what a sparkline asks; a metric of the present state has none.
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

func (k *scorecard) build(b Book) (report.Section, error) {
	t := k.s.sheet()
	cards := &report.Cards{Cards: make([]report.Card, len(k.metrics))}
	for i, m := range k.metrics {
		cards.Cards[i] = k.card(t, b, m)
	}
	sec := report.Section{
		Kind:   "scorecard",
		Title:  k.s.title(k.c.Title, "title.scorecard"),
		Note:   k.s.period(k.periods[0]),
		Blocks: []report.Block{{Cards: cards}},
	}
	if len(k.periods) > 1 {
		sec.Blocks = append(sec.Blocks, report.Block{Table: k.further(t, b)})
	}
	k.footLanding(t, b)
	for _, m := range k.metrics {
		k.s.steps(t, b, m, "", k.periods[0], tidy(m.Label))
	}
	k.s.aimNotes(t, b, k.periods, k.aims(b)...)
	t.explain(&sec)
	return sec, nil
}

func (k *scorecard) card(t *sheet, b Book, m *metric.Metric) report.Card {
	if k.s.past(m, k.periods[0]) {
		return k.unknown(t, m)
	}
	f := k.first(b, m)
	t.footKnown(m, k.periods[0])
	c := report.Card{Label: tidy(m.Label), Value: t.full(m, f.AC), Exact: t.s.exactly(m, f.AC)}
	if k.s.hasTarget(m) {
		c.Lines = append(c.Lines, k.toTarget(t, m, &f)...)
		c.Status, c.StatusTone = k.s.status(f.Status)
	}
	if f.Few() {
		c.Lines = append(c.Lines, report.CardLine{Label: k.s.word("few.card", k.s.count(f.N)), Tone: report.Muted})
		t.footFew(m, []member{{at: []metric.Figure{f}}})
	}
	c.Lines = append(c.Lines, k.outlook(t, m, &f)...)
	if m.Date == "" {
		c.Lines = append(c.Lines, report.CardLine{Label: k.s.word("state.read", k.s.readOn(m.Dataset))})
		return c
	}
	c.Lines = append(c.Lines, t.line(m, "card.vs_last_year", f.PY, f.DeltaPY, f.DeltaPYPct))
	if k.s.showsPrevious(m, k.periods[0]) {
		c.Lines = append(c.Lines, t.line(m, "card.vs_previous", f.PP, f.DeltaPP, f.DeltaPPPct))
	}
	k.sparkline(&c, b, m)
	return c
}

// first is a metric's figure of the section's own period, as far as it is known.
func (k *scorecard) first(b Book, m *metric.Metric) metric.Figure {
	return b.Answer(metric.Ask{Metric: m.Name, Period: m.Known(k.periods[0])}).Total
}

// unknown is the card of a state that is not known of a past period: a footnote says why.
func (k *scorecard) unknown(t *sheet, m *metric.Metric) report.Card {
	sign := k.s.word("sign.no_data")
	t.noteOf(tidy(m.Label), func(metrics string) string {
		return sign + report.Dash + metrics + report.Dash + k.s.reason(m.Dataset, k.periods[0])
	})
	return report.Card{Label: tidy(m.Label), Value: sign}
}

// toTarget compares with the target to date and, in an open period, tells how much of the whole is done.
func (k *scorecard) toTarget(t *sheet, m *metric.Metric, f *metric.Figure) []report.CardLine {
	if !m.ToDate(m.Known(k.periods[0])) {
		return []report.CardLine{t.gapLine(m, "card.vs_target", f)}
	}
	lines := []report.CardLine{t.gapLine(m, "card.vs_target_to_date", f)}
	if f.PL.OK() && !negative(f.PL) && f.Progress.OK() && (!f.PLToDate.OK() || f.PL.Rat.Cmp(f.PLToDate.Rat) != 0) {
		share := t.percent(varianceDigits).honest(m, f.Progress.Rat)
		lines = append(lines, against(report.CardLine{
			Text:  k.s.Locale.Percent(new(big.Rat).Quo(share, hundred), varianceDigits),
			Exact: ratio(f.Progress.Rat, varianceDigits),
		}, k.s, "card.full_target", m, f.PL))
	}
	return lines
}

// gapLine is the comparison with the target.
func (t *sheet) gapLine(m *metric.Metric, key string, f *metric.Figure) report.CardLine {
	l := t.line(m, key, f.PLToDate, f.DeltaPL, f.DeltaPLPct)
	if f.PLToDate.OK() {
		d := t.gap(m, f)
		l.Text, l.Tone, l.Exact = d.text, d.tone, d.exact
	}
	return l
}

// line is one comparison: against what, and how far.
func (t *sheet) line(m *metric.Metric, key string, ref, delta, pct metric.Num) report.CardLine {
	if !ref.OK() {
		return report.CardLine{Label: t.s.word(key + ".none"), Text: t.sign(ref), Tone: report.Muted}
	}
	d := t.distance(m, ref, delta, pct)
	return against(report.CardLine{Text: d.text, Tone: d.tone, Exact: d.exact}, t.s, key, m, ref)
}

// against labels the line with a number that is there: "vs obj. 430 k€".
func against(l report.CardLine, s *Scope, key string, m *metric.Metric, ref metric.Num) report.CardLine {
	l.RefText, l.Ref = s.full(m, ref.Rat), s.exactly(m, ref)
	l.Label = s.word(key, l.RefText)
	return l
}

// showsPrevious tells whether a card sets the metric against the period before: one without a target, unless that
// period is the one of last year already.
func (s *Scope) showsPrevious(m *metric.Metric, p period.Period) bool {
	if s.hasTarget(m) || m.Date == "" {
		return false
	}
	previous, ok := s.Calendar.Previous(p)
	lastYear, twin := s.Calendar.LastYear(p)
	return !ok || !twin || previous != lastYear
}

// sparkline shows the history from its first to its last known period. Fewer than three points are no line.
func (k *scorecard) sparkline(c *report.Card, b Book, m *metric.Metric) {
	values := make([]*float64, len(k.spark))
	var known []int
	for i, a := range k.history(m) {
		n := b.Answer(a).Total.AC
		if !n.OK() {
			continue
		}
		f := n.Float()
		values[i] = &f
		c.SparkEnds[1] = k.s.full(m, n.Rat)
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
		c.SparkNote = k.s.word("card.spark.until", c.SparkNote, k.s.label(last))
	}
}

// further sets the other periods under the cards, a line per metric; a cell says its own unit. Comparisons that no metric has
// get no column.
func (k *scorecard) further(t *sheet, b Book) *report.Table {
	s := k.s
	target, lastYear, _ := s.comparesOnCards(k.c)
	table := &report.Table{Columns: []report.Column{{Label: s.word("column.metric"), Grow: 1}}}
	for _, p := range k.periods[1:] {
		table.Columns = append(table.Columns, report.Column{Label: s.Locale.Capital(s.short(p)), Align: report.Right})
		if target {
			table.Columns = append(table.Columns, report.Column{Label: s.word("scenario.delta_pl"), Align: report.Right})
		}
		if lastYear {
			table.Columns = append(table.Columns, report.Column{Label: s.word("scenario.delta_py"), Align: report.Right})
		}
	}
	for _, m := range k.metrics {
		row := report.Row{Cells: []report.Cell{{Text: tidy(m.Label)}}}
		for _, p := range k.periods[1:] {
			f := b.Answer(metric.Ask{Metric: m.Name, Period: m.Known(p)}).Total
			row.Cells = append(row.Cells, k.furtherCells(t, m, &f, target, lastYear)...)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// furtherCells are a metric's value in one more period, and how far it is from what it is set against. Of too few rows they
// are muted, with their number.
func (k *scorecard) furtherCells(t *sheet, m *metric.Metric, f *metric.Figure, target, lastYear bool) []report.Cell {
	row := report.Row{Cells: []report.Cell{{Text: t.full(m, f.AC), Exact: k.s.exactly(m, f.AC)}}}
	if target {
		row.Cells = append(row.Cells, t.gap(m, f).cell())
	}
	if lastYear {
		row.Cells = append(row.Cells, t.distance(m, f.PY, f.DeltaPY, f.DeltaPYPct).cell())
	}
	if f.Few() {
		row.Cells[0].Text = k.s.word("few.before", row.Cells[0].Text, k.s.count(f.N))
		row.Mute()
		t.footFew(m, []member{{at: []metric.Figure{*f}}})
	}
	return row.Cells
}

func (d told) cell() report.Cell { return report.Cell{Text: d.text, Tone: d.tone, Exact: d.exact} }

func (s *Scope) status(st metric.Status) (string, report.Tone) {
	switch st {
	case metric.OnTrack:
		return s.word("status.on_track"), report.Good
	case metric.AtRisk:
		return s.word("status.at_risk"), report.Warn
	case metric.OffTrack:
		return s.word("status.off_track"), report.Bad
	}
	return "", report.Neutral
}

// title is the section's own title, or the program's.
func (s *Scope) title(own, key string, args ...any) string {
	if own = tidy(own); own != "" {
		return own
	}
	return s.word(key, args...)
}
