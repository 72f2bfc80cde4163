package membertable

import (
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// headings returns the headings of the columns, that of the members' names first.
func (k *memberTable) headings() []report.Column {
	list := []report.Column{{Label: k.s.Heading(k.c.By), Grow: 1, Role: report.RoleName}}
	given := map[report.Role]bool{}
	for i, c := range k.columns {
		head := report.Column{Label: k.heading(i), Unit: c.unit(), Align: report.Right}
		if c.Show == "bar" || c.Show == "bullet" {
			head.Align, head.Kind, head.Grow = report.Left, report.BulletColumn, 1
		}
		if c.Show == "sparkline" {
			head.Align, head.Kind = report.Left, report.SparkColumn
		}
		if c.Show == "bullet" && c.high > 0 {
			head.Key = notation.BulletKey(k.s, c.m, false)
		}
		if role := memberRoles[c.Show]; role != "" && !given[role] {
			head.Role, given[role] = role, true
		}
		list = append(list, head)
	}
	return list
}

// memberRoles are the roles of columns, by what they show. They determine the columns on a phone.
var memberRoles = map[string]report.Role{
	"value": report.RoleActual, "target": report.RoleTarget, "gap": report.RoleGap, "gap_percent": report.RoleGap, "attainment": report.RoleAttainment,
}

// heading is the heading of column i: the label of the YAML, the metric's label for a column of values, or the name of
// the number. It contains the metric if the neighbouring column has another one, and the period if it is not the
// section's.
func (k *memberTable) heading(i int) string {
	c, s := k.columns[i], k.s
	if own := prose.Tidy(c.Label); own != "" {
		return own
	}
	label := prose.Tidy(c.m.Label)
	switch {
	case c.Show == "value":
	case c.Show == "bar":
		return c.format.ScaleTo(c.m, c.high)
	case i > 0 && k.columns[i-1].m == c.m, i == 0 && len(k.columns) > 1 && k.columns[1].m == c.m:
		label = c.numberName()
	default:
		label = s.Word("column.of", label, s.Locale.Inline(c.numberName()))
	}
	if before := i > 0 && k.columns[i-1].m == c.m && k.columns[i-1].whole == c.whole; c.whole != k.p && (!before || c.Show == "value") {
		return s.Word("period.dated", label, s.Short(c.p))
	}
	return label
}

// numberName is the name of the number that the column shows.
func (c memberColumn) numberName() string {
	switch {
	case c.Show == "target" && c.m.ToDate(c.p):
		return c.s.Word("column.target_to_date")
	case c.Show == "gap_percent" && c.m.InPoints():
		return c.s.Word("column.gap_points")
	case c.Show == "vs_last_year_percent" && c.m.InPoints():
		return c.s.Word("column.vs_last_year")
	case c.Show == "vs_last_year_percent":
		return c.s.Word("scenario.delta_py_pct")
	case c.Show == "previous":
		return c.s.Word("scenario.pp")
	case c.Show == "vs_previous", c.Show == "vs_previous_percent" && c.m.InPoints():
		return c.s.Word("scenario.delta_pp")
	case c.Show == "vs_previous_percent":
		return c.s.Word("scenario.delta_pp_pct")
	case c.Show == "sparkline":
		return c.s.Locale.Plural("span."+string(c.whole.Unit), scope.SparkPeriods)
	}
	return c.s.Word("column." + c.Show)
}

// unit is the unit below the column's heading; "" if there is none or the heading contains it.
func (c memberColumn) unit() string {
	switch c.Show {
	case "attainment", "share":
		return "%"
	case "gap", "vs_last_year", "vs_previous":
		return notation.DifferingUnit(c.format.Delta, c.s.Word("unit.number"))
	case "gap_percent", "vs_last_year_percent", "vs_previous_percent":
		if c.m.InPoints() {
			return c.format.Delta
		}
		return ""
	case "rank", "rank_change", "n", "bar", "sparkline":
		return ""
	case "bullet":
		return c.format.ScaleTo(c.m, c.high)
	}
	return notation.DifferingUnit(c.format.Unit, c.s.Word("unit.number"))
}

// notes adds the footnotes about the columns: missing and rounded numbers, and remarks about figures.
func (k *memberTable) notes(t *notation.Sheet, b scope.Book, rows []members.Line, total members.Line) {
	var lacks []*members.Unset
	misses := false
	for _, c := range k.columns {
		members.NoteFew(t, c.m, c.onlyFigures(append(slices.Clip(rows), total)...))
		switch {
		case c.isPastState():
			t.NoteOnce(prose.Tidy(c.m.Label) + report.Dash + k.s.WhyUnknown(c.m.Dataset, c.whole))
		case c.m.Date == "":
			t.NoteOnce(prose.Tidy(c.m.Label) + report.Dash + k.s.TimeNote(c.m, c.p))
		default:
			t.NoteKnownUntil(c.m, c.whole)
		}
		if c.Targeted() {
			lacks = append(lacks, c.lack)
			members.TargetNotes(k.s, t, b, []period.Period{c.p}, members.ShownScenario{Metric: c.m, Scenario: metric.TargetScenario})
		}
		if (c.Show == "bar" || c.Show == "bullet") && slices.ContainsFunc(rows, func(m members.Line) bool { return notation.IsNegative(m.Figures[c.at].AC) }) {
			t.NoteOnce(k.s.Word("foot.not_drawn"))
		}
		misses = misses || c.totalDiffers(rows, total)
	}
	members.NoteUnset(k.s, t, k.c.By, lacks...)
	if misses {
		t.Note(k.s.Word("foot.rounded"))
	}
}

// totalDiffers reports whether the printed lines do not sum to the printed total although the exact numbers do.
func (c memberColumn) totalDiffers(rows []members.Line, total members.Line) bool {
	if !c.m.AddsUp || !slices.Contains([]string{"value", "target", "last_year", "previous"}, c.Show) {
		return false
	}
	whole := columnNumber(c.Show, &total.Figures[c.at])
	if !whole.OK() {
		return false
	}
	sum, printed := new(big.Rat), new(big.Rat)
	for _, m := range rows {
		if n := columnNumber(c.Show, &m.Figures[c.at]); n.OK() {
			sum.Add(sum, n.Rat)
			printed.Add(printed, c.format.Printed(n.Rat))
		}
	}
	return sum.Cmp(whole.Rat) == 0 && printed.Cmp(c.format.Printed(whole.Rat)) != 0
}
