package sectiontest

import (
	"math/big"
	"strconv"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/scope"
)

// FewRows is a book of conversion rates by rep, of which those of Anna, Chloé and the total have fewer rows than the ten
// that a judgement needs. Émile has none.
func FewRows(s *scope.Scope) *Book {
	m := s.Metrics["conversion"]
	m.SmallN = 10
	of := func(ac string, n int64) metric.Figure {
		f := Figure(m, Num(ac), Num("0.5"), Num("0.5"), Num("0.4"), Num("0.4"))
		if f.N = n; f.HasFewRows() {
			f.Status = metric.NoStatus
		}
		return f
	}
	return &Book{Answers: func(metric.Ask) metric.Answer {
		return metric.Answer{Total: of("0.25", 7), Slices: []metric.Slice{
			{Key: "a", Label: "Anna", Figure: of("0.9", 4)}, {Key: "b", Label: "Bruno", Figure: of("0.4", 40)}, {Key: "c", Label: "Chloé", Figure: of("0.1", 9)},
			{Key: "e", Label: "Émile", Figure: of("no data", 0)}, {Key: "d", Label: "Denis", Figure: of("0.6", 10)},
		}}
	}}
}

// Scores adds the metric nps, which is a score, to the scope, and answers every ask with the scores of Anna, Bruno and
// the total.
func Scores(s *scope.Scope) *Book {
	nps := &metric.Metric{Name: "nps", Label: "NPS", Date: "answered", Unit: metric.Score, OnTrack: Rat("1"), AtRisk: Rat("0.9")}
	s.Metrics["nps"] = nps
	f := Figure(nps, Num("53"), Num("60"), Num("60"), Num("24"), Num("-8"))
	bruno := Figure(nps, Num("40.4"), Num("30"), Num("30"), Num("45"), Num("-1"))
	return &Book{Answers: func(metric.Ask) metric.Answer {
		return metric.Answer{Total: f, Slices: []metric.Slice{{Key: "a", Label: "Anna", Figure: f}, {Key: "b", Label: "Bruno", Figure: bruno}}}
	}}
}

// TargetsApart is Planned with a target of the total that is a number of cents more than the targets of the lines.
func TargetsApart(s *scope.Scope, cents int64) *Book {
	b := Planned(s)
	from := b.Answers
	b.Answers = func(a metric.Ask) metric.Answer {
		out := from(a)
		toDate, whole := big.NewRat(cents, 100), big.NewRat(cents, 100)
		for _, slice := range out.Slices {
			if n := slice.Figure.PLToDate; n.OK() {
				toDate.Add(toDate, n.Rat)
			}
			if n := slice.Figure.PL; n.OK() {
				whole.Add(whole, n.Rat)
			}
		}
		f := &out.Total
		*f = Figure(f.Metric, f.AC, metric.NumOf(toDate), metric.NumOf(toDate), f.PY, f.PP)
		f.PL = metric.NumOf(whole)
		return out
	}
	return b
}

// Year is a book with 1 k€ of revenue and 2 k€ of target in each month, up to 15 November. The conversion is
// 0.5.
func Year(s *scope.Scope) *Book {
	months := func(from, to period.Date) string {
		return strconv.Itoa(1000 * (12*(to.Year-from.Year) + int(to.Month) - int(from.Month) + 1))
	}
	return &Book{Asked: map[metric.Ask]bool{}, Answers: func(a metric.Ask) metric.Answer {
		m, last := s.Metrics[a.Metric], a.Period.End.AddDays(-1)
		if a.Metric == "conversion" {
			return metric.Answer{Total: Figure(m, Num("0.5"), Num("no target"), Num("no target"), Num("0.4"), Num("0.4"))}
		}
		ac, target := Num(months(a.Period.Start, last)), Num(months(a.Period.Start, last))
		target = metric.Add(target, target)
		if period.NewDate(2026, 11, 15).Before(a.Period.Start) || period.NewDate(2026, 11, 16).Before(a.Period.End) {
			ac = Num("not yet")
		}
		return metric.Answer{Total: Figure(m, ac, target, target, Num("800"), Num("800"))}
	}}
}

// Missed is a book in which Nord has missed its target in the last four months before the first
// period ends, and Sud has always reached it. The periods are months.
func Missed(s *scope.Scope) *Book {
	m := s.Metrics["revenue"]
	end := s.Periods[0].Start
	slice := func(key string, p period.Period) metric.Slice {
		value := Rat("110")
		if months := (end.Time().Year()-p.Start.Time().Year())*12 + int(end.Time().Month()-p.Start.Time().Month()); key == "Nord" && months < 4 {
			value = Rat("90")
		}
		return metric.Slice{Key: key, Label: key, Figure: Figure(m, metric.NumOf(value), Num("100"), Num("100"), Num("100"), Num("100"))}
	}
	return &Book{Answers: func(a metric.Ask) metric.Answer {
		nord, sud := slice("Nord", a.Period), slice("Sud", a.Period)
		total := new(big.Rat).Add(nord.Figure.AC.Rat, sud.Figure.AC.Rat)
		answer := metric.Answer{Total: Figure(m, metric.NumOf(total), Num("200"), Num("200"), Num("200"), Num("200"))}
		if a.By != "" {
			answer.Slices = []metric.Slice{nord, sud}
		}
		return answer
	}}
}
