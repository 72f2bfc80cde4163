package build

import (
	"math/big"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
)

// primary is the metric that the headline is about: the first of which anything can be known of those that the report names
// for it or, where it names none, of the sections'; nil when there is none.
func (s *Scope) primary() *metric.Metric {
	if list := s.openers(); len(list) > 0 {
		return list[0]
	}
	return nil
}

// openers are the metrics that may open the report: the first one that has dates, and before it the states of which the
// data may yet tell that nothing is known of the period.
func (s *Scope) openers() (list []*metric.Metric) {
	names := []string(s.Report.Headline)
	if c := s.opening(); c != nil {
		names = c.Shows()[:1]
	}
	if len(names) == 0 {
		for _, c := range s.Report.Sections {
			names = append(names, c.Shows()...)
		}
	}
	for _, name := range names {
		m := s.Metrics[name]
		if m == nil || s.past(m, s.Periods[0]) {
			continue
		}
		if list = append(list, m); m.Date != "" {
			break
		}
	}
	return list
}

// headline is the sentence on top: the figure, its period, and how far it is from its target, else from last year.
func (s *Scope) headline(b Book, m *metric.Metric, f *metric.Figure, p period.Period) string {
	label, when := tidy(m.Label), s.moment(m, p)
	if !f.AC.OK() {
		if f.AC.State == metric.NotYet && p.Start.Before(s.slot()) {
			return s.word("headline.unknown", label, when)
		}
		if f.AC.State == metric.NotYet {
			return s.word("headline.not_yet", label, s.period(p))
		}
		return s.word("headline.no_data", label, when)
	}
	value := s.full(m, f.AC.Rat)
	text := s.word("headline.bare", label, value, when)
	if holes := s.holes(b, aim{m, metric.TargetScenario}, p); len(holes) > 0 {
		text = s.word("headline.compared", label, value, when, s.word("headline.hole", s.few(holes)))
	} else if compared := s.compared(m, f, p); compared != "" {
		text = s.word("headline.compared", label, value, when, compared)
	}
	return s.ending(text, m, f)
}

// opening is the section that the YAML lets open the report, nil for none.
func (s *Scope) opening() *section.Section {
	for i := range s.Report.Sections {
		if c := &s.Report.Sections[i]; c.Headline != "" && len(c.Shows()) > 0 {
			return c
		}
	}
	return nil
}

// ending is the sentence with its second half: where an open period lands or, where the YAML says so, what is missing in it.
func (s *Scope) ending(text string, m *metric.Metric, f *metric.Figure) string {
	if c := s.opening(); c != nil && c.Headline != "landing" {
		if c.Headline == "to_go" {
			return s.toGo(text, m, f)
		}
		return text
	}
	landing := s.landing(m, f)
	switch {
	case landing == "":
		return text
	case landsBy(f) == "shape":
		return s.word("headline.landing.shape", text, landing)
	}
	return s.word("headline.landing", text, landing)
}

// toGo is the sentence with what is missing, in how many business days and, of money, how many sales that is. Nothing is missing
// in a period that is over, of what has reached its target, and of what should be low.
func (s *Scope) toGo(text string, m *metric.Metric, f *metric.Figure) string {
	o := f.Outlook
	if !o.GapToGo.OK() || o.GapToGo.Rat.Sign() <= 0 || o.Remaining == 0 || m.LowerBetter {
		return text
	}
	missing, days := s.full(m, o.GapToGo.Rat), s.Locale.Plural("business_days", int64(o.Remaining))
	if n, ok := ceiling(o.MoreSales); ok && n > 0 && m.Unit == metric.Currency {
		return s.word("headline.to_go.sales", text, missing, days, s.Locale.Plural("sales", n))
	}
	return s.word("headline.to_go", text, missing, days)
}

// landing is where an open period is forecast to end, against the whole period's target: "4,75 M€, soit 1,0 % sous
// l'objectif"; empty for one that is over.
func (s *Scope) landing(m *metric.Metric, f *metric.Figure) string {
	lands := landingOf(f)
	if !lands.OK() || f.Outlook.Remaining == 0 {
		return ""
	}
	text := s.full(m, lands.Rat)
	if !f.PL.OK() || baseless(f.PL) {
		return text
	}
	delta := metric.Div(metric.Sub(lands, f.PL), f.PL)
	r := settle(new(big.Rat).Mul(delta.Rat, hundred), varianceDigits)
	distance := s.Locale.Percent(new(big.Rat).Quo(new(big.Rat).Abs(r), hundred), varianceDigits)
	switch r.Sign() {
	case 0:
		return s.word("headline.landing.on_target", text)
	case -1:
		return s.word("headline.landing.below", text, distance)
	}
	return s.word("headline.landing.above", text, distance)
}

// moment is when a figure holds: in its period or, for a state, on the day on which it was read.
func (s *Scope) moment(m *metric.Metric, p period.Period) string {
	if m.Date == "" {
		return s.word("state.when", s.readOn(m.Dataset))
	}
	return s.when(p)
}

// compared is "4,2 % sous l'objectif (430 k€)"; empty when there is nothing to compare with.
func (s *Scope) compared(m *metric.Metric, f *metric.Figure, p period.Period) string {
	key := "target"
	ref, delta, pct := f.PLToDate, f.DeltaPL, f.DeltaPLPct
	if !ref.OK() || !delta.OK() {
		key = "last_year"
		ref, delta, pct = f.PY, f.DeltaPY, f.DeltaPYPct
	}
	if !ref.OK() || !delta.OK() {
		return ""
	}
	distance, sign := s.distance(m, ref, delta, pct)
	if m.InPoints() && key == "target" && judged(f) {
		size := new(big.Rat).Abs(delta.Rat)
		distance, sign = s.pointsOf(m, size, showingDigits(inPoints(m, size), pointDigits(m, varianceDigits))), delta.Rat.Sign()
	}
	if m.ToDate(p) {
		key += "_to_date"
	}
	if sign != 0 && ref.Rat.Sign() == 0 && !m.InPoints() {
		return s.word("headline.zero."+key, s.full(m, ref.Rat)) // the distance from nothing is the figure itself
	}
	side := "equal"
	if sign > 0 {
		side = "above"
	} else if sign < 0 {
		side = "below"
	}
	return s.word("headline."+side+"."+key, s.full(m, ref.Rat), distance)
}

// halfCent is the least distance in money that is told where it is nothing in per cent.
var halfCent = big.NewRat(1, 200)

// distance is how far in per cent, in points for a percent or a score, or in the metric's unit where per cent means nothing or
// rounds to nothing, with its side: 0 when there is no distance to be told. Who missed the target by four euros did not reach it.
func (s *Scope) distance(m *metric.Metric, ref, delta, pct metric.Num) (string, int) {
	amount := new(big.Rat).Abs(delta.Rat)
	if !pct.OK() || !m.InPoints() && baseless(ref) {
		return s.full(m, amount), delta.Rat.Sign()
	}
	if m.InPoints() {
		digits := pointDigits(m, varianceDigits)
		points := settle(inPoints(m, pct.Rat), digits)
		return s.pointsOf(m, new(big.Rat).Mul(new(big.Rat).Abs(points), onePoint(m)), digits), points.Sign()
	}
	r := settle(new(big.Rat).Mul(pct.Rat, hundred), varianceDigits)
	ratio := new(big.Rat).Quo(new(big.Rat).Abs(r), hundred)
	if r.Sign() == 0 && !trifle(m, delta) {
		return s.full(m, amount), delta.Rat.Sign()
	}
	return s.Locale.Percent(ratio, varianceDigits), r.Sign()
}
