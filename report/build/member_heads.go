package build

import (
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
)

func rational(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// wholeExact is a whole number as a workbook has it.
func wholeExact(n int64) *report.Exact { return &report.Exact{Value: rational(n), Per: unity} }

// heads are the columns' headings, that of the members first.
func (k *memberTable) heads() []report.Column {
	list := []report.Column{{Label: k.s.dimension(k.c.By), Grow: 1, Role: report.RoleName}}
	given := map[report.Role]bool{}
	for i, c := range k.columns {
		head := report.Column{Label: k.heading(i), Unit: c.unit(), Align: report.Right}
		if c.Show == "bar" || c.Show == "bullet" {
			head.Align, head.Kind, head.Grow = report.Left, report.BulletColumn, 1
		}
		if role := memberRoles[c.Show]; role != "" && !given[role] {
			head.Role, given[role] = role, true
		}
		list = append(list, head)
	}
	return list
}

// memberRoles tell a phone which columns to keep.
var memberRoles = map[string]report.Role{
	"value": report.RoleActual, "target": report.RoleTarget, "gap": report.RoleGap, "gap_percent": report.RoleGap, "attainment": report.RoleAttainment,
}

// heading is the YAML's, the metric's label over its values, or what else a column shows. It names the metric where the column
// before is of another one, and the period where that is not the section's.
func (k *memberTable) heading(i int) string {
	c, s := k.columns[i], k.s
	if own := tidy(c.Label); own != "" {
		return own
	}
	label := tidy(c.m.Label)
	switch {
	case c.Show == "value":
	case c.Show == "bar":
		return c.pen.scaleTo(c.m, c.high)
	case i > 0 && k.columns[i-1].m == c.m, i == 0 && len(k.columns) > 1 && k.columns[1].m == c.m:
		label = c.word()
	default:
		label = s.word("column.of", label, s.Locale.Inline(c.word()))
	}
	if before := i > 0 && k.columns[i-1].m == c.m && k.columns[i-1].whole == c.whole; c.whole != k.p && (!before || c.Show == "value") {
		return s.word("period.dated", label, s.short(c.p))
	}
	return label
}

// word is what a column shows, in a word.
func (c memberColumn) word() string {
	switch {
	case c.Show == "target" && c.m.ToDate(c.p):
		return c.s.word("column.target_to_date")
	case c.Show == "gap_percent" && c.m.InPoints():
		return c.s.word("column.gap_points")
	case c.Show == "vs_last_year_percent" && c.m.InPoints():
		return c.s.word("column.vs_last_year")
	case c.Show == "vs_last_year_percent":
		return c.s.word("scenario.delta_py_pct")
	}
	return c.s.word("column." + c.Show)
}

// unit stands under a heading, unless the heading says it.
func (c memberColumn) unit() string {
	switch c.Show {
	case "attainment", "share":
		return "%"
	case "gap", "vs_last_year":
		return differing(c.pen.delta, c.s.word("unit.number"))
	case "gap_percent", "vs_last_year_percent":
		if c.m.InPoints() {
			return c.pen.delta
		}
		return ""
	case "rank", "n", "bar":
		return ""
	case "bullet":
		return c.pen.scaleTo(c.m, c.high)
	}
	return differing(c.pen.unit, c.s.word("unit.number"))
}

// notes say what the columns leave out, round or are known of.
func (k *memberTable) notes(t *sheet, b Book, rows []member, total member) {
	var lacks []*unset
	misses := false
	for _, c := range k.columns {
		t.footFew(c.m, c.only(append(slices.Clip(rows), total)...))
		switch {
		case c.past():
			t.once(tidy(c.m.Label) + report.Dash + k.s.reason(c.m.Dataset, c.whole))
		case c.m.Date == "":
			t.once(tidy(c.m.Label) + report.Dash + k.s.noted(c.m, c.p))
		default:
			t.footKnown(c.m, c.whole)
		}
		if c.Targeted() {
			lacks = append(lacks, c.lack)
			k.s.aimNotes(t, b, []period.Period{c.p}, aim{c.m, metric.TargetScenario})
		}
		if (c.Show == "bar" || c.Show == "bullet") && slices.ContainsFunc(rows, func(m member) bool { return negative(m.at[c.at].AC) }) {
			t.once(k.s.word("foot.not_drawn"))
		}
		misses = misses || c.misses(rows, total)
	}
	k.s.notSet(t, k.c.By, lacks...)
	if misses {
		t.note(k.s.word("foot.rounded"))
	}
}

// misses tells whether lines that add up exactly do not add up as they are printed.
func (c memberColumn) misses(rows []member, total member) bool {
	if !c.m.AddsUp || !slices.Contains([]string{"value", "target", "last_year"}, c.Show) {
		return false
	}
	whole := columnNumber(c.Show, &total.at[c.at])
	if !whole.OK() {
		return false
	}
	sum, printed := new(big.Rat), new(big.Rat)
	for _, m := range rows {
		if n := columnNumber(c.Show, &m.at[c.at]); n.OK() {
			sum.Add(sum, n.Rat)
			printed.Add(printed, c.pen.printed(n.Rat))
		}
	}
	return sum.Cmp(whole.Rat) == 0 && printed.Cmp(c.pen.printed(whole.Rat)) != 0
}
