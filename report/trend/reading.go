package trend

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// method is the source of the expected value of a period that is not over.
type method int

const (
	noLanding   method = iota
	byPace             // extrapolated by the pace of earlier months or of the business days so far
	byForecast         // the actual so far, plus the announced forecast for the rest
	byForesight        // the statistical forecast from the metric's past
)

// reading is one point of a trend. With a landing, the comparison is for the complete period. Without one, an open
// period is compared up to its last known day.
type reading struct {
	stage          stage
	unfinished     bool   // the actual is of an unfinished period
	byShape        bool   // the landing follows the course of earlier months
	foreseenNote   string // the footnote about the statistical forecast, else ""
	expected       bool   // the value is the sum of rows that are dated in the future
	ac, fc, pl     metric.Num
	low, high      metric.Num // the range of the landing, 8 times in 10
	py, ppy        metric.Num
	deltaPL, pctPL metric.Num
	deltaPY, pctPY metric.Num
}

// shown is the landing, or the actual if there is none.
func (r *reading) shown() metric.Num {
	if r.fc.OK() {
		return r.fc
	}
	return r.ac
}

// readings are the points of a trend, for the total or for one member.
type readings struct {
	list   []reading
	method method
}

func (rs *readings) some(pick func(*reading) metric.Num) bool {
	return slices.ContainsFunc(rs.list, func(r reading) bool { return pick(&r).OK() })
}

// expectedWord is the suffix of the word key for an expected value: a landing, an announced value if the metric also has its
// own forecast, or a forecast.
func (k *trend) expectedWord(by method) string {
	switch {
	case by == byPace:
		return "landing"
	case by == byForecast && k.m.HasForecast:
		return "announced"
	}
	return "fc"
}

// noteUnshaped adds the footnotes about the shown targets that are divided by business days because last year is missing.
func (k *trend) noteUnshaped(t *notation.Sheet, b scope.Book, total *readings) {
	var list []members.ShownScenario
	if k.compares("target") {
		list = append(list, members.ShownScenario{Metric: k.m, Scenario: metric.TargetScenario})
	}
	if total.method == byForecast {
		list = append(list, members.ShownScenario{Metric: k.m, Scenario: metric.ForecastPlan})
	}
	periods := make([]period.Period, len(k.points))
	for i, p := range k.points {
		periods[i] = p.known
	}
	members.TargetNotes(k.s, t, b, periods, list...)
}

// anyValue reports whether any point has a value.
func (rs *readings) anyValue() bool { return rs.some((*reading).shown) }

func (rs *readings) nums(pick ...func(*reading) metric.Num) []metric.Num {
	list := make([]metric.Num, 0, len(rs.list)*len(pick))
	for i := range rs.list {
		for _, p := range pick {
			list = append(list, p(&rs.list[i]))
		}
	}
	return list
}

func acOf(r *reading) metric.Num   { return r.ac }
func fcOf(r *reading) metric.Num   { return r.fc }
func lowOf(r *reading) metric.Num  { return r.low }
func highOf(r *reading) metric.Num { return r.high }
func plOf(r *reading) metric.Num   { return r.pl }
func pyOf(r *reading) metric.Num   { return r.py }
func ppyOf(r *reading) metric.Num  { return r.ppy }

// readBest reads all points by the best method that has values: the statistical forecast, the announced forecast, or the
// pace.
func (k *trend) readBest(figure func(period.Period) metric.Figure) *readings {
	if k.m.HasFuture {
		return k.readBy(figure, byForecast)
	}
	if k.compares("forecast") {
		for _, by := range []method{byForesight, byForecast, byPace} {
			if rs := k.readBy(figure, by); rs.some(fcOf) {
				return rs
			}
		}
	}
	return k.readBy(figure, noLanding)
}

// withoutUncovered removes the actual of a rolling span that begins before the data: twelve months of which three are unknown
// are not twelve months. Comparisons with such a span are left out by the same rule.
func (k *trend) withoutUncovered(b scope.Book, figure func(period.Period) metric.Figure) func(period.Period) metric.Figure {
	book, ok := b.(interface {
		DataBegun(name string, p period.Period) bool
	})
	if !ok || k.rolls.N == 0 {
		return figure
	}
	return func(p period.Period) metric.Figure {
		f := figure(p)
		if !book.DataBegun(k.m.Name, p) {
			f.AC, f.Outlook = metric.NoNum(metric.NoData), metric.Outlook{}
		}
		return f
	}
}

func (k *trend) readBy(figure func(period.Period) metric.Figure, by method) *readings {
	rs := &readings{list: make([]reading, len(k.points)), method: by}
	for i, p := range k.points {
		rs.list[i] = k.read(p, figure, by)
	}
	return rs
}

func (k *trend) read(p point, figure func(period.Period) metric.Figure, by method) reading {
	r := reading{stage: p.stage, ac: metric.NoNum(metric.NotYet), fc: metric.NoNum(metric.NoData)}
	asked := p.known
	if p.stage != ahead {
		f := figure(p.known)
		r.ac, r.pl, r.py, r.unfinished = f.AC, f.PLToDate, f.PY, p.stage == open && !p.complete()
	}
	if k.m.HasFuture && k.end().Before(p.at.Close) {
		r.ac, r.fc, r.expected = metric.NoNum(metric.NotYet), r.ac, true
	}
	if p.stage != past {
		r.fc = k.landing(p, figure, by)
		if p.stage == open {
			f := figure(p.known)
			if r.byShape = by == byPace && notation.LandingWord(&f) == "shape"; by != byForecast && notation.LandingWord(&f) == "foreseen" {
				r.foreseenNote = notation.ForecastFootnote(k.s, k.s.Locale.Date(scope.LastDay(p.known)), &f)
			}
		}
	}
	if r.fc.OK() || p.stage == ahead {
		f := figure(p.whole)
		if by == byForesight && r.fc.OK() {
			r.low, r.high = metric.NumOrNone(f.Foresight.Low, metric.NoData), metric.NumOrNone(f.Foresight.High, metric.NoData)
		}
		r.pl, r.py, asked = f.PLToDate, f.PY, p.whole
	}
	if twin, ok := k.s.Calendar.LastYear(asked); ok && k.c.Years == 3 {
		f := figure(twin)
		r.ppy = f.PY
	}
	k.compare(&r)
	return r
}

// landing is the expected value at the end of a period. A metric that is not additive has only the announced value,
// because no remainder can be added to its actual.
func (k *trend) landing(p point, figure func(period.Period) metric.Figure, by method) metric.Num {
	switch {
	case by == byForecast && (!k.m.AddsUp || p.stage == ahead && p.known == p.whole):
		if p.stage == open {
			return figure(p.known).FC.Whole
		}
		return figure(p.whole).FC.ToDate
	case by == byForecast:
		return figure(p.known).Outlook.LandingForecast
	case by == byForesight && figure(p.whole).Foresight.IsForecast():
		return figure(p.whole).FC.Whole
	case by == byPace && p.stage == open:
		return figure(p.known).Outlook.Landing
	}
	return metric.NoNum(metric.NoData)
}

func (k *trend) compare(r *reading) {
	r.deltaPL = metric.Sub(r.shown(), r.pl)
	r.pctPL = k.ratio(r.deltaPL, r.pl)
	r.deltaPY = metric.Sub(r.shown(), r.py)
	r.pctPY = k.ratio(r.deltaPY, r.py)
}
