package build

import (
	"math/big"
	"slices"

	"bilan/report"
	"bilan/report/metric"
)

// tableColumn is one column of a target table: its heading and what it shows of a line.
type tableColumn struct {
	name  string // as the YAML calls it
	lacks *unset // nil unless no line has the plan that it shows
	head  report.Column
	cell  func(m member, f *metric.Figure) report.Cell
}

func landingOf(f *metric.Figure) metric.Num {
	if f.Outlook.LandingForecast.OK() && !f.Foresight.Plans() {
		return f.Outlook.LandingForecast
	}
	return f.Outlook.Landing
}

// landsBy is the word for how a figure lands: what its past foresees, else a forecast that was set, the shape of the last months, or its pace.
func landsBy(f *metric.Figure) string {
	switch {
	case f.Foresight.Plans():
		return "foreseen"
	case f.Outlook.LandingForecast.OK():
		return "forecast"
	case f.Outlook.Method == metric.MonthShape:
		return "shape"
	}
	return "pace"
}

func paceOf(f *metric.Figure) metric.Num      { return f.Outlook.Pace }
func neededOf(f *metric.Figure) metric.Num    { return f.Outlook.Needed }
func gapToGo(f *metric.Figure) metric.Num     { return f.Outlook.GapToGo }
func moreSales(f *metric.Figure) metric.Num   { return f.Outlook.MoreSales }
func deltaPY(f *metric.Figure) metric.Num     { return f.DeltaPY }
func budgetOf(f *metric.Figure) metric.Goal   { return f.BU }
func announced(f *metric.Figure) metric.Goal  { return f.AN }
func forecastOf(f *metric.Figure) metric.Goal { return f.FC }
func stretchOf(f *metric.Figure) metric.Goal  { return f.ST }

// picks are the numbers behind the columns that are in the metric's own unit, or per business day.
var picks = map[string]func(*metric.Figure) metric.Num{
	"target": toDate, "actual": actual, "gap": gapOf, "full_target": objective, "last_year": lastYear, "vs_last_year": deltaPY,
	"landing": landingOf, "gap_to_go": gapToGo, "pace": paceOf, "needed": neededOf, "more_sales": moreSales,
	"budget": goalToDate(budgetOf), "vs_budget": goalDelta(budgetOf), "forecast": goalToDate(forecastOf), "vs_forecast": goalDelta(forecastOf),
	"stretch": goalToDate(stretchOf), "vs_stretch": goalDelta(stretchOf), "announced": goalToDate(announced), "vs_announced": goalDelta(announced),
}

// scenarios are the plans behind the columns.
var scenarios = map[string]metric.Scenario{
	"target": metric.TargetScenario, "gap": metric.TargetScenario, "gap_percent": metric.TargetScenario, "attainment": metric.TargetScenario,
	"full_target": metric.TargetScenario, "progress": metric.TargetScenario, "bullet": metric.TargetScenario,
	"gap_to_go": metric.TargetScenario, "needed": metric.TargetScenario, "more_sales": metric.TargetScenario,
	"budget": metric.Budget, "vs_budget": metric.Budget, "forecast": metric.ForecastPlan, "vs_forecast": metric.ForecastPlan,
	"stretch": metric.Stretch, "vs_stretch": metric.Stretch, "announced": metric.ForecastPlan, "vs_announced": metric.ForecastPlan,
}

func goalToDate(of func(*metric.Figure) metric.Goal) func(*metric.Figure) metric.Num {
	return func(f *metric.Figure) metric.Num { return of(f).ToDate }
}

func goalDelta(of func(*metric.Figure) metric.Goal) func(*metric.Figure) metric.Num {
	return func(f *metric.Figure) metric.Num { return of(f).Delta }
}

// outlooks are the columns that say something only of a period that is not over.
var outlooks = []string{"pace", "landing", "gap_to_go", "needed", "more_sales"}

