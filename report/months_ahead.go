package report

import (
	"cmp"
	"fmt"
	"math/big"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/forecast"
	"bilan/report/foresight"
	"bilan/report/metric"
)

// monthsAhead is what a metric should come to in the months ahead, against its objective: a line each, and their sum.
type monthsAhead struct {
	s       *Scope
	c       *section.Forecast
	m       *metric.Metric
	id      string
	periods []period.Period
}

func newMonthsAhead(s *Scope, c *section.Forecast, id string) (part, error) {
	m, err := s.metric("forecast.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	if m.Foreseen && !m.AddsUp {
		return nil, fmt.Errorf("forecast.metric: %q does not add up, so no month of it can be foreseen (delete forecast: true)", c.Metric)
	}
	k := &monthsAhead{s: s, c: c, m: m, id: id}
	n, _, err := period.ParseSpan(cmp.Or(c.Ahead, "3 months"))
	if err != nil {
		return nil, fmt.Errorf("forecast.ahead: %w", err)
	}
	first := s.Calendar.Containing(period.Month, k.known())
	for i := range n {
		k.periods = append(k.periods, s.Calendar.Shift(first, i))
	}
	if n > 1 {
		end := k.periods[n-1].Close
		k.periods = append(k.periods, period.Period{Unit: period.Month, Start: first.Start, End: end, Close: end})
	}
	return k, nil
}

// known is the first day of which nothing is known.
func (k *monthsAhead) known() period.Date {
	if cutOff := k.m.CutOff; !cutOff.IsZero() && cutOff.Before(k.s.slot()) {
		return cutOff
	}
	return k.s.slot()
}

func (k *monthsAhead) needs(n *Needs) {
	for _, p := range k.periods {
		n.ask(metric.Ask{Metric: k.m.Name, Period: p})
	}
	n.ask(metric.Ask{Metric: k.m.Name, Period: k.open()})
	if d := k.c.Deals; d != nil && !k.s.Tables[k.id].Past {
		n.Tables = append(n.Tables, TableNeed{k.id, foresight.DealsSQL(d.Dataset, d.Close, d.Amount, d.Probability, d.Where)})
	}
}

// open is what has begun of the first month.
func (k *monthsAhead) open() period.Period {
	p := k.periods[0]
	if p.Start.Before(k.known()) {
		p.End = k.known()
	}
	return p
}

// aheadLine is what stands on one line.
type aheadLine struct {
	label                                   string
	kind                                    RowKind
	f                                       metric.Figure
	value, low, high, set, target, lastYear metric.Num // set: a forecast that somebody set
	deals                                   foresight.Weighted
}

func (k *monthsAhead) lines(b Book) []aheadLine {
	list, deals := make([]aheadLine, len(k.periods)), k.deals(b)
	for i, p := range k.periods {
		f := b.Answer(metric.Ask{Metric: k.m.Name, Period: p}).Total
		l := aheadLine{label: k.s.Locale.Capital(k.s.name(p)), f: f, value: f.FC.Whole, target: f.PL, lastYear: f.PY, set: metric.None(metric.NotYet)}
		if fs := f.Foresight; fs.Plans() {
			if l.value = metric.Of(fs.Value); f.FC.Whole.Rat.Cmp(fs.Value) != 0 {
				l.set = f.FC.Whole
			}
			l.low, l.high = metric.OrNone(fs.Low, metric.NoData), metric.OrNone(fs.High, metric.NoData)
		}
		l.deals = deals.In(p, k.known())
		list[i] = l
	}
	if n := len(list); n > 1 {
		list[n-1].label, list[n-1].kind = k.s.totalName(k.m), Total
	}
	return list
}

func (k *monthsAhead) build(b Book) (Section, error) {
	lines := k.lines(b)
	sec := Section{Kind: "forecast", Title: k.s.title(k.c.Title, "title.forecast", tidy(k.m.Label))}
	t := k.s.sheet()
	sec.Blocks = k.s.saying(k.sentence(lines[0]))
	if _, some := holding(lines, valueOf); some {
		table, pen := k.table(t, lines)
		sec.Blocks, sec.Unit = append(sec.Blocks, Block{Table: table}), pen.unit
	}
	k.foot(t, lines[0].f)
	k.footDeals(t, b, lines[0])
	t.explain(&sec)
	return sec, nil
}

func valueOf(l aheadLine) metric.Num { return l.value }

// holding are a number of all lines, and whether any has it.
func holding(lines []aheadLine, of func(aheadLine) metric.Num) (list []metric.Num, some bool) {
	for _, l := range lines {
		list, some = append(list, of(l)), some || of(l).OK()
	}
	return list, some
}

