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

// outlookLines returns the lines about the end of an open period: the landing with its method, its range, the missing
// amount, and the amount needed per remaining business day.
func (k *scorecard) outlookLines(t *notation.Sheet, m *metric.Metric, f *metric.Figure) []report.CardLine {
	o := f.Outlook
	lands := notation.LandingOf(f)
	if !lands.OK() || o.Remaining == 0 {
		return nil
	}
	key := "card.landing"
	if notation.LandingWord(f) == "shape" {
		key = "card.landing.shape"
	}
	landing := withReference(report.CardLine{}, k.s, key, m, lands)
	if f.PL.OK() {
		delta := metric.Sub(lands, f.PL)
		d := t.Distance(m, f.PL, delta, metric.Div(delta, f.PL))
		landing.Text, landing.Tone, landing.Exact = d.Text, d.Tone, d.Exact
	}
	lines := []report.CardLine{landing}
	if fs := f.Foresight; notation.LandingWord(f) == "foreseen" && fs.Low != nil {
		lines = append(lines, report.CardLine{Label: k.s.Word("card.range"), Text: k.s.Word("forecast.range", notation.Full(k.s, m, fs.Low), notation.Full(k.s, m, fs.High))})
	}
	lines = append(lines, missingAmount(k.s, t, m, f, k.periods[0])...)
	if o.Needed.OK() && o.Needed.Rat.Sign() > 0 && !m.LowerBetter {
		pace := *m
		pace.AddsUp, pace.Counts = false, false // 1.67 orders a day are an average
		lines = append(lines, report.CardLine{Label: k.s.Word("card.needed"), Text: notation.Full(k.s, &pace, o.Needed.Rat), Exact: notation.ExactFull(k.s, &pace, o.Needed)})
	}
	return lines
}

// missingAmount returns the line about the amount that is missing to the complete period's target. For money it adds the number
// of sales of average value.
func missingAmount(s *scope.Scope, t *notation.Sheet, m *metric.Metric, f *metric.Figure, p period.Period) []report.CardLine {
	o := f.Outlook
	if !o.GapToGo.OK() || o.GapToGo.Rat.Sign() <= 0 || m.LowerBetter {
		return nil
	}
	n, ok := notation.Ceiling(o.MoreSales)
	if m.Unit != metric.Currency || !ok || n <= 0 {
		return []report.CardLine{{Label: s.Word("card.gap_to_go.bare"), Text: notation.Full(s, m, o.GapToGo.Rat), Exact: notation.ExactFull(s, m, o.GapToGo)}}
	}
	t.NoteOnce(s.Word("foot.more_sales", s.Locale.Date(scope.LastDay(m.Known(p)))))
	return []report.CardLine{withReference(report.CardLine{Text: s.Locale.Plural("sales", n)}, s, "card.gap_to_go", m, o.GapToGo)}
}

// shownScenarios are the scenarios that the cards compare with, or from which they derive the landing.
func (k *scorecard) shownScenarios(b scope.Book) []members.ShownScenario {
	var list []members.ShownScenario
	for _, m := range k.metrics {
		if k.s.Targeted(m) {
			list = append(list, members.ShownScenario{Metric: m, Scenario: metric.TargetScenario})
		}
		if f := k.firstFigure(b, m); f.Outlook.LandingForecast.OK() {
			list = append(list, members.ShownScenario{Metric: m, Scenario: metric.ForecastPlan})
		}
	}
	return list
}

// noteLanding adds a footnote that names the method of the landing, one for each method on the cards.
func (k *scorecard) noteLanding(t *notation.Sheet, b scope.Book) {
	by, known := map[string][]string{}, k.periods[0]
	for _, m := range k.metrics {
		f := k.firstFigure(b, m)
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
