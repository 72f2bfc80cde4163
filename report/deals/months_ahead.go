package deals

import (
	"cmp"
	"fmt"
	"math/big"
	"strings"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/forecast"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/outlook"
	"bilan/report/prose"
	"bilan/report/scope"
)

// monthsAhead is a section with the expected values of a metric in the months ahead and their objectives: a line for
// each month, and their sum.
type monthsAhead struct {
	s  *scope.Scope
	c  *section.Forecast
	m  *metric.Metric
	id string
	outlook.Months
}

// NewMonthsAhead prepares the months ahead. It fails if the YAML names something that does not exist.
func NewMonthsAhead(s *scope.Scope, c *section.Forecast, id string) (scope.Part, error) {
	m, err := s.Metric("forecast.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	months, err := outlook.NewMonths(m, s.Calendar, s.Day(), cmp.Or(c.Ahead, section.DefaultAhead).N)
	if err != nil {
		return nil, fmt.Errorf("forecast: %w", err)
	}
	return &monthsAhead{s, c, m, id, months}, nil
}

// Needs implements scope.Part.
func (k *monthsAhead) Needs(n *scope.Needs) {
	for _, a := range k.Asks() {
		n.Ask(a)
	}
	n.Past = append(n.Past, k.perSaleAsks()...)
	if d := k.c.Deals; d != nil && !k.s.Tables[k.id].Past {
		n.Tables = append(n.Tables, scope.TableNeed{ID: k.id, SQL: outlook.DealsSQL(d.Dataset, d.Close, d.Amount, d.Probability, d.Where)})
	}
}

// Build implements scope.Part.
func (k *monthsAhead) Build(b scope.Book) (report.Section, error) {
	lines := k.Lines(b.Answer, k.deals(b))
	sec := report.Section{Kind: "forecast", Title: k.s.Title(k.c.Title, "title.forecast", prose.Tidy(k.m.Label))}
	t := notation.NewSheet(k.s)
	sec.Blocks = k.s.Sentence(strings.TrimSpace(k.sentence(lines[0]) + " " + k.gapSentence(b)))
	if _, some := numbersOf(lines, valueOf); some {
		table, format := k.table(t, lines)
		sec.Blocks, sec.Unit = append(sec.Blocks, report.Block{Table: table}), format.Unit
	}
	k.addFootnotes(t, lines[0].Figure)
	k.addDealFootnotes(t, b, lines[0])
	t.Explain(&sec)
	return sec, nil
}

func valueOf(l outlook.Line) metric.Num { return l.Value }

// numbersOf returns one number of each line, and whether at least one line has it.
func numbersOf(lines []outlook.Line, of func(outlook.Line) metric.Num) (list []metric.Num, some bool) {
	for _, l := range lines {
		list, some = append(list, of(l)), some || of(l).OK()
	}
	return list, some
}

// table returns the table and the format of its numbers. Columns that are empty in all lines are left out.
func (k *monthsAhead) table(t *notation.Sheet, lines []outlook.Line) (*report.Table, notation.NumberFormat) {
	all, _ := numbersOf(lines, valueOf)
	p := t.FormatFor(k.m, all...)
	out := &report.Table{Alt: k.sentence(lines[0]), Columns: []report.Column{{Label: k.s.Word("column.month")}}}
	for _, l := range lines {
		out.Rows = append(out.Rows, report.Row{Cells: []report.Cell{{Text: k.s.Locale.Capital(k.s.PeriodName(l.Period))}}})
	}
	if last := len(lines) - 1; last > 0 {
		out.Rows[last] = report.Row{Kind: report.Total, Cells: []report.Cell{{Text: k.s.TotalName(k.m)}}}
	}
	column := func(word string, of func(outlook.Line) metric.Num, cell func(outlook.Line) report.Cell) {
		if _, some := numbersOf(lines, of); !some {
			return
		}
		out.Columns = append(out.Columns, report.Column{Label: k.s.Word(word), Align: report.Right})
		for i, l := range lines {
			out.Rows[i].Cells = append(out.Rows[i].Cells, cell(l))
		}
	}
	plain := func(word string, of func(outlook.Line) metric.Num) {
		column(word, of, func(l outlook.Line) report.Cell { return k.cell(t, p, of(l)) })
	}
	head := "column.announced"
	if lines[0].Figure.Foresight.IsForecast() {
		head = "column.forecast"
	}
	column(head, valueOf, func(l outlook.Line) report.Cell {
		c := k.cell(t, p, l.Value)
		c.Forecast = l.Value.OK()
		return c
	})
	column("column.range", func(l outlook.Line) metric.Num { return l.Low }, func(l outlook.Line) report.Cell {
		if !l.Low.OK() {
			return k.cell(t, p, l.Low)
		}
		return report.Cell{Text: k.s.Word("forecast.range", p.Value(l.Low), p.Value(l.High))}
	})
	plain("column.announced", func(l outlook.Line) metric.Num { return l.Announced })
	plain("column.target", func(l outlook.Line) metric.Num { return l.Target })
	gap := func(l outlook.Line) metric.Num { return metric.Sub(l.Value, l.Target) }
	column("column.gap", gap, func(l outlook.Line) report.Cell {
		c := k.cell(t, p, gap(l))
		if n := gap(l); n.OK() {
			c.Text, c.Tone = p.Gap(n), p.Tone(k.m, n)
		}
		return c
	})
	plain("column.last_year", func(l outlook.Line) metric.Num { return l.LastYear })
	column("column.pipeline", func(l outlook.Line) metric.Num {
		if lines[len(lines)-1].Deals.Count == 0 {
			return metric.NoNum(metric.NoData)
		}
		return metric.NumOf(l.Deals.Sum)
	}, func(l outlook.Line) report.Cell {
		sum, low, high := metric.NumOf(l.Deals.Sum), metric.NumOf(l.Deals.Low), metric.NumOf(l.Deals.High)
		return report.Cell{Text: k.s.Word("forecast.deals", p.Value(sum), p.Value(low), p.Value(high))}
	})
	return out, p
}

func (k *monthsAhead) cell(t *notation.Sheet, p notation.NumberFormat, n metric.Num) report.Cell {
	if !n.OK() {
		return report.Cell{Text: t.Sign(n), Tone: report.Muted}
	}
	return report.Cell{Text: p.Value(n), Exact: p.Exact(n)}
}

// sentence gives the expected value of a line's month, and says whether its objective is within reach.
func (k *monthsAhead) sentence(l outlook.Line) string {
	s, fs, label := k.s, l.Figure.Foresight, k.s.Locale.Capital(k.s.PeriodName(l.Period))
	switch {
	case fs != nil && fs.Reason == forecast.Negative:
		return s.Word("forecast.negative", label)
	case fs != nil && !fs.IsForecast() && fs.Value != nil:
		return s.Word("forecast.short.last_year", label, s.Locale.Plural("span.month", int64(fs.Months)), notation.Full(s, k.m, fs.Value))
	case fs != nil && !fs.IsForecast():
		return s.Word("forecast.short", label, s.Locale.Plural("span.month", int64(fs.Months)))
	case !l.Value.OK():
		return s.Word("forecast.none", label)
	}
	text := s.Word("forecast.about", label, notation.Full(s, k.m, l.Value.Rat))
	switch {
	case fs == nil:
		text = s.Word("forecast.announced", label, notation.Full(s, k.m, l.Value.Rat))
	case l.Low.OK():
		text = s.Word("forecast.between", label, notation.Full(s, k.m, l.Low.Rat), notation.Full(s, k.m, l.High.Rat))
	}
	return scope.OneFullStop(k.addReach(text, l) + ".")
}

// addReach adds to a sentence the objective and whether it is within reach. Without an objective it returns text
// unchanged.
func (k *monthsAhead) addReach(text string, l outlook.Line) string {
	if !l.Target.OK() {
		return text
	}
	judged, target := l.Reach(), notation.Full(k.s, k.m, l.Target.Rat)
	if judged == outlook.OutOfReach {
		return k.s.Word("forecast.beyond", text, target, notation.Full(k.s, k.m, new(big.Rat).Sub(l.Target.Rat, l.High.Rat)))
	}
	return k.s.Word("forecast."+string(judged), text, target)
}

// addFootnotes adds footnotes about the basis of the forecast, if there is one.
func (k *monthsAhead) addFootnotes(t *notation.Sheet, f metric.Figure) {
	fs := f.Foresight
	if !fs.IsForecast() {
		return
	}
	t.Note(k.s.Word("foot.forecast."+fs.BasisKey(), k.s.Locale.Plural("span.month", int64(fs.Months))))
	if fs.Basis != forecast.LastYear && fs.Error != nil {
		t.Note(k.s.Word("foot.forecast.error", k.s.Locale.Percent(fs.Error, 0)))
	}
	if fs.Method != "" {
		t.Note(k.s.Word("foot.landing.foreseen", k.s.Locale.Date(k.UnknownFrom.AddDays(-1).Time()), k.s.Word("method."+string(fs.Method))))
	}
	if !fs.Shift.Start.IsZero() {
		t.Note(k.s.Word("foot.forecast.shift", k.s.PeriodName(fs.Shift)))
	}
	var names []string
	for _, p := range fs.Cleaned {
		names = append(names, k.s.PeriodName(p))
	}
	if len(names) > 0 {
		t.Note(k.s.Word("foot.forecast.cleaned", k.s.ListFew(names)))
	}
}
