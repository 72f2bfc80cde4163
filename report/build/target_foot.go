package build

import (
	"slices"
	"strings"

	"bilan/report"
	"bilan/report/metric"
)

// foot says what the table leaves out, rounds or reckons.
func (g *grid) foot() {
	if !g.apart() && g.unmatched() {
		g.t.note(g.s.word("foot.unmatched"))
	}
	g.s.notSet(g.t, g.c.By, g.unset...)
	if names := g.untargeted(); names != "" {
		g.t.note(g.s.word("foot.untargeted", names))
	}
	if slices.Contains(g.shown, "landing") {
		g.footLanding()
	}
	if len(g.missing) > 0 {
		list := make([]string, len(g.missing))
		for i, name := range g.missing {
			list[i] = g.heading(name)
		}
		g.t.note(g.s.word("foot.not_applicable", strings.Join(list, ", ")))
	}
	if g.bullets > 0 && slices.Contains(g.shown, "bullet") && slices.ContainsFunc(g.drawn(), func(m member) bool {
		f := m.first()
		return negative(f.AC) || negative(g.goal(&f))
	}) {
		g.t.note(g.s.word("foot.not_drawn"))
	}
	if g.misses() {
		g.t.note(g.s.word("foot.rounded"))
	}
}

// apart says how far the lines' targets, in a column that is shown, are from that of the whole.
func (g *grid) apart() bool {
	for _, name := range []string{"gap", "target", "full_target"} {
		if slices.Contains(g.shown, name) {
			target := toDate
			if name == "full_target" {
				target = picks[name]
			}
			return g.s.apart(g.t, g.pen, g.m, g.rows, g.total, target)
		}
	}
	return false
}

// untargeted names the members without an objective, where others have one.
func (g *grid) untargeted() string {
	var names []string
	others := false
	for _, m := range g.rows {
		f := m.first()
		switch others = others || f.PLToDate.OK(); {
		case m.kind == report.Body && !f.PLToDate.OK():
			names = append(names, m.label)
		}
	}
	if !others {
		return ""
	}
	return g.s.few(names)
}

// few names some and counts the others: "A. Martin, B. Dupont et 3 autres".
func (s *Scope) few(names []string) string {
	if more := len(names) - namesShown; more > 0 {
		names = append(slices.Clone(names[:namesShown]), s.Locale.Plural("trust.more", int64(more)))
	}
	return s.Locale.List(names)
}

// footLanding says by which method the lines land.
func (g *grid) footLanding() {
	day := g.s.Locale.Date(lastDay(g.periods[0]))
	byForecast := func(f *metric.Figure) metric.Num { return f.Outlook.LandingForecast }
	estimate := "pace"
	if g.total.at[0].Outlook.Method == metric.MonthShape {
		estimate = "shape"
	}
	if f := g.total.at[0]; !g.has(byForecast) && landsBy(&f) == "foreseen" {
		g.t.note(g.s.foreseenFoot(day, &f))
		return
	}
	if !g.has(byForecast) {
		g.t.note(g.s.word("foot.landing."+estimate+"_only", day))
		return
	}
	g.t.note(g.s.word("foot.landing.forecast_only", day))
	if g.forecasts() {
		if g.unforecast() {
			g.t.note(g.s.word("foot.landing.unforecast"))
		}
		return
	}
	if slices.ContainsFunc(append([]member{g.total}, g.rows...), func(m member) bool {
		f := m.first()
		return !byForecast(&f).OK() && g.lands(m).OK()
	}) {
		g.t.note(g.s.word("foot.landing.own_" + estimate))
	}
}

// unforecast tells whether the total's landing holds actuals of lines that have no forecast, where others have one.
func (g *grid) unforecast() bool {
	return g.forecasts() && g.total.at[0].Outlook.LandingForecast.OK() && slices.ContainsFunc(g.rows, func(m member) bool {
		f := m.first()
		return !f.Outlook.LandingForecast.OK() && f.AC.OK() && f.AC.Rat.Sign() != 0
	})
}

// aims are the plans that the shown columns hold.
func (g *grid) aims() []aim {
	var list []aim
	for _, name := range g.shown {
		s := scenarios[name]
		if name == "landing" && g.has(func(f *metric.Figure) metric.Num { return f.Outlook.LandingForecast }) {
			s = metric.ForecastPlan
		}
		if s != "" && !slices.Contains(list, aim{g.m, s}) {
			list = append(list, aim{g.m, s})
		}
	}
	return list
}
