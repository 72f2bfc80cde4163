// Package deals makes the sections about open deals: pipelines, funnels, and the months ahead.
package deals

import (
	"cmp"
	"slices"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// pipeline is a section with the open deals by stage, and the deals won and lost in the period.
type pipeline struct {
	s  *scope.Scope
	c  *section.Pipeline
	id string
}

// NewPipeline prepares a pipeline. It fails if the YAML names something that does not exist.
func NewPipeline(s *scope.Scope, c *section.Pipeline, id string) (scope.Part, error) {
	if s.States[c.Dataset].Past {
		return scope.UnknownSection{Kind: "pipeline", Title: s.Title(c.Title, "title.pipeline"), Reason: s.WhyUnknown(c.Dataset, s.Periods[0])}, nil
	}
	return &pipeline{s, c, id}, nil
}

// Needs implements scope.Part.
func (k *pipeline) Needs(n *scope.Needs) {
	c := k.c
	n.Pipelines = append(n.Pipelines, scope.PipelineNeed{ID: k.id, PipelineAsk: metric.PipelineAsk{
		Dataset: cmp.Or(k.s.States[c.Dataset].From, c.Dataset), ID: c.ID, Stage: c.Stage, Stages: c.Stages, Won: c.Won, Lost: c.Lost,
		Amount: c.Amount, Close: c.Close, Probability: c.Probability, Period: k.s.Periods[0],
	}})
}

// money is a metric that formats the pipeline's amounts: in the company's currency, or as counts if there are no
// amounts.
func (k *pipeline) money() *metric.Metric {
	if k.c.Amount == "" {
		return &metric.Metric{Name: k.id, Unit: metric.Number, AddsUp: true}
	}
	return &metric.Metric{Name: k.id, Unit: metric.Currency, Currency: k.s.Config.Currency, AddsUp: true}
}

// Build implements scope.Part.
func (k *pipeline) Build(b scope.Book) (report.Section, error) {
	p, s := b.Pipeline(k.id), k.s
	sec := report.Section{
		Kind:  "pipeline",
		Title: s.Title(k.c.Title, "title.pipeline"),
		Note:  s.Word("note.pipeline", s.ReadOn(k.c.Dataset)),
	}
	if p.Total.Count == 0 && p.Won.Count == 0 && p.Lost.Count == 0 {
		sec.Blocks = s.Nothing()
		return sec, nil
	}
	t := notation.NewSheet(s)
	var amounts []metric.Num
	for _, st := range append([]metric.Stage{p.Won, p.Lost}, p.Open...) {
		amounts = append(amounts, st.Amount)
	}
	f := &funnel{k, t, t.FormatFor(k.money(), amounts...)}
	sec.Unit = f.format.Unit
	if p.Total.Count > 0 {
		sec.Blocks = append(sec.Blocks, report.Block{Funnel: f.funnelBlock(p)})
	}
	if closed := f.closedTable(p); closed != nil {
		sec.Blocks = append(sec.Blocks, report.Block{Table: closed})
	}
	f.addNotes(p)
	t.Explain(&sec)
	return sec, nil
}

// funnel builds the section of a pipeline.
type funnel struct {
	*pipeline
	t      *notation.Sheet
	format notation.NumberFormat
}

func (f *funnel) funnelBlock(p metric.Pipeline) *report.Funnel {
	out := &report.Funnel{
		Labels: report.FunnelLabels{Stage: f.s.Word("column.stage"), Count: f.s.Word("column.count")},
		Alt:    f.s.Word("alt.pipeline", f.s.Locale.Plural("deals", p.Total.Count)+f.amountInBrackets(p.Total)),
	}
	if f.c.Amount != "" {
		out.Labels.Amount = f.s.Word("column.amount")
	}
	if f.weighted() {
		out.Labels.Weighted = f.s.Word("column.weighted")
	}
	for _, st := range p.Open {
		kind := report.Body
		if st.Unknown {
			kind = report.Unassigned
		}
		out.Stages = append(out.Stages, f.stage(cmp.Or(prose.Tidy(st.Name), f.s.Word("no_stage")), kind, st))
	}
	out.Stages = append(out.Stages, f.stage(f.s.Word("total"), report.Total, p.Total))
	return out
}

// weighted reports whether there is a probability to weight with.
func (f *funnel) weighted() bool { return f.c.Amount != "" && f.c.Probability != "" }

func (f *funnel) stage(label string, kind report.RowKind, st metric.Stage) report.FunnelStage {
	out := report.FunnelStage{Label: label, Kind: kind, CountTxt: f.s.Count(st.Count), Amount: float64(st.Count)}
	if f.c.Amount != "" {
		out.Amount, out.AmtTxt, out.AmtExact = f.amount(st.Amount, st.Count)
	}
	if f.weighted() {
		out.Weighted, out.WgtTxt, out.WgtExact = f.amount(st.Weighted, st.Count)
	}
	return out
}

// amount returns an amount in the section's unit, as text and exactly. In an empty stage a missing amount is zero.
func (f *funnel) amount(n metric.Num, count int64) (float64, string, *report.Exact) {
	if count == 0 && !n.OK() {
		n = notation.Zero()
	}
	if v := f.format.Float(n); v != nil {
		return *v, f.format.Value(n), f.format.Exact(n)
	}
	return 0, f.format.Value(n), nil
}

// amountText is a stage's amount with its unit; "" if the pipeline or the stage has no amount.
func (f *funnel) amountText(st metric.Stage) string {
	if f.c.Amount == "" || !st.Amount.OK() {
		return ""
	}
	return f.t.Full(f.money(), st.Amount)
}

// closedTable is the table of the deals won and lost in the period; nil if the YAML names no such stages or no closing date.
func (f *funnel) closedTable(p metric.Pipeline) *report.Table {
	if f.c.Close == "" || len(f.c.Won)+len(f.c.Lost) == 0 {
		return nil
	}
	table := &report.Table{Columns: []report.Column{
		{Label: f.s.Word("column.closed", f.s.When(f.s.Periods[0])), Grow: 1},
		{Label: f.s.Word("column.count"), Align: report.Right},
	}}
	if f.c.Amount != "" {
		table.Columns = append(table.Columns, report.Column{Label: f.s.Word("column.amount"), Align: report.Right})
	}
	if len(f.c.Won) > 0 {
		table.Rows = append(table.Rows, f.row("pipeline.won", p.Won))
	}
	if len(f.c.Lost) > 0 {
		table.Rows = append(table.Rows, f.row("pipeline.lost", p.Lost))
	}
	return table
}

func (f *funnel) row(key string, st metric.Stage) report.Row {
	row := report.Row{Cells: []report.Cell{{Text: f.s.Word(key)}, {Text: f.s.Count(st.Count)}}}
	if f.c.Amount != "" {
		_, text, exact := f.amount(st.Amount, st.Count)
		row.Cells = append(row.Cells, report.Cell{Text: text, Exact: exact})
	}
	return row
}

func (f *funnel) addNotes(p metric.Pipeline) {
	for _, st := range p.Open {
		if st.Unknown && prose.Tidy(st.Name) != "" {
			f.t.Note(f.s.Word("foot.unknown_stage", f.s.Word("quoted", prose.Tidy(st.Name))))
		}
	}
	if slices.ContainsFunc(p.Open, func(st metric.Stage) bool {
		return notation.IsNegative(st.Amount) || f.weighted() && notation.IsNegative(st.Weighted)
	}) {
		f.t.Note(f.s.Word("foot.not_drawn"))
	}
	if p.Overdue.Count > 0 {
		f.t.Note(f.s.Locale.Plural("foot.overdue", p.Overdue.Count, f.amountInBrackets(p.Overdue)))
	}
	if f.weighted() {
		f.t.Note(f.s.Word("foot.weighted"))
		if n := p.Unweighted.Count; n > 0 {
			f.t.Note(f.s.Locale.Plural("foot.unweighted", n, f.amountInBrackets(p.Unweighted)))
		}
	}
}

// amountInBrackets is a stage's amount in brackets, to follow a count; "" if there is no amount.
func (f *funnel) amountInBrackets(st metric.Stage) string {
	if amountText := f.amountText(st); amountText != "" {
		return " (" + amountText + ")"
	}
	return ""
}
