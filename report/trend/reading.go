package trend

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// method is where the landing of a period that is not over comes from.
type method int

const (
	noLanding   method = iota
	byPace             // the pace of the last months, or of the average business day so far, continued to the end
	byForecast         // the scenario forecast: the actual so far and what it sets for the rest
	byForesight        // the forecast from the metric's past
)

// reading is one point of a trend. A landing is for the whole period, and so is its comparison; without one, an open
// period is compared at the same stage.
type reading struct {
	stage          stage
	light          bool   // the actual is of a time that is not finished
	shaped         bool   // the landing is at the pace of the last months
	foreseen       string // how it lands by its past, as a note
	expected       bool   // the value is of rows dated ahead
	ac, fc, pl     metric.Num
	low, high      metric.Num // the range of the landing for 8 times in 10
	py, ppy        metric.Num
	deltaPL, pctPL metric.Num
	deltaPY, pctPY metric.Num
}

// shown is the landing, else the actual.
func (r *reading) shown() metric.Num {
	if r.fc.OK() {
		return r.fc
	}
	return r.ac
}

// readings are a trend's points for the whole or for one member.
type readings struct {
	list   []reading
	method method
}

func (rs *readings) some(pick func(*reading) metric.Num) bool {
	return slices.ContainsFunc(rs.list, func(r reading) bool { return pick(&r).OK() })
}

// hatched is the word for an expected value: a forecast, an announced value if the metric has its own forecast, or a
// landing.
func (k *trend) hatched(by method) string {
	switch {
	case by == byPace:
		return "landing"
	case by == byForecast && k.m.Foreseen:
		return "announced"
	}
	return "fc"
}

// unshaped notes the plans that the chart shows and counts by business days because there is no last year.
func (k *trend) unshaped(t *notation.Sheet, b scope.Book, total *readings) {
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

// says reports whether there is anything to draw.
func (rs *readings) says() bool { return rs.some((*reading).shown) }

func (rs *readings) nums(pick ...func(*reading) metric.Num) []metric.Num {
	list := make([]metric.Num, 0, len(rs.list)*len(pick))
	for i := range rs.list {
		for _, p := range pick {
			list = append(list, p(&rs.list[i]))
		}
	}
	return list
}

func acOf(r *reading) metric.Num  { return r.ac }
func fcOf(r *reading) metric.Num  { return r.fc }
func lowOf(r *reading) metric.Num { return r.low }
func upOf(r *reading) metric.Num  { return r.high }
func plOf(r *reading) metric.Num  { return r.pl }
func pyOf(r *reading) metric.Num  { return r.py }
func ppyOf(r *reading) metric.Num { return r.ppy }

// reader reads all points by the method that the figures allow: the past or the scenario where they say anything, else the pace.
func (k *trend) reader(figure func(period.Period) metric.Figure) *readings {
	if k.m.Ahead {
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

// covered removes the actual of spans that begin before the data: twelve months of which three are unknown are not
// twelve months. The rule is the same as for comparisons with such a time.
func (k *trend) covered(b scope.Book, figure func(period.Period) metric.Figure) func(period.Period) metric.Figure {
	book, ok := b.(interface {
		Begun(name string, p period.Period) bool
	})
	if !ok || k.rolls.N == 0 {
		return figure
	}
	return func(p period.Period) metric.Figure {
		f := figure(p)
		if !book.Begun(k.m.Name, p) {
			f.AC, f.Outlook = metric.None(metric.NoData), metric.Outlook{}
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
	r := reading{stage: p.stage, ac: metric.None(metric.NotYet), fc: metric.None(metric.NoData)}
	asked := p.known
	if p.stage != ahead {
		f := figure(p.known)
		r.ac, r.pl, r.py, r.light = f.AC, f.PLToDate, f.PY, p.stage == open && !p.complete()
	}
	if k.m.Ahead && k.end().Before(p.at.Close) {
		r.ac, r.fc, r.expected = metric.None(metric.NotYet), r.ac, true
	}
	if p.stage != past {
		r.fc = k.landing(p, figure, by)
		if p.stage == open {
			f := figure(p.known)
			if r.shaped = by == byPace && notation.LandingWord(&f) == "shape"; by != byForecast && notation.LandingWord(&f) == "foreseen" {
				r.foreseen = notation.ForecastFootnote(k.s, k.s.Locale.Date(scope.LastDay(p.known)), &f)
			}
		}
	}
	if r.fc.OK() || p.stage == ahead {
		f := figure(p.whole)
		if by == byForesight && r.fc.OK() {
			r.low, r.high = metric.OrNone(f.Foresight.Low, metric.NoData), metric.OrNone(f.Foresight.High, metric.NoData)
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

// landing is the expected end of an open period. A metric that is not additive only has the scenario's value, because
// no remainder can be added to its actual.
func (k *trend) landing(p point, figure func(period.Period) metric.Figure, by method) metric.Num {
	switch {
	case by == byForecast && (!k.m.AddsUp || p.stage == ahead && p.known == p.whole):
		if p.stage == open {
			return figure(p.known).FC.Whole
		}
		return figure(p.whole).FC.ToDate
	case by == byForecast:
		return figure(p.known).Outlook.LandingForecast
	case by == byForesight && figure(p.whole).Foresight.Plans():
		return figure(p.whole).FC.Whole
	case by == byPace && p.stage == open:
		return figure(p.known).Outlook.Landing
	}
	return metric.None(metric.NoData)
}

func (k *trend) compare(r *reading) {
	r.deltaPL = metric.Sub(r.shown(), r.pl)
	r.pctPL = k.ratio(r.deltaPL, r.pl)
	r.deltaPY = metric.Sub(r.shown(), r.py)
	r.pctPY = k.ratio(r.deltaPY, r.py)
}
