package targettable

import (
	"slices"
	"strings"

	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// addFootnotes adds the footnotes about everything that the table leaves out, rounds or estimates.
func (g *grid) addFootnotes() {
	if !g.noteTargetGap() && g.unmatched() {
		g.t.Note(g.s.Word("foot.unmatched"))
	}
	members.NoteUnset(g.s, g.t, g.c.By, g.unset...)
	if names := g.withoutTarget(); names != "" {
		g.t.Note(g.s.Word("foot.untargeted", names))
	}
	if slices.Contains(g.shown, "landing") {
		g.noteLanding()
	}
	if len(g.missing) > 0 {
		list := make([]string, len(g.missing))
		for i, name := range g.missing {
			list[i] = g.heading(name)
		}
		g.t.Note(g.s.Word("foot.not_applicable", strings.Join(list, ", ")))
	}
	if g.bullets > 0 && slices.Contains(g.shown, "bullet") && slices.ContainsFunc(g.drawnLines(), func(m members.Line) bool {
		f := m.First()
		return notation.IsNegative(f.AC) || notation.IsNegative(g.goal(&f))
	}) {
		g.t.Note(g.s.Word("foot.not_drawn"))
	}
	if g.roundingDiffers() {
		g.t.Note(g.s.Word("foot.rounded"))
	}
}

// noteTargetGap adds a footnote if the targets of the lines do not sum to the target of the total. It reports whether it did.
func (g *grid) noteTargetGap() bool {
	for _, name := range []string{"gap", "target", "full_target"} {
		if slices.Contains(g.shown, name) {
			target := members.ToDate
			if name == "full_target" {
				target = columnNumbers[name]
			}
			return members.NoteDifferentTargets(g.s, g.t, g.format, g.m, g.rows, g.total, target)
		}
	}
	return false
}

// withoutTarget lists the members without an objective; "" if no line has an objective.
func (g *grid) withoutTarget() string {
	var names []string
	others := false
	for _, m := range g.rows {
		f := m.First()
		switch others = others || f.PLToDate.OK(); {
		case m.Kind == report.Body && !f.PLToDate.OK():
			names = append(names, m.Label)
		}
	}
	if !others {
		return ""
	}
	return g.s.ListFew(names)
}

// noteLanding adds the footnotes that name the method of the lines' landing.
func (g *grid) noteLanding() {
	day := g.s.Locale.Date(scope.LastDay(g.periods[0]))
	byForecast := func(f *metric.Figure) metric.Num { return f.Outlook.LandingForecast }
	estimate := "pace"
	if g.total.Figures[0].Outlook.Method == metric.MonthShape {
		estimate = "shape"
	}
	if f := g.total.Figures[0]; !g.anyLineHas(byForecast) && notation.LandingWord(&f) == "foreseen" {
		g.t.Note(notation.ForecastFootnote(g.s, day, &f))
		return
	}
	if !g.anyLineHas(byForecast) {
		g.t.Note(g.s.Word("foot.landing."+estimate+"_only", day))
		return
	}
	g.t.Note(g.s.Word("foot.landing.forecast_only", day))
	if g.hasForecasts() {
		if g.includesUnforecast() {
			g.t.Note(g.s.Word("foot.landing.unforecast"))
		}
		return
	}
	if slices.ContainsFunc(append([]members.Line{g.total}, g.rows...), func(m members.Line) bool {
		f := m.First()
		return !byForecast(&f).OK() && g.landingOf(m).OK()
	}) {
		g.t.Note(g.s.Word("foot.landing.own_" + estimate))
	}
}

// includesUnforecast reports whether the total's landing includes lines without an announced forecast, while other lines have
// one.
func (g *grid) includesUnforecast() bool {
	return g.hasForecasts() && g.total.Figures[0].Outlook.LandingForecast.OK() && slices.ContainsFunc(g.rows, func(m members.Line) bool {
		f := m.First()
		return !f.Outlook.LandingForecast.OK() && f.AC.OK() && f.AC.Rat.Sign() != 0
	})
}

// shownScenarios are the scenarios of the shown columns.
func (g *grid) shownScenarios() []members.ShownScenario {
	var list []members.ShownScenario
	for _, name := range g.shown {
		s := scenarios[name]
		if name == "landing" && g.anyLineHas(func(f *metric.Figure) metric.Num { return f.Outlook.LandingForecast }) {
			s = metric.ForecastPlan
		}
		if s != "" && !slices.Contains(list, members.ShownScenario{Metric: g.m, Scenario: s}) {
			list = append(list, members.ShownScenario{Metric: g.m, Scenario: s})
		}
	}
	return list
}
