package build

import (
	"math/big"
	"slices"

	"bilan/internal/config"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/prose"
)

// mailSubject is the subject of the report's mail: the report's own text with its parts filled in, else the one that every
// report has.
func (s *Scope) mailSubject(book Book, m *metric.Metric, f *metric.Figure) string {
	if s.Report.Subject == "" {
		return s.subject(m, f)
	}
	return tidy(config.FillSubject(s.Report.Subject, func(part string) string {
		switch part {
		case "title":
			return s.reportTitle()
		case "company":
			return s.Config.Company
		case "period":
			return s.short(s.Periods[0])
		case "figure":
			return s.subjectFigure(m, f)
		case "compared":
			return s.subjectCompared(m, f)
		}
		named := s.Metrics[part]
		if named == nil {
			return ""
		}
		answer := book.Answer(metric.Ask{Metric: part, Period: named.Known(s.Periods[0])})
		return s.subjectFigure(named, &answer.Total)
	}))
}

// subjectAsks are the figures that a subject of the report's own names.
func (s *Scope) subjectAsks() (asks []metric.Ask) {
	for _, part := range config.SubjectParts(s.Report.Subject) {
		m := s.Metrics[part]
		if !slices.Contains(config.SubjectWords, part) && m != nil && !s.past(m, s.Periods[0]) {
			asks = append(asks, metric.Ask{Metric: part, Period: m.Known(s.Periods[0])})
		}
	}
	return asks
}

func (s *Scope) subjectFigure(m *metric.Metric, f *metric.Figure) string {
	switch {
	case m == nil:
		return ""
	case !f.AC.OK():
		return s.sheet().sign(f.AC)
	}
	return s.full(m, f.AC.Rat)
}

// subject is the report's title, then metric, period, figure, and the share of the target with its direction. The title
// tells apart the mails of reports that open with the same figure.
func (s *Scope) subject(m *metric.Metric, f *metric.Figure) string {
	p := s.Periods[0]
	if m == nil || !f.AC.OK() || s.Report.SubjectFigures != nil && !*s.Report.SubjectFigures {
		return prose.Shorten(s.reportTitle(), 60) + report.Dash + s.period(p)
	}
	when := s.short(m.Known(p))
	if m.Date == "" {
		when = "(" + s.word("state.read", s.readOn(m.Dataset)) + ")"
	}
	text := s.word("subject.figure", prose.Shorten(tidy(m.Label), 48), when, s.full(m, f.AC.Rat))
	text = s.word("subject.titled", prose.Shorten(s.reportTitle(), 40), text)
	if compared := s.subjectCompared(m, f); compared != "" {
		text += " · " + compared
	}
	return text
}

// subjectCompared is the share of the target with its direction; without a target, the distance from last year.
func (s *Scope) subjectCompared(m *metric.Metric, f *metric.Figure) string {
	if m == nil || !f.AC.OK() {
		return ""
	}
	switch {
	case f.DeltaPL.OK() && negative(f.PLToDate) && !m.InPoints():
		distance := s.sheet().distance(m, f.PLToDate, f.DeltaPL, f.DeltaPLPct).text
		return s.word("subject.vs_target", distance)
	case f.DeltaPL.OK() && f.Attainment.OK() && !m.InPoints():
		pen := s.sheet().percent(0)
		share := new(big.Rat).Quo(pen.honest(m, f.Attainment.Rat), hundred)
		return s.word("subject.of_target", s.Locale.Percent(share, 0)) + pointer(f.DeltaPL.Rat)
	case f.DeltaPL.OK() && f.DeltaPLPct.OK():
		distance := s.sheet().gap(m, f).text
		return s.word("subject.vs_target", distance)
	case f.DeltaPY.OK():
		distance := s.sheet().distance(m, f.PY, f.DeltaPY, f.DeltaPYPct).text
		return s.word("subject.vs_last_year", distance)
	}
	return ""
}

// pointer follows a share: where the figure lies from its target.
func pointer(r *big.Rat) string {
	switch r.Sign() {
	case 1:
		return " " + up
	case -1:
		return " " + down
	}
	return ""
}