// table has a column for whatever some line holds.
func (k *monthsAhead) table(t *sheet, lines []aheadLine) (*Table, pen) {
	all, _ := holding(lines, valueOf)
	p := t.pen(k.m, all...)
	out := &Table{Alt: k.sentence(lines[0]), Columns: []Column{{Label: k.s.word("column.month")}}}
	for _, l := range lines {
		out.Rows = append(out.Rows, Row{Kind: l.kind, Cells: []Cell{{Text: l.label}}})
	}
	column := func(word string, of func(aheadLine) metric.Num, cell func(aheadLine) Cell) {
		if _, some := holding(lines, of); !some {
			return
		}
		out.Columns = append(out.Columns, Column{Label: k.s.word(word), Align: Right})
		for i, l := range lines {
			out.Rows[i].Cells = append(out.Rows[i].Cells, cell(l))
		}
	}
	plain := func(word string, of func(aheadLine) metric.Num) {
		column(word, of, func(l aheadLine) Cell { return k.cell(t, p, of(l)) })
	}
	column("column.forecast", valueOf, func(l aheadLine) Cell {
		c := k.cell(t, p, l.value)
		c.Forecast = l.value.OK()
		return c
	})
	column("column.range", func(l aheadLine) metric.Num { return l.low }, func(l aheadLine) Cell {
		if !l.low.OK() {
			return k.cell(t, p, l.low)
		}
		return Cell{Text: k.s.word("forecast.range", p.value(l.low), p.value(l.high))}
	})
	plain("column.announced", func(l aheadLine) metric.Num { return l.set })
	plain("column.target", func(l aheadLine) metric.Num { return l.target })
	gap := func(l aheadLine) metric.Num { return metric.Sub(l.value, l.target) }
	column("column.gap", gap, func(l aheadLine) Cell {
		c := k.cell(t, p, gap(l))
		if n := gap(l); n.OK() {
			c.Text, c.Tone = p.gap(n), p.tone(k.m, n)
		}
		return c
	})
	plain("column.last_year", func(l aheadLine) metric.Num { return l.lastYear })
	column("column.pipeline", func(l aheadLine) metric.Num {
		if lines[len(lines)-1].deals.Count == 0 {
			return metric.None(metric.NoData)
		}
		return metric.Of(l.deals.Sum)
	}, func(l aheadLine) Cell {
		sum, low, high := metric.Of(l.deals.Sum), metric.Of(l.deals.Low), metric.Of(l.deals.High)
		return Cell{Text: k.s.word("forecast.deals", p.value(sum), p.value(low), p.value(high))}
	})
	return out, p
}

func (k *monthsAhead) cell(t *sheet, p pen, n metric.Num) Cell {
	if !n.OK() {
		return Cell{Text: t.sign(n), Tone: Muted}
	}
	return Cell{Text: p.value(n), Exact: p.exact(n)}
}

// sentence says what the first month should come to, and whether its objective is within reach.
func (k *monthsAhead) sentence(l aheadLine) string {
	s, fs := k.s, l.f.Foresight
	switch {
	case fs != nil && !l.value.OK() && fs.Reason == forecast.Negative:
		return s.word("forecast.negative", l.label)
	case fs != nil && !l.value.OK() && fs.Value != nil:
		return s.word("forecast.short.last_year", l.label, s.Locale.Plural("span.month", int64(fs.Months)), s.full(k.m, fs.Value))
	case fs != nil && !l.value.OK():
		return s.word("forecast.short", l.label, s.Locale.Plural("span.month", int64(fs.Months)))
	case !l.value.OK():
		return s.word("forecast.none", l.label)
	}
	text := s.word("forecast.about", l.label, s.full(k.m, l.value.Rat))
	if l.low.OK() {
		text = s.word("forecast.between", l.label, s.full(k.m, l.low.Rat), s.full(k.m, l.high.Rat))
	}
	return stopped(k.reach(text, l) + ".")
}

// reach adds the objective to a sentence: within the range, below it, or beyond it. Without a range nothing is judged.
func (k *monthsAhead) reach(text string, l aheadLine) string {
	if !l.target.OK() {
		return text
	}
	target := k.s.full(k.m, l.target.Rat)
	switch {
	case !l.low.OK() || k.m.LowerBetter:
		return k.s.word("forecast.target", text, target)
	case l.high.Rat.Cmp(l.target.Rat) < 0:
		return k.s.word("forecast.beyond", text, target, k.s.full(k.m, new(big.Rat).Sub(l.target.Rat, l.high.Rat)))
	case l.low.Rat.Cmp(l.target.Rat) >= 0:
		return k.s.word("forecast.sure", text, target)
	}
	return k.s.word("forecast.within", text, target)
}

// foot says what the forecast rests on.
func (k *monthsAhead) foot(t *sheet, f metric.Figure) {
	fs := f.Foresight
	if !fs.Plans() {
		return
	}
	t.note(k.s.word("foot.forecast."+string(fs.Basis), k.s.Locale.Plural("span.month", int64(fs.Months))))
	if fs.Basis != forecast.LastYear && fs.Error != nil {
		t.note(k.s.word("foot.forecast.error", k.s.Locale.Percent(fs.Error, 0)))
	}
	if fs.Method != "" {
		t.note(k.s.word("foot.landing.foreseen", k.s.Locale.Date(k.known().AddDays(-1).Time()), k.s.word("method."+string(fs.Method))))
	}
	if !fs.Shift.Start.IsZero() {
		t.note(k.s.word("foot.forecast.shift", k.s.name(fs.Shift)))
	}
	var names []string
	for _, p := range fs.Cleaned {
		names = append(names, k.s.name(p))
	}
	if len(names) > 0 {
		t.note(k.s.word("foot.forecast.cleaned", k.s.few(names)))
	}
}
