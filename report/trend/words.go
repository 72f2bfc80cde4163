package trend

import (
	"strings"
	"time"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// title is the section's title in the YAML, or else the program's default.
func (k *trend) title() string {
	label := prose.Tidy(k.m.Label)
	text := k.s.Word("title.trend."+string(k.points[0].at.Unit), label)
	switch sum := k.sum(); {
	case sum != "" && k.c.By != "":
		text = k.s.Word("title.trend.sum", k.s.Word("title.breakdown", label, k.s.Inline(k.c.By)), sum)
	case sum != "":
		text = k.s.Word("title.trend.sum", label, sum)
	case k.c.By != "":
		text = k.s.Word("title.trend.by", text, k.s.Inline(k.c.By))
	}
	if own := prose.Tidy(k.c.Title); own != "" {
		return own
	}
	return text
}

// sum names what each point sums up, "" if it is its own period only.
func (k *trend) sum() string {
	switch {
	case k.toDate:
		return k.s.Word("sum.to_date")
	case k.rolls.N > 0:
		return k.s.Rolling(k.rolls)
	}
	return ""
}

// note is the line below the title, with the periods and the scenarios: "2026, cumul — R réalisé (janv.–oct.), Prév.
// prévision (nov.–déc.)".
func (k *trend) note(total *readings, d drawing) string {
	text := k.spanText()
	if sum := k.sum(); sum != "" {
		text += ", " + sum
	}
	var list []string
	ac := k.withRange(k.s.ExplainScenario("ac"), total, func(r reading) bool { return r.stage != ahead && !r.expected })
	if (!d.named || ac != k.s.ExplainScenario("ac")) && (total.some(acOf) || !total.some(fcOf)) {
		list = append(list, ac)
	}
	if total.some(fcOf) {
		list = append(list, k.withRange(k.s.ExplainScenario(k.expectedWord(total.method)), total, func(r reading) bool { return r.fc.OK() }))
	}
	if list = append(list, d.others...); len(list) == 0 {
		return text
	}
	return text + report.Dash + strings.Join(list, ", ")
}

func (k *trend) spanText() string {
	if !k.c.Over.IsZero() {
		return k.s.Period(k.over)
	}
	first, last := k.points[0].at, k.points[len(k.points)-1].at
	if end := k.end(); !k.m.HasFuture && k.c.Next.IsZero() && end.Before(last.End) {
		last.End = end
	}
	return k.s.Word("note.span", k.s.Locale.Plural("span."+string(first.Unit), int64(len(k.points))),
		k.s.Locale.Range(first.Start.Time(), scope.LastDay(last)))
}

// withRange adds to a scenario's name the points for which holds is true, unless that is all or none: "Prév. prévision
// (nov.–déc.)".
func (k *trend) withRange(name string, total *readings, holds func(reading) bool) string {
	first, last, n := -1, -1, 0
	for i, r := range total.list {
		if holds(r) {
			if n++; first < 0 {
				first = i
			}
			last = i
		}
	}
	switch {
	case n == 0 || n == len(total.list):
		return name
	case first == last:
		return k.s.Word("note.of", name, k.label(first))
	}
	return k.s.Word("note.of", name, k.s.Word("note.range", k.label(first), k.label(last)))
}

// unit is the calendar period whose name a point has. A week at the edge of a quarter is cut, but has the name of the
// complete week.
func (k *trend) unit(i int) period.Period {
	at := k.points[i].at
	return k.s.Calendar.Containing(at.Unit, at.Start)
}

func (k *trend) label(i int) string { return k.s.Label(k.unit(i)) }
func (k *trend) name(i int) string  { return k.s.PeriodName(k.unit(i)) }

// categories are the two rows of labels below the axis, and the first day of each period.
func (k *trend) categories() (ticks []string, groups []report.TimeGroup, days []time.Time) {
	units := make([]period.Period, len(k.points))
	for i := range k.points {
		units[i] = k.unit(i)
		ticks = append(ticks, k.s.Tick(units[i]))
	}
	return ticks, k.s.AxisGroups(units), scope.FirstDays(units)
}

// addFootnotes adds the footnotes about open periods and about the method of their landing.
func (k *trend) addFootnotes(t *notation.Sheet, total *readings, d drawing) {
	aheads := false
	if edges := k.cutParts(); len(edges) > 0 {
		t.Note(k.s.Word("foot.parts", k.s.Locale.List(edges), k.s.Period(k.over)))
	}
	for i, p := range k.points {
		if p.stage == open {
			k.noteOpenPeriod(t, i, total, d)
		}
		aheads = aheads || p.stage == ahead
	}
	t.NoteKnownUntil(k.m, k.points[len(k.points)-1].at)
	unknown := aheads && total.method < byForecast || k.points[len(k.points)-1].stage == open && total.method == noLanding
	if k.compares("forecast") && unknown {
		t.Note(k.s.Word("foot.no_forecast"))
	}
}

// cutParts are the labels of the parts that are cut at the edge of the period.
func (k *trend) cutParts() []string {
	var list []string
	for i, p := range k.points {
		if unit := k.unit(i); !k.c.Over.IsZero() && (unit.Start != p.at.Start || unit.Close != p.at.Close) {
			list = append(list, k.label(i))
		}
	}
	return list
}

func (k *trend) noteOpenPeriod(t *notation.Sheet, i int, total *readings, d drawing) {
	p := k.points[i]
	day := k.s.Locale.Date(scope.LastDay(p.known))
	switch {
	case !total.list[i].fc.OK() && !p.complete() && (len(d.others) > 0 || k.c.Years > 0):
		t.Note(k.s.Word("foot.open", k.s.Locale.Capital(k.name(i)), day))
	case !total.list[i].fc.OK() || !k.m.AddsUp:
		t.Note(k.s.Word("foot.up_to", k.s.Locale.Capital(k.name(i)), day))
	case total.list[i].foreseenNote != "":
		t.Note(total.list[i].foreseenNote)
	case total.list[i].byShape:
		t.Note(k.s.Word("foot.landing.shape", day))
	case total.method == byPace:
		t.Note(k.s.Word("foot.landing.pace", day))
	default:
		t.Note(k.s.Word("foot.landing.forecast", day))
	}
}
