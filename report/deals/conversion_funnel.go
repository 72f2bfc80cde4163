package deals

import (
	"cmp"
	"fmt"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// conversionFunnel is a section of stages in order. A metric counts each stage; the section shows the conversion from
// one stage to the next.
type conversionFunnel struct {
	s      *scope.Scope
	c      *section.Funnel
	stages []conversionStage
	period period.Period
}

type conversionStage struct {
	label         string
	count, amount *metric.Metric // amount is nil if the YAML names none
	p             period.Period  // the funnel's period up to the metric's last known day
}

// NewFunnel prepares a funnel. It fails if the YAML names something that does not exist.
func NewFunnel(s *scope.Scope, c *section.Funnel) (scope.Part, error) {
	periods := s.PeriodsOf(c.Period)
	k := &conversionFunnel{s: s, c: c, period: ripePeriod(s, periods[0], c.Ripe)}
	for i, stage := range c.Stages {
		m, err := s.Metric(fmt.Sprintf("funnel.stages[%d].metric", i), stage.Metric)
		if err != nil {
			return nil, err
		}
		st := conversionStage{label: cmp.Or(prose.Tidy(stage.Label), prose.Tidy(m.Label)), count: m, p: m.Known(k.period)}
		if stage.Amount != "" {
			if st.amount, err = s.Metric(fmt.Sprintf("funnel.stages[%d].amount", i), stage.Amount); err != nil {
				return nil, err
			}
		}
		k.stages = append(k.stages, st)
	}
	return k, nil
}

// maxPeriodsBack is the largest number of periods that a funnel goes back to find a ripe one.
const maxPeriodsBack = 120

// ripePeriod returns the last period, p or an earlier one of the same unit, that ended at least days before the report's day.
func ripePeriod(s *scope.Scope, p period.Period, days int) period.Period {
	for range maxPeriodsBack {
		if days == 0 || !p.Close.AddDays(days).After(s.Day()) {
			break
		}
		before, ok := s.Calendar.Previous(p.Whole())
		if !ok {
			break
		}
		p = before
	}
	return p
}

// Needs implements scope.Part.
func (k *conversionFunnel) Needs(n *scope.Needs) {
	for _, st := range k.stages {
		n.Ask(metric.Ask{Metric: st.count.Name, Period: st.p})
		if st.amount != nil {
			n.Ask(metric.Ask{Metric: st.amount.Name, Period: st.p})
		}
	}
}

// isByEntryDate reports whether the funnel follows those who entered in the period: all stages are counted in one dataset by
// one date, the day of entry.
func (k *conversionFunnel) isByEntryDate() bool {
	for _, st := range k.stages[1:] {
		if st.count.Dataset != k.stages[0].count.Dataset || st.count.Date != k.stages[0].count.Date {
			return false
		}
	}
	return true
}

// Build implements scope.Part.
func (k *conversionFunnel) Build(b scope.Book) (report.Section, error) {
	s := k.s
	first, last := k.stages[0], k.stages[len(k.stages)-1]
	by := "funnel.events"
	if k.isByEntryDate() {
		by = "funnel.entry"
	}
	sec := report.Section{Kind: "funnel", Title: s.Title(k.c.Title, "title.funnel", first.label, last.label), Note: s.Period(k.period) + report.Dash + s.Word(by)}
	t := notation.NewSheet(s)
	counts, amounts := make([]metric.Figure, len(k.stages)), make([]metric.Num, len(k.stages))
	known := false
	var money *metric.Metric
	var moneys []metric.Num
	for i, st := range k.stages {
		counts[i] = b.Answer(metric.Ask{Metric: st.count.Name, Period: st.p}).Total
		known = known || counts[i].AC.OK()
		t.NoteKnownUntil(st.count, k.period)
		if st.amount != nil {
			amounts[i] = b.Answer(metric.Ask{Metric: st.amount.Name, Period: st.p}).Total.AC
			money, moneys = st.amount, append(moneys, amounts[i])
		}
	}
	if !known {
		sec.Blocks = s.Nothing()
		return sec, nil
	}
	f := &report.Funnel{ByCount: true, Labels: report.FunnelLabels{Stage: s.Word("column.stage"), Count: s.Word("column.count"), Conversion: s.Word("column.conversion"), Overall: s.Word("column.from_first")}}
	var p notation.NumberFormat
	if money != nil {
		p = t.FormatFor(money, moneys...)
		f.Labels.Amount = s.Word("column.amount") + " " + p.Unit
	}
	pct := t.Percent(notation.VarianceDigits)
	for i, st := range k.stages {
		stage := report.FunnelStage{Label: st.label, CountTxt: t.Full(st.count, counts[i].AC), CountExact: notation.ExactFull(s, st.count, counts[i].AC)}
		if counts[i].AC.OK() {
			stage.Amount = counts[i].AC.Float()
		}
		if i > 0 {
			k.fillConversions(t, pct, &stage, counts, i)
		}
		if st.amount != nil {
			stage.AmtTxt, stage.AmtExact = p.Value(amounts[i]), p.Exact(amounts[i])
		}
		f.Stages = append(f.Stages, stage)
	}
	f.Alt = k.alt(t, counts)
	sec.Blocks = []report.Block{{Funnel: f}}
	t.Explain(&sec)
	return sec, nil
}

// fillConversions writes the conversions to stage i: as a share of the previous stage and of the first one. If the previous
// stage is too small to judge, the conversion is grey and has its count.
func (k *conversionFunnel) fillConversions(t *notation.Sheet, pct notation.NumberFormat, stage *report.FunnelStage, counts []metric.Figure, i int) {
	share := metric.Div(counts[i].AC, counts[i-1].AC)
	overall := metric.Div(counts[i].AC, counts[0].AC)
	stage.ConvTxt, stage.ConvExact = pct.Value(share), pct.Exact(share)
	stage.AllTxt, stage.AllExact = pct.Value(overall), pct.Exact(overall)
	if small := k.stages[i-1].count.SmallN; share.OK() && small > 0 && counts[i-1].AC.Rat.Cmp(notation.Rational(int64(small))) < 0 {
		stage.ConvTxt, stage.Few = k.s.Word("few.before", stage.ConvTxt, t.Full(k.stages[i-1].count, counts[i-1].AC)), true
		t.NoteOnce(k.s.Word("foot.few", k.s.Count(int64(small))))
	}
}

// alt describes the funnel for screen readers: how many entered, how many reached the last stage, and the stage with
// the lowest conversion. It is "" if the conversion is unknown.
func (k *conversionFunnel) alt(t *notation.Sheet, counts []metric.Figure) string {
	s, last := k.s, len(k.stages)-1
	whole := metric.Div(counts[last].AC, counts[0].AC)
	if !whole.OK() {
		return ""
	}
	weakest, low := 0, metric.Num{}
	for i := 1; i <= last; i++ {
		if share := metric.Div(counts[i].AC, counts[i-1].AC); share.OK() && (!low.OK() || share.Rat.Cmp(low.Rat) < 0) {
			weakest, low = i, share
		}
	}
	text := s.Word("alt.funnel", k.stages[0].label, t.Full(k.stages[0].count, counts[0].AC), k.stages[last].label, t.Full(k.stages[last].count, counts[last].AC),
		s.Locale.Percent(whole.Rat, notation.VarianceDigits))
	if weakest > 0 && last > 1 {
		text += " " + s.Word("alt.funnel.weakest", k.stages[weakest-1].label, k.stages[weakest].label, s.Locale.Percent(low.Rat, notation.VarianceDigits))
	}
	return text
}
