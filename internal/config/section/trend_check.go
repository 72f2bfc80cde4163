package section

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/place"
)

func (l *Checker) checkTrend(path string, t Trend) {
	l.requireDate(path+".metric", t.Metric)
	l.requireDimension(path, t.Metric, t.By)
	l.checkSpan(path, t)
	l.checkParts(path, t)
	l.CheckDuplicates(path+".compare", t.Compare)
	l.CheckNeeds(path, "limit", "by", t.By != "")
	l.checkSeries(path, t)
	l.checkForm(path, t)
	if m, ok := l.Metric(t.Metric); ok && !t.Sum.IsZero() && !m.Window.IsZero() {
		l.AddMistake(path+".sum", strconv.Quote(t.Metric)+" covers the last "+m.Window.String()+" at each point already", "delete it")
	}
}

// checkSpan requires one of the keys last, over and next, and refuses over together with another.
func (l *Checker) checkSpan(path string, t Trend) {
	last, over, next := l.Written(path+".last"), l.Written(path+".over"), l.Written(path+".next")
	l.checkNext(path, t)
	switch {
	case last && over:
		l.AddMistake(path+".over", `cannot be used with "last"`, `keep "last" for the periods up to now, or "over" for the parts of one period`)
	case over && next:
		l.AddMistake(path+".next", `cannot be used with "over"`, "keep next: for the periods to come, or over: for the parts of one period")
	case !last && !over && !next && l.AllLegible(path+".last") && l.AllLegible(path+".over") && l.AllLegible(path+".next"):
		l.AddMistake(path, "does not say how much of the past", "add last: 13 weeks, or over: this year")
	}
}

// checkNext checks the key next, for future periods: the metric must have rows there, and the periods must have one
// size.
func (l *Checker) checkNext(path string, t Trend) {
	if t.Next.IsZero() {
		return
	}
	if m, ok := l.Metric(t.Metric); ok && !m.Ahead && !m.Forecast {
		l.AddMistake(path+".next", strconv.Quote(t.Metric)+" has no rows in periods to come", "add ahead: true to the metric if it has, or forecast: true to forecast it, or show targets by over: this year")
	}
	if !t.Last.IsZero() && t.Last.Unit != t.Next.Unit {
		l.AddMistake(path+".next", fmt.Sprintf(`counts %ss, but "last" counts %ss`, t.Next.Unit, t.Last.Unit), "write both in the same unit")
	}
	if t.Years > 0 {
		l.AddMistake(path+".years", "earlier years have no future periods", "delete it, or next:")
	}
}

// checkParts checks the size of the parts of a period.
func (l *Checker) checkParts(path string, t Trend) {
	l.CheckNeeds(path, "per", "over", !t.Over.IsZero())
	if t.Over.IsZero() {
		return
	}
	size, part := slices.Index(unitsBySize, string(t.Over.Unit())), slices.Index(unitsBySize, t.Per)
	alone := t.Over.Single() || t.Over.ToDate()
	switch {
	case alone && size == 0:
		l.AddMistake(path+".over", "a day has no parts", "write this month, or last: 30 days instead")
	case part > size, alone && part == size:
		l.AddMistake(path+".per", fmt.Sprintf("a %s is not a part of %q", t.Per, t.Over.String()), "write "+smallerUnits(size))
	}
}

// unitsBySize are the units of periods, from the smallest to the largest.
var unitsBySize = []string{"day", "week", "month", "quarter", "year"}

// smallerUnits lists the units below a size in words.
func smallerUnits(size int) string {
	list := unitsBySize[:max(size, 1)]
	most := strings.Join(list[:len(list)-1], ", ")
	if most == "" {
		return list[0]
	}
	return most + " or " + list[len(list)-1]
}

// checkSeries checks a chart with several series: years or members.
func (l *Checker) checkSeries(path string, t Trend) {
	if t.Years > 0 && t.By != "" {
		l.AddMistake(path+".years", `cannot be used with "by": a chart has a series per year or per member`, "make it two trends")
	}
	for i, what := range t.Compare {
		at := place.Index(path+".compare", i)
		if t.Years > 0 && what == "last_year" {
			l.AddMistake(at, "last year is already one of the years shown", "delete it")
		}
		switch {
		case what == "forecast":
		case t.By != "":
			l.AddMistake(at, "a series per member leaves no room for the "+comparisonWords[what], "delete it, or make it a small_multiples")
		case t.As == "area":
			l.AddMistake(at, "an area hides the "+comparisonWords[what], "delete it, or write as: columns or line")
		case what == "target":
			l.requireTarget(at, t.Metric)
		}
	}
}

// comparisonWords are the words for what is drawn beside the actual.
var comparisonWords = map[string]string{"target": "target", "last_year": "year before"}

// checkForm checks the chart type.
func (l *Checker) checkForm(path string, t Trend) {
	m, ok := l.Metric(t.Metric)
	at := path + ".as"
	switch {
	case t.As == "z":
		l.checkZ(path, t)
	case t.As == "stacked" && t.Years > 0, t.As == "area" && t.Years > 0:
		l.AddMistake(at, "years are not parts of a whole", "write grouped, or delete it")
	case t.As == "stacked" && t.By == "" && l.AllLegible(path+".by"):
		l.AddMistake(at, "there is nothing to stack", "add by: region, or write columns")
	case t.As == "grouped" && t.By == "" && t.Years == 0 && l.AllLegible(path+".by") && l.AllLegible(path+".years"):
		l.AddMistake(at, "there is nothing to group", "add by: region or years: 2, or write columns")
	case ok && m.NeverAdds() && (t.As == "stacked" || t.As == "area"):
		l.AddMistake(at, strconv.Quote(t.Metric)+" cannot be added up, so it cannot be stacked or filled", map[bool]string{true: "write line", false: "write grouped"}[t.By == ""])
	}
}

// checkZ checks a Z chart: its three lines leave no room for others.
func (l *Checker) checkZ(path string, t Trend) {
	for key, written := range map[string]bool{"sum": !t.Sum.IsZero(), "by": t.By != "", "years": t.Years > 0, "compare": len(t.Compare) > 0, "next": !t.Next.IsZero()} {
		if written {
			l.AddMistake(path+"."+key, "a Z chart has three lines, and no others", "delete it, or as: z")
		}
	}
	l.requireAdditive(path+".metric", t.Metric, "so it has no sums for a Z chart")
}
