package build

import (
	"math/big"
	"slices"

	"bilan/internal/config"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// mailSubject is the subject of the report's mail: the YAML's subject with its parts filled in, or the default subject.
func mailSubject(s *scope.Scope, book scope.Book, m *metric.Metric, f *metric.Figure) string {
	if s.Report.Subject == "" {
		return subject(s, m, f)
	}
	return prose.Tidy(config.FillSubject(s.Report.Subject, func(part string) string {
		switch part {
		case "title":
			return reportTitle(s)
		case "company":
			return s.Config.Company
		case "period":
			return s.Short(s.Periods[0])
		case "figure":
			return subjectFigure(s, m, f)
		case "compared":
			return subjectCompared(s, m, f)
		}
		named := s.Metrics[part]
		if named == nil {
			return ""
		}
		answer := book.Answer(metric.Ask{Metric: part, Period: named.Known(s.Periods[0])})
		return subjectFigure(s, named, &answer.Total)
	}))
}

// subjectAsks returns the asks for the figures in the YAML's subject.
func subjectAsks(s *scope.Scope) (asks []metric.Ask) {
	for _, part := range config.SubjectParts(s.Report.Subject) {
		m := s.Metrics[part]
		if !slices.Contains(config.SubjectWords, part) && m != nil && !s.StateUnknown(m, s.Periods[0]) {
			asks = append(asks, metric.Ask{Metric: part, Period: m.Known(s.Periods[0])})
		}
	}
	return asks
}

func subjectFigure(s *scope.Scope, m *metric.Metric, f *metric.Figure) string {
	switch {
	case m == nil:
		return ""
	case !f.AC.OK():
		return notation.NewSheet(s).Sign(f.AC)
	}
	return notation.Full(s, m, f.AC.Rat)
}

// subject is the default subject: the report's title, then metric, period, figure, and attainment of the target. The
// title distinguishes the mails of reports with the same figure.
func subject(s *scope.Scope, m *metric.Metric, f *metric.Figure) string {
	p := s.Periods[0]
	if m == nil || !f.AC.OK() || s.Report.SubjectFigures != nil && !*s.Report.SubjectFigures {
		return prose.Shorten(reportTitle(s), 60) + report.Dash + s.Period(p)
	}
	when := s.Short(m.Known(p))
	if m.Date == "" {
		when = "(" + s.Word("state.read", s.ReadOn(m.Dataset)) + ")"
	}
	text := s.Word("subject.figure", prose.Shorten(prose.Tidy(m.Label), 48), when, notation.Full(s, m, f.AC.Rat))
	text = s.Word("subject.titled", prose.Shorten(reportTitle(s), 40), text)
	if compared := subjectCompared(s, m, f); compared != "" {
		text += " · " + compared
	}
	return text
}

// subjectCompared is the attainment of the target with an arrow or, without a target, the distance from last year; ""
// for neither.
func subjectCompared(s *scope.Scope, m *metric.Metric, f *metric.Figure) string {
	if m == nil || !f.AC.OK() {
		return ""
	}
	switch {
	case f.DeltaPL.OK() && notation.IsNegative(f.PLToDate) && !m.InPoints():
		distance := notation.NewSheet(s).Distance(m, f.PLToDate, f.DeltaPL, f.DeltaPLPct).Text
		return s.Word("subject.vs_target", distance)
	case f.DeltaPL.OK() && f.Attainment.OK() && !m.InPoints() && !notation.TooLargeForPercent(f.Attainment.Rat):
		return s.Word("subject.of_target", notation.NewSheet(s).Percent(0).Share(m, f.Attainment.Rat)) + arrow(f.DeltaPL.Rat)
	case f.DeltaPL.OK() && f.DeltaPLPct.OK():
		distance := notation.NewSheet(s).Gap(m, f).Text
		return s.Word("subject.vs_target", distance)
	case f.DeltaPY.OK():
		distance := notation.NewSheet(s).Distance(m, f.PY, f.DeltaPY, f.DeltaPYPct).Text
		return s.Word("subject.vs_last_year", distance)
	}
	return ""
}

// arrow is a blank and an arrow for a difference: up, down, or "" for zero.
func arrow(r *big.Rat) string {
	switch r.Sign() {
	case 1:
		return " " + notation.Up
	case -1:
		return " " + notation.Down
	}
	return ""
}

func reportTitle(s *scope.Scope) string {
	if t := prose.Tidy(s.Report.Title); t != "" {
		return t
	}
	return s.Name
}
