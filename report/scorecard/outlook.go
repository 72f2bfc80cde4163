package scorecard

import (
	"maps"
	"slices"
	"strings"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// outlook adds the landing of an open period, by the forecast if there is one, else at the pace of the last months or
// of its business days so far, and the amount needed per remaining day.
func (k *scorecard) outlook(t *notation.Sheet, m *metric.Metric, f *metric.Figure) []report.CardLine {
	o := f.Outlook
	lands := notation.LandingOf(f)
	if !lands.OK() || o.Remaining == 0 {
		return nil
	}
	key := "card.landing"
	if notation.LandingWord(f) == "shape" {
		key = "card.landing.shape"
	}
	landing := against(report.CardLine{}, k.s, key, m, lands)
	if f.PL.OK() {
		delta := metric.Sub(lands, f.PL)
		d := t.Distance(m, f.PL, delta, metric.Div(delta, f.PL))
		landing.Text, landing.Tone, landing.Exact = d.Text, d.Tone, d.Exact
	}
	lines := []report.CardLine{landing}
	if fs := f.Foresight; notation.LandingWord(f) == "foreseen" && fs.Low != nil {
		lines = append(lines, report.CardLine{Label: k.s.Word("card.range"), Text: k.s.Word("forecast.range", notation.Full(k.s, m, fs.Low), notation.Full(k.s, m, fs.High))})
	}
	lines = append(lines, ToGo(k.s, t, m, f, k.periods[0])...)
	if o.Needed.OK() && o.Needed.Rat.Sign() > 0 && !m.LowerBetter {
		pace := *m
		pace.AddsUp, pace.Counts = false, false // 1.67 orders a day are an average
		lines = append(lines, report.CardLine{Label: k.s.Word("card.needed"), Text: notation.Full(k.s, &pace, o.Needed.Rat), Exact: notation.ExactFull(k.s, &pace, o.Needed)})
	}
	return lines
}

// ToGo is the amount missing to the whole period's target and, for money, the number of sales at the average value.
func ToGo(s *scope.Scope, t *notation.Sheet, m *metric.Metric, f *metric.Figure, p period.Period) []report.CardLine {
	o := f.Outlook
	if !o.GapToGo.OK() || o.GapToGo.Rat.Sign() <= 0 || m.LowerBetter {
		return nil
	}
	n, ok := notation.Ceiling(o.MoreSales)
	if m.Unit != metric.Currency || !ok || n <= 0 {
		return []report.CardLine{{Label: s.Word("card.gap_to_go.bare"), Text: notation.Full(s, m, o.GapToGo.Rat), Exact: notation.ExactFull(s, m, o.GapToGo)}}
	}
	t.NoteOnce(s.Word("foot.more_sales", s.Locale.Date(scope.LastDay(m.Known(p)))))
	return []report.CardLine{against(report.CardLine{Text: s.Locale.Plural("sales", n)}, s, "card.gap_to_go", m, o.GapToGo)}
}

// shownScenarios are the plans that the cards set the metrics against or let them land by.
func (k *scorecard) shownScenarios(b scope.Book) []members.ShownScenario {
	var list []members.ShownScenario
	for _, m := range k.metrics {
		if k.s.Targeted(m) {
			list = append(list, members.ShownScenario{Metric: m, Scenario: metric.TargetScenario})
		}
		if f := k.first(b, m); f.Outlook.LandingForecast.OK() {
			list = append(list, members.ShownScenario{Metric: m, Scenario: metric.ForecastPlan})
		}
	}
	return list
}

// footLanding names the method of the landing of the cards' metrics.
func (k *scorecard) footLanding(t *notation.Sheet, b scope.Book) {
	by, known := map[string][]string{}, k.periods[0]
	for _, m := range k.metrics {
		f := k.first(b, m)
		if f.Outlook.Remaining > 0 && notation.LandingOf(&f).OK() {
			how := notation.LandingWord(&f)
			if known = m.Known(known); how == "foreseen" {
				how += "." + string(f.Outlook.Method)
			}
			by[how] = append(by[how], prose.Tidy(m.Label))
		}
	}
	day := k.s.Locale.Date(scope.LastDay(known))
	for _, how := range slices.Sorted(maps.Keys(by)) {
		switch list, method, foreseen := by[how], strings.TrimPrefix(how, "foreseen."), strings.HasPrefix(how, "foreseen."); {
		case foreseen && len(by) > 1:
			t.Note(k.s.Word("foot.landing.foreseen_of", day, k.s.Word("method."+method), strings.Join(list, ", ")))
		case foreseen:
			t.Note(k.s.Word("foot.landing.foreseen", day, k.s.Word("method."+method)))
		case len(list) > 0 && len(by) > 1:
			t.Note(k.s.Word("foot.landing."+how+"_of", day, strings.Join(list, ", ")))
		case len(list) > 0:
			t.Note(k.s.Word("foot.landing."+how+"_only", day))
		}
	}
}
