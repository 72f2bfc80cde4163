package book

import (
	"bilan/internal/period"
	"bilan/report/metric"
)

// Records lists the figures of the answers to asks in the order of the asks, for each the total and then the slices. A
// figure in several answers is listed once, one by two dimensions not at all. id returns the name of an ask's period.
func (b *Book) Records(asks []metric.Ask, id func(metric.Ask) string) []metric.Record {
	return b.RecordsOf(b.Answer, asks, id)
}

// RecordsOf is Records with the answers that answerOf returns, such as those for a member.
func (b *Book) RecordsOf(answerOf func(metric.Ask) metric.Answer, asks []metric.Ask, id func(metric.Ask) string) []metric.Record {
	type figure struct {
		of         metric.Ask // By is "" for a total
		key        string
		unassigned bool
	}
	var list []metric.Record
	listed, cal := map[figure]bool{}, b.model.Calendar
	add := func(at figure, r metric.Record) {
		if !listed[at] {
			listed[at] = true
			list = append(list, r)
		}
	}
	for _, a := range asks {
		if a.Of != "" {
			continue
		}
		answer, whole := answerOf(a), a
		whole.By = ""
		add(figure{of: whole}, metric.RecordOf(whole, id(a), &answer.Total, b.Planned[a.Metric], cal))
		for i := range answer.Slices {
			s := &answer.Slices[i]
			r := metric.RecordOf(a, id(a), &s.Figure, b.Planned[a.Metric], cal)
			r.Label = s.Label
			if !s.Unassigned {
				r.Key = &s.Key
			}
			add(figure{a, s.Key, s.Unassigned}, r)
		}
	}
	return list
}

// Total returns the metric's total in a period, if any ask is for both, by whatever dimension; else the zero Figure.
func (b *Book) Total(name string, p period.Period) metric.Figure {
	for a, answer := range b.answers {
		if a.Metric == name && a.Period == p {
			return answer.Total
		}
	}
	return metric.Figure{}
}
