package build

import "bilan/report/metric"

// Opening is the figure that opens the report, with its text; ok is false where none does.
func (s *Scope) Opening(b Book) (a metric.Ask, text string, value metric.Num, ok bool) {
	m := s.primary()
	if m == nil {
		return a, "", value, false
	}
	a = metric.Ask{Metric: m.Name, Period: m.Known(s.Periods[0])}
	if value = b.Answer(a).Total.AC; value.OK() {
		text = s.full(m, value.Rat)
	}
	return a, text, value, true
}
