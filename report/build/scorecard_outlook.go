package build

import (
	"maps"
	"slices"
	"strings"

	"bilan/report"
	"bilan/report/metric"
)

// outlook says where an open period lands, by the forecast where there is one, else at the pace of the last months or of its
// business days so far, and what each one left must bring.
func (k *scorecard) outlook(t *sheet, m *metric.Metric, f *metric.Figure) []report.CardLine {
	o := f.Outlook
	lands := landingOf(f)
	if !lands.OK() || o.Remaining == 0 {
		return nil
	}
	key := "card.landing"
	if landsBy(f) == "shape" {
		key = "card.landing.shape"
	}
	landing := against(report.CardLine{}, k.s, key, m, lands)
	if f.PL.OK() {
		delta := metric.Sub(lands, f.PL)
		d := t.distance(m, f.PL, delta, metric.Div(delta, f.PL))
		landing.Text, landing.Tone, landing.Exact = d.text, d.tone, d.exact
	}
	lines := []report.CardLine{landing}
	if fs := f.Foresight; landsBy(f) == "foreseen" && fs.Low != nil {
		lines = append(lines, report.CardLine{Label: k.s.word("card.range"), Text: k.s.word("forecast.range", k.s.full(m, fs.Low), k.s.full(m, fs.High))})
	}
	lines = append(lines, k.toGo(t, m, f)...)
	if o.Needed.OK() && o.Needed.Rat.Sign() > 0 && !m.LowerBetter {
		pace := *m
		pace.AddsUp, pace.Counts = false, false // 1.67 orders a day are an average
		lines = append(lines, report.CardLine{Label: k.s.word("card.needed"), Text: k.s.full(&pace, o.Needed.Rat), Exact: k.s.exactly(&pace, o.Needed)})
	}
	return lines
}

// toGo is what is left of the whole period's target and, of money, how many sales at the average value that is.
func (k *scorecard) toGo(t *sheet, m *metric.Metric, f *metric.Figure) []report.CardLine {
	o := f.Outlook
	if !o.GapToGo.OK() || o.GapToGo.Rat.Sign() <= 0 || m.LowerBetter {
		return nil
	}
	n, ok := ceiling(o.MoreSales)
	if m.Unit != metric.Currency || !ok || n <= 0 {
		return []report.CardLine{{Label: k.s.word("card.gap_to_go.bare"), Text: k.s.full(m, o.GapToGo.Rat), Exact: k.s.exactly(m, o.GapToGo)}}
	}
	t.once(k.s.word("foot.more_sales", k.s.Locale.Date(lastDay(m.Known(k.periods[0])))))
	return []report.CardLine{against(report.CardLine{Text: k.s.Locale.Plural("sales", n)}, k.s, "card.gap_to_go", m, o.GapToGo)}
}

// ceiling is how many whole things reach a number; false for none, and for what is beyond counting.
func ceiling(n metric.Num) (int64, bool) {
	if !n.OK() {
		return 0, false
	}
	up := upwards(n.Rat)
	return up.Int64(), up.IsInt64()
}

// aims are the plans that the cards set the metrics against or let them land by.
func (k *scorecard) aims(b Book) []aim {
	var list []aim
	for _, m := range k.metrics {
		if k.s.hasTarget(m) {
			list = append(list, aim{m, metric.TargetScenario})
		}
		if f := k.first(b, m); f.Outlook.LandingForecast.OK() {
			list = append(list, aim{m, metric.ForecastPlan})
		}
	}
	return list
}

// footLanding says by which method the cards' metrics land.
func (k *scorecard) footLanding(t *sheet, b Book) {
	by, known := map[string][]string{}, k.periods[0]
	for _, m := range k.metrics {
		f := k.first(b, m)
		if f.Outlook.Remaining > 0 && landingOf(&f).OK() {
			how := landsBy(&f)
			if known = m.Known(known); how == "foreseen" {
				how += "." + string(f.Outlook.Method)
			}
			by[how] = append(by[how], tidy(m.Label))
		}
	}
	day := k.s.Locale.Date(lastDay(known))
	for _, how := range slices.Sorted(maps.Keys(by)) {
		switch list, method, foreseen := by[how], strings.TrimPrefix(how, "foreseen."), strings.HasPrefix(how, "foreseen."); {
		case foreseen && len(by) > 1:
			t.note(k.s.word("foot.landing.foreseen_of", day, k.s.word("method."+method), strings.Join(list, ", ")))
		case foreseen:
			t.note(k.s.word("foot.landing.foreseen", day, k.s.word("method."+method)))
		case len(list) > 0 && len(by) > 1:
			t.note(k.s.word("foot.landing."+how+"_of", day, strings.Join(list, ", ")))
		case len(list) > 0:
			t.note(k.s.word("foot.landing."+how+"_only", day))
		}
	}
}

// foreseenFoot says by which method a figure lands that its past foresees.
func (s *Scope) foreseenFoot(day string, f *metric.Figure) string {
	return s.word("foot.landing.foreseen", day, s.word("method."+string(f.Outlook.Method)))
}