// names are the columns in their order: the YAML's, else the usual ones. An outlook that no line has is left out.
func (g *grid) names() (shown, missing []string) {
	list := []string(g.c.Columns)
	if len(list) == 0 {
		list = []string{"target", "actual", "gap", "attainment", "bullet"}
		if g.m.Unit == metric.Score { // a share of a score says little, and one below zero has no bar
			list = []string{"target", "actual", "gap"}
			if !slices.ContainsFunc(g.drawn(), func(m member) bool { return negative(m.first().AC) }) {
				list = append(list, "bullet")
			}
		}
		if g.hasFull() {
			list = append(list, "full_target", "progress")
		}
		if g.has(landingOf) {
			list = append(list, "landing")
		}
	}
	for _, name := range list {
		if slices.Contains(outlooks, name) && !g.has(picks[name]) {
			missing = append(missing, name)
			continue
		}
		shown = append(shown, name)
	}
	return shown, missing
}

// has tells whether any line has a number.
func (g *grid) has(pick func(*metric.Figure) metric.Num) bool {
	return slices.ContainsFunc(append([]member{g.total}, g.rows...), func(m member) bool {
		f := m.first()
		return pick(&f).OK()
	})
}

// heading is a column's word. In an open period what is set against the actual is what should have been by now.
func (g *grid) heading(name string) string {
	switch {
	case g.m.ToDate(g.periods[0]) && slices.Contains([]string{"target", "budget", "announced", "forecast", "stretch"}, name):
		return g.s.word("column." + name + "_to_date")
	case name == "gap_percent" && g.m.InPoints():
		return g.s.word("column.gap_points")
	case name == "bullet" && g.landing:
		return g.s.word("column.bullet.landing")
	}
	return g.s.word("column." + name)
}

// column makes one of the YAML's columns.
func (g *grid) column(name string) tableColumn {
	pick := picks[name]
	c := tableColumn{name: name, head: report.Column{Label: g.heading(name), Align: report.Right}}
	switch name {
	case "gap", "vs_last_year", "vs_budget", "vs_announced", "vs_forecast", "vs_stretch":
		c.head.Unit = differing(g.pen.delta, g.pen.unit)
		c.cell = func(_ member, f *metric.Figure) report.Cell {
			n, pen := pick(f), g.pen
			if name == "gap" && judged(f) {
				pen = pen.showing(g.m, n)
			}
			return report.Cell{Text: pen.gap(n), Tone: pen.tone(g.m, n), Exact: pen.exact(n)}
		}
	case "gap_percent": // its heading says the unit
		c.cell = func(_ member, f *metric.Figure) report.Cell { return g.gapPercent(f) }
	case "attainment":
		c.head.Unit = differing("%", g.pen.unit)
		c.cell = func(_ member, f *metric.Figure) report.Cell { return g.share(f.Attainment, f.PLToDate, f.Status) }
	case "progress":
		c.head.Unit = differing("%", g.pen.unit)
		c.cell = func(_ member, f *metric.Figure) report.Cell { return g.share(f.Progress, f.PL, metric.NoStatus) }
	case "pace", "needed":
		c.head.Unit = differing(g.daily.unit, g.pen.unit)
		c.cell = func(_ member, f *metric.Figure) report.Cell { return g.daily.cell(pick(f)) }
	case "more_sales":
		c.cell = func(_ member, f *metric.Figure) report.Cell {
			return report.Cell{Text: g.t.whole(f.Outlook.MoreSales), Tone: signTone(f.Outlook.MoreSales)}
		}
	case "landing":
		c.cell = func(m member, _ *metric.Figure) report.Cell {
			n := g.lands(m)
			c := g.pen.cell(n)
			c.Forecast = n.OK()
			return c
		}
	case "bullet":
		c.head = report.Column{Label: c.head.Label, Unit: g.bulletScale(), Kind: report.BulletColumn, Grow: 1}
		c.cell = func(m member, _ *metric.Figure) report.Cell { return report.Cell{Bullet: g.bullet(m)} }
	default:
		c.cell = func(_ member, f *metric.Figure) report.Cell { return g.pen.cell(pick(f)) }
	}
	return c
}

