package config

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/period"
)

func (l *loader) checkTrend(path string, t Trend) {
	l.dated(path+".metric", t.Metric)
	l.checkCut(path, t.Metric, t.By)
	l.checkReach(path, t)
	l.checkParts(path, t)
	l.twice(path+".compare", t.Compare)
	l.only(path, "limit", "by", t.By != "")
	l.checkSeries(path, t)
	l.checkForm(path, t)
	if m, ok := l.metric(t.Metric); ok && t.Sum != "" && m.Window != "" {
		l.wrong(path+".sum", quote(t.Metric)+" holds the last "+m.Window+" at each point already", "delete it")
	}
}

// dated asks for the date of a metric that is shown over time.
func (l *loader) dated(path, name string) {
	if m, ok := l.metric(name); ok && m.Date == "" {
		l.wrong(path, quote(name)+" has no date, so it has no past", "add date: to the metric")
	}
}

// checkReach asks for exactly one of last and over.
func (l *loader) checkReach(path string, t Trend) {
	last, over, next := l.written(path+".last"), l.written(path+".over"), l.written(path+".next")
	l.checkNext(path, t)
	switch {
	case last && over:
		l.wrong(path+".over", `stands beside "last"`, "keep last: for the periods up to now, or over: for the parts of one period")
	case over && next:
		l.wrong(path+".next", `stands beside "over"`, "keep next: for the periods to come, or over: for the parts of one period")
	case !last && !over && !next && l.sound(path+".last") && l.sound(path+".over") && l.sound(path+".next"):
		l.wrong(path, "does not say how much of the past", "add last: 13 weeks, or over: this year")
	}
}

// checkNext is for what lies ahead: of a metric that has rows there, in periods of one size.
func (l *loader) checkNext(path string, t Trend) {
	if t.Next == "" {
		return
	}
	if m, ok := l.metric(t.Metric); ok && !m.Ahead {
		l.wrong(path+".next", quote(t.Metric)+" has no rows in periods to come", "add ahead: true to the metric if it has, or show targets by over: this year")
	}
	_, ahead, err := period.ParseSpan(t.Next)
	if _, back, wrong := period.ParseSpan(t.Last); err == nil && wrong == nil && back != ahead {
		l.wrong(path+".next", fmt.Sprintf("counts %ss, and last: counts %ss", ahead, back), "write both in the same unit")
	}
	if t.Years > 0 {
		l.wrong(path+".years", "earlier years had nothing ahead", "delete it, or next:")
	}
}

// checkParts holds the parts of a period against it.
func (l *loader) checkParts(path string, t Trend) {
	l.only(path, "per", "over", t.Over != "")
	over, err := period.ParseRelative(t.Over)
	if t.Over == "" || err != nil {
		return
	}
	size, part := slices.Index(sizes, string(over.Unit())), slices.Index(sizes, t.Per)
	alone := over.Single() || over.ToDate()
	switch {
	case alone && size == 0:
		l.wrong(path+".over", "a day has no parts", "write this month, or last: 30 days instead")
	case part > size, alone && part == size:
		l.wrong(path+".per", fmt.Sprintf("a %s is not a part of %q", t.Per, t.Over), "write "+smaller(size))
	}
}

// sizes are the units from the smallest to the largest.
var sizes = []string{"day", "week", "month", "quarter", "year"}

// smaller lists the units below a size in words.
func smaller(size int) string {
	list := sizes[:max(size, 1)]
	most := strings.Join(list[:len(list)-1], ", ")
	if most == "" {
		return list[0]
	}
	return most + " or " + list[len(list)-1]
}

// checkSeries is for several series in one chart: of years, or of members.
func (l *loader) checkSeries(path string, t Trend) {
	if t.Years > 0 && t.By != "" {
		l.wrong(path+".years", `stands beside "by": a chart has a series per year or per member`, "make it two trends")
	}
	for i, what := range t.Compare {
		at := index(path+".compare", i)
		if t.Years > 0 && what == "last_year" {
			l.wrong(at, "last year stands among the years already", "delete it")
		}
		switch {
		case what == "forecast":
		case t.By != "":
			l.wrong(at, "a series per member leaves no room for the "+beside[what], "delete it, or make it a small_multiples")
		case t.As == "area":
			l.wrong(at, "an area hides the "+beside[what], "delete it, or write as: columns or line")
		case what == "target":
			l.checkHasTarget(at, t.Metric)
		}
	}
}

// beside is what stands beside the actual, in words.
var beside = map[string]string{"target": "target", "last_year": "year before"}

// checkForm holds the way of drawing against what is drawn.
func (l *loader) checkForm(path string, t Trend) {
	m, ok := l.metric(t.Metric)
	at := path + ".as"
	switch {
	case t.As == "stacked" && t.Years > 0, t.As == "area" && t.Years > 0:
		l.wrong(at, "years are not parts of a whole", "write grouped, or delete it")
	case t.As == "stacked" && t.By == "" && l.sound(path+".by"):
		l.wrong(at, "there is nothing to stack", "add by: region, or write columns")
	case t.As == "grouped" && t.By == "" && t.Years == 0 && l.sound(path+".by") && l.sound(path+".years"):
		l.wrong(at, "there is nothing to group", "add by: region or years: 2, or write columns")
	case ok && neverSums(m) && (t.As == "stacked" || t.As == "area"):
		l.wrong(at, quote(t.Metric)+" does not add up, and what is stacked or filled does", map[bool]string{true: "write line", false: "write grouped"}[t.By == ""])
	}
}
