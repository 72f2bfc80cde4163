package targettable

import (
	"slices"

	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
)

// tableColumn is one column of a target table: its heading and its content of a line.
type tableColumn struct {
	name  string         // as the YAML calls it
	unset *members.Unset // scenario that no line has, so that the column is empty; else nil
	head  report.Column
	cell  func(m members.Line, f *metric.Figure) report.Cell
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

// columnNumbers are the numbers in those columns whose unit is the metric's, or the metric's per business day.
var columnNumbers = map[string]func(*metric.Figure) metric.Num{
	"target": members.ToDate, "actual": members.Actual, "gap": members.Gap, "full_target": members.Objective, "last_year": members.LastYear, "vs_last_year": deltaPY,
	"landing": notation.LandingOf, "gap_to_go": gapToGo, "pace": paceOf, "needed": neededOf, "more_sales": moreSales,
	"budget": goalToDate(budgetOf), "vs_budget": goalDelta(budgetOf), "forecast": goalToDate(forecastOf), "vs_forecast": goalDelta(forecastOf),
	"stretch": goalToDate(stretchOf), "vs_stretch": goalDelta(stretchOf), "announced": goalToDate(announced), "vs_announced": goalDelta(announced),
}

// scenarios are the scenarios that columns need.
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

// outlooks are the columns that only an open period has.
var outlooks = []string{"pace", "landing", "gap_to_go", "needed", "more_sales"}

// columnNames returns the names of the columns in their order, from the YAML or the default. missing are outlooks without a
// number in any line; they are not shown.
func (g *grid) columnNames() (shown, missing []string) {
	list := []string(g.c.Columns)
	if len(list) == 0 {
		list = []string{"target", "actual", "gap", "attainment", "bullet"}
		if g.m.Unit == metric.Score { // a share of a score has little meaning, and one below zero has no bar
			list = []string{"target", "actual", "gap"}
			if !slices.ContainsFunc(g.drawnLines(), func(m members.Line) bool { return notation.IsNegative(m.First().AC) }) {
				list = append(list, "bullet")
			}
		}
		if g.hasFull() {
			list = append(list, "full_target", "progress")
		}
		if g.anyLineHas(notation.LandingOf) {
			list = append(list, "landing")
		}
	}
	for _, name := range list {
		if slices.Contains(outlooks, name) && !g.anyLineHas(columnNumbers[name]) {
			missing = append(missing, name)
			continue
		}
		shown = append(shown, name)
	}
	return shown, missing
}

// anyLineHas reports whether any line has the number that pick returns.
func (g *grid) anyLineHas(pick func(*metric.Figure) metric.Num) bool {
	return slices.ContainsFunc(append([]members.Line{g.total}, g.rows...), func(m members.Line) bool {
		f := m.First()
		return pick(&f).OK()
	})
}

// heading is a column's heading. In an open period, the scenarios compared with the actual are those to date.
func (g *grid) heading(name string) string {
	switch {
	case g.m.ToDate(g.periods[0]) && slices.Contains([]string{"target", "budget", "announced", "forecast", "stretch"}, name):
		return g.s.Word("column." + name + "_to_date")
	case name == "gap_percent" && g.m.InPoints():
		return g.s.Word("column.gap_points")
	case name == "bullet" && g.landing:
		return g.s.Word("column.bullet.landing")
	}
	return g.s.Word("column." + name)
}

// column makes one of the YAML's columns.
func (g *grid) column(name string) tableColumn {
	pick := columnNumbers[name]
	c := tableColumn{name: name, head: report.Column{Label: g.heading(name), Align: report.Right}}
	switch name {
	case "gap", "vs_last_year", "vs_budget", "vs_announced", "vs_forecast", "vs_stretch":
		c.head.Unit = notation.DifferingUnit(g.format.Delta, g.format.Unit)
		c.cell = func(_ members.Line, f *metric.Figure) report.Cell {
			n, format := pick(f), g.format
			if name == "gap" && notation.GapIsJudged(f) {
				format = format.WithDigitsFor(g.m, n)
			}
			return report.Cell{Text: format.Gap(n), Tone: format.Tone(g.m, n), Exact: format.Exact(n)}
		}
	case "gap_percent": // the heading contains the unit
		c.cell = func(_ members.Line, f *metric.Figure) report.Cell { return g.gapPercent(f) }
	case "attainment":
		c.head.Unit = notation.DifferingUnit("%", g.format.Unit)
		c.cell = func(_ members.Line, f *metric.Figure) report.Cell { return g.share(f.Attainment, f.PLToDate, f.Status) }
	case "progress":
		c.head.Unit = notation.DifferingUnit("%", g.format.Unit)
		c.cell = func(_ members.Line, f *metric.Figure) report.Cell { return g.share(f.Progress, f.PL, metric.NoStatus) }
	case "pace", "needed":
		c.head.Unit = notation.DifferingUnit(g.daily.Unit, g.format.Unit)
		c.cell = func(_ members.Line, f *metric.Figure) report.Cell { return g.daily.Cell(pick(f)) }
	case "more_sales":
		c.cell = func(_ members.Line, f *metric.Figure) report.Cell {
			return report.Cell{Text: g.t.RoundedUp(f.Outlook.MoreSales), Tone: notation.SignTone(f.Outlook.MoreSales)}
		}
	case "landing":
		c.cell = func(m members.Line, _ *metric.Figure) report.Cell {
			n := g.landingOf(m)
			c := g.format.Cell(n)
			c.Forecast = n.OK()
			return c
		}
	case "bullet":
		c.head = report.Column{Label: c.head.Label, Unit: g.bulletScale(), Kind: report.BulletColumn, Grow: 1, Key: notation.BulletKey(g.s, g.m, g.landing)}
		c.cell = func(m members.Line, _ *metric.Figure) report.Cell { return report.Cell{Bullet: g.bullet(m)} }
	default:
		c.cell = func(_ members.Line, f *metric.Figure) report.Cell { return g.format.Cell(pick(f)) }
	}
	return c
}

func (g *grid) gapPercent(f *metric.Figure) report.Cell {
	return g.format.Relative(g.m, f.PLToDate, f.DeltaPLPct, notation.GapIsJudged(f))
}

// landingOf is the landing of a line. If some lines have an announced forecast, a line without one has no landing, because
// the total does not include it. The rows of no member never have a forecast; their landing is their actual, as in the
// total.
func (g *grid) landingOf(m members.Line) metric.Num {
	f := m.First()
	switch {
	case m.Kind == report.Total || f.Outlook.LandingForecast.OK() || !g.hasForecasts():
		return notation.LandingOf(&f)
	case m.Kind == report.Unassigned:
		return f.AC
	}
	return metric.NoNum(metric.NoData)
}

// hasForecasts reports whether the landing of any line is an announced forecast.
func (g *grid) hasForecasts() bool {
	return slices.ContainsFunc(g.rows, func(m members.Line) bool { return m.Figures[0].Outlook.LandingForecast.OK() })
}

// assignRoles marks the columns that are shown on a phone: a gap and an attainment, else the target and the actual, else
// those that are most similar.
func assignRoles(columns []tableColumn) {
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