// cell writes a number; a sign in its place is less loud.
func (p pen) cell(n metric.Num) report.Cell {
	return report.Cell{Text: p.value(n), Tone: signTone(n), Exact: p.exact(n)}
}

// signTone is that of what stands for a number: a sign has no effect on the business.
func signTone(n metric.Num) report.Tone {
	if n.OK() {
		return report.Neutral
	}
	return report.Muted
}

func (g *grid) gapPercent(f *metric.Figure) report.Cell {
	return g.pen.relative(g.m, f.PLToDate, f.DeltaPLPct, judged(f))
}

// relative is a difference in per cent of its reference or, of what is compared in points, in points as the pen writes them. One that is
// judged is not written as 0.
func (p pen) relative(m *metric.Metric, ref, pct metric.Num, judged bool) report.Cell {
	switch {
	case m.InPoints():
	case pct.OK() && negative(ref):
		return report.Cell{Text: p.sheet.meaningless(), Tone: report.Muted}
	default:
		p = p.sheet.percent(varianceDigits)
	}
	if judged && pct.OK() {
		p.digits = showingDigits(p.in(pct.Rat), p.digits)
	}
	return report.Cell{Text: p.gap(pct), Tone: p.tone(m, pct), Exact: p.exact(pct)}
}

// whole writes how many whole things reach a number: three and a bit take four.
func (t *sheet) whole(n metric.Num) string {
	if !n.OK() {
		return t.sign(n)
	}
	return t.s.Locale.Number(new(big.Rat).SetInt(upwards(n.Rat)), 0)
}

// upwards is the next whole number: Div rounds down for a positive divisor.
func upwards(r *big.Rat) *big.Int {
	up := new(big.Int).Neg(r.Num())
	return up.Div(up, r.Denom()).Neg(up)
}

// lands is where a line lands. Where lines have a forecast of their own, one without has none: at its pace it would stand
// beside a total that does not hold it. For rows of nobody none is ever set: they land at their actual, as in the total.
func (g *grid) lands(m member) metric.Num {
	f := m.first()
	switch {
	case m.kind == report.Total || f.Outlook.LandingForecast.OK() || !g.forecasts():
		return landingOf(&f)
	case m.kind == report.Unassigned:
		return f.AC
	}
	return metric.None(metric.NoData)
}

// forecasts tells whether any line lands by a forecast of its own.
func (g *grid) forecasts() bool {
	return slices.ContainsFunc(g.rows, func(m member) bool { return m.at[0].Outlook.LandingForecast.OK() })
}

// roles tell a phone which columns to keep: a gap and an attainment, else the target and the actual, else what comes nearest. A
// phone that showed the gap to the budget beside them would show the wrong one.
func roles(columns []tableColumn) {
	given := map[report.Role]bool{}
	give := func(role report.Role, names ...string) {
		for _, name := range names {
			i := slices.IndexFunc(columns, func(c tableColumn) bool { return c.name == name && c.head.Role == "" })
			if i >= 0 && !given[role] {
				columns[i].head.Role, given[role] = role, true
			}
		}
	}
	give(report.RoleTarget, "target")
	give(report.RoleActual, "actual")
	give(report.RoleGap, "gap", "gap_percent")
	give(report.RoleAttainment, "attainment", "progress")
	if given[report.RoleTarget] && given[report.RoleActual] && !given[report.RoleGap] && !given[report.RoleAttainment] {
		return
	}
	give(report.RoleGap, "vs_budget", "vs_forecast", "vs_announced", "vs_stretch", "vs_last_year", "gap_to_go", "landing", "budget", "announced", "forecast", "last_year")
	give(report.RoleAttainment, "landing", "gap_percent", "vs_last_year", "needed")
}
