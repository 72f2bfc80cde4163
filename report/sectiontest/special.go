package sectiontest

import (
	"math/big"

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
		if f.N = n; f.Few() {
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
		*f = Figure(f.Metric, f.AC, metric.Of(toDate), metric.Of(toDate), f.PY, f.PP)
		f.PL = metric.Of(whole)
		return out
	}
	return b
}
