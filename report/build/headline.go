package build

import (
	"math/big"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/finding"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// headlineMetric is the metric of the headline: the first one whose value may be known, among the metrics that the
// report names for its headline or, if it names none, among those of its sections. It is nil if there is none.
func headlineMetric(s *scope.Scope) *metric.Metric {
	if list := headlineCandidates(s); len(list) > 0 {
		return list[0]
	}
	return nil
}

// headlineCandidates returns the metrics that the headline may be about. Before the data is read, the first one is not
// certain: states may turn out to be unknown for the period. So the list ends with the first metric that has dates.
func headlineCandidates(s *scope.Scope) (list []*metric.Metric) {
	names := []string(s.Report.Headline)
	if c := headlineSection(s); c != nil {
		names = c.Shows()[:1]
	}
	if len(names) == 0 {
		for _, c := range s.Report.Sections {
			names = append(names, c.Shows()...)
		}
	}
	for _, name := range names {
		m := s.Metrics[name]
		if m == nil || s.StateUnknown(m, s.Periods[0]) {
			continue
		}
		if list = append(list, m); m.Date != "" {
			break
		}
	}
	return list
}

// headline is the main sentence of the report: the figure, its period, and its distance from the target or, without a
// target, from last year.
func headline(s *scope.Scope, b scope.Book, m *metric.Metric, f *metric.Figure, p period.Period) string {
	label, when := prose.Tidy(m.Label), whenText(s, m, p)
	if !f.AC.OK() {
		if f.AC.State == metric.NotYet && p.Start.Before(s.Day()) {
			return s.Word("headline.unknown", label, when)
		}
		if f.AC.State == metric.NotYet {
			return s.Word("headline.not_yet", label, s.Period(p))
		}
		return s.Word("headline.no_data", label, when)
	}
	value := notation.Full(s, m, f.AC.Rat)
	text := s.Word("headline.bare", label, value, when)
	if holes := members.Holes(s, b, members.ShownScenario{Metric: m, Scenario: metric.TargetScenario}, p); len(holes) > 0 {
		text = s.Word("headline.compared", label, value, when, s.Word("headline.hole", s.ListFew(holes)))
	} else if compared := comparedText(s, m, f, p); compared != "" {
		text = s.Word("headline.compared", label, value, when, compared)
	}
	return withEnding(s, text, m, f)
}

// headlineSection is the section whose figure is the headline's according to the YAML, nil for none.
func headlineSection(s *scope.Scope) *section.Section {
	for i := range s.Report.Sections {
		if c := &s.Report.Sections[i]; c.Headline != "" && len(c.Shows()) > 0 {
			return c
		}
	}
	return nil
}

// withEnding adds the second half of the headline: the landing of an open period or, if the YAML asks for it, the gap
// to go.
func withEnding(s *scope.Scope, text string, m *metric.Metric, f *metric.Figure) string {
	if c := headlineSection(s); c != nil && c.Headline != "landing" {
		if c.Headline == "to_go" {
			return toGo(s, text, m, f)
		}
		return text
	}
	landing := landingText(s, m, f)
	switch {
	case landing == "":
		return text
	case notation.LandingWord(f) == "shape":
		return s.Word("headline.landing.shape", text, landing)
	}
	return s.Word("headline.landing", text, landing)
}

// toGo adds to the headline the gap to go, the business days left and, for money, the number of sales needed. It
// returns text unchanged if the period is complete, the target is reached, or the metric should be low.
func toGo(s *scope.Scope, text string, m *metric.Metric, f *metric.Figure) string {
	o := f.Outlook
	if !o.GapToGo.OK() || o.GapToGo.Rat.Sign() <= 0 || o.Remaining == 0 || m.LowerBetter {
		return text
	}
	missing, days := notation.Full(s, m, o.GapToGo.Rat), s.Locale.Plural("business_days", int64(o.Remaining))
	if n, ok := notation.Ceiling(o.MoreSales); ok && n > 0 && m.Unit == metric.Currency {
		return s.Word("headline.to_go.sales", text, missing, days, s.Locale.Plural("sales", n))
	}
	if m.Unit == metric.Number {
		return s.Word("headline.to_go.count", text, missing, days)
	}
	return s.Word("headline.to_go", text, missing, days)
}

// landingText is the expected end of an open period with its distance from the complete period's target: "4,75 M€, soit
// 1,0 % sous l'objectif". It is "" if the period is over.
func landingText(s *scope.Scope, m *metric.Metric, f *metric.Figure) string {
	lands := notation.LandingOf(f)
	if !lands.OK() || f.Outlook.Remaining == 0 {
		return ""
	}
	text := notation.Full(s, m, lands.Rat)
	if !f.PL.OK() || notation.NoPercentBase(f.PL) {
		return text
	}
	delta := metric.Div(metric.Sub(lands, f.PL), f.PL)
	r := rounding.Round(new(big.Rat).Mul(delta.Rat, notation.Hundred), notation.VarianceDigits)
	distance := s.Locale.Percent(new(big.Rat).Quo(new(big.Rat).Abs(r), notation.Hundred), notation.VarianceDigits)
	switch {
	case r.Sign() > 0 && notation.TooLargeForPercent(delta.Rat):
		return s.Word("headline.landing.times", text, notation.MultipleText(s.Locale, new(big.Rat).Add(delta.Rat, notation.Unity)))
	case r.Sign() == 0:
		return s.Word("headline.landing.on_target", text)
	case r.Sign() < 0:
		return s.Word("headline.landing.below", text, distance)
	}
	return s.Word("headline.landing.above", text, distance)
}

// whenText is the time of a figure in words: its period or, for a state, the day on which it was read.
func whenText(s *scope.Scope, m *metric.Metric, p period.Period) string {
	if m.Date == "" {
		return s.Word("state.when", s.ReadOn(m.Dataset))
	}
	return s.When(p)
}

// comparedText compares a figure with its target or, without one, with last year: "4,2 % sous l'objectif (430 k€)". It
// is "" if there is neither.
func comparedText(s *scope.Scope, m *metric.Metric, f *metric.Figure, p period.Period) string {
	key := "target"
	ref, delta, pct := f.PLToDate, f.DeltaPL, f.DeltaPLPct
	if !ref.OK() || !delta.OK() {
		key = "last_year"
		ref, delta, pct = f.PY, f.DeltaPY, f.DeltaPYPct
	}
	if !ref.OK() || !delta.OK() {
		return ""
	}
	distance, sign := distanceText(s, m, ref, delta, pct)
	if m.InPoints() && key == "target" && notation.GapIsJudged(f) {
		size := new(big.Rat).Abs(delta.Rat)
		distance, sign = notation.PointsOf(s, m, size, notation.ShowingDigits(notation.InPoints(m, size), notation.PointDigits(m, notation.VarianceDigits))), delta.Rat.Sign()
	}
	if m.ToDate(p) {
		key += "_to_date"
	}
	if sign != 0 && ref.Rat.Sign() == 0 && !m.InPoints() {
		return s.Word("headline.zero."+key, notation.Full(s, m, ref.Rat)) // the distance from zero is the figure itself
	}
	side := "equal"
	if sign > 0 && isFarAbove(m, ref, pct) {
		side, distance = "times", notation.MultipleText(s.Locale, new(big.Rat).Add(pct.Rat, notation.Unity))
	} else if sign > 0 {
		side = "above"
	} else if sign < 0 {
		side = "below"
	}
	return s.Word("headline."+side+"."+key, notation.Full(s, m, ref.Rat), distance)
}

// isFarAbove reports whether a figure is so far above its reference that the sentence says "12 times" instead of a
// percentage.
func isFarAbove(m *metric.Metric, ref, pct metric.Num) bool {
	return pct.OK() && !m.InPoints() && !notation.NoPercentBase(ref) && notation.TooLargeForPercent(pct.Rat)
}

// distanceText is the size of a difference as text, and its direction: 1, −1, or 0 for no difference. The size is in
// per cent; in points for percentages and scores; in the metric's unit if a percentage is meaningless or is rounded to
// zero: a target missed by four euros is not reached.
func distanceText(s *scope.Scope, m *metric.Metric, ref, delta, pct metric.Num) (string, int) {
	amount := new(big.Rat).Abs(delta.Rat)
	if !pct.OK() || !m.InPoints() && notation.NoPercentBase(ref) || isFarAbove(m, ref, pct) {
		return notation.Full(s, m, amount), delta.Rat.Sign()
	}
	if m.InPoints() {
		digits := notation.PointDigits(m, notation.VarianceDigits)
		points := rounding.Round(notation.InPoints(m, pct.Rat), digits)
		return notation.PointsOf(s, m, new(big.Rat).Mul(new(big.Rat).Abs(points), notation.OnePoint(m)), digits), points.Sign()
	}
	r := rounding.Round(new(big.Rat).Mul(pct.Rat, notation.Hundred), notation.VarianceDigits)
	ratio := new(big.Rat).Quo(new(big.Rat).Abs(r), notation.Hundred)
	if r.Sign() == 0 && !notation.BelowHalfCent(m, delta) {
		return notation.Full(s, m, amount), delta.Rat.Sign()
	}
	return s.Locale.Percent(ratio, notation.VarianceDigits), r.Sign()
}

// withCause is the headline with the cause of its figure's change or, without one, with the first sentence about a
// table.
func withCause(s *scope.Scope, doc *report.Document) string {
	m := headlineMetric(s)
	if m == nil {
		return doc.Headline
	}
	var all []finding.Insight
	for i := range doc.Sections {
		all = append(all, doc.Sections[i].Insights...)
	}
	if tail := finding.Tail(all, m); tail != "" {
		return s.Word("headline.because", doc.Headline, tail)
	}
	return doc.Headline
}
