package build

import (
	"strings"

	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// farOffParts returns a part for each dataset and column with implausible dates: the number of rows, an example, and
// the metrics that lack them.
func farOffParts(s *scope.Scope, list []metric.FarOff) []string {
	type place struct{ dataset, date string }
	var order []place
	most, of := map[place]metric.FarOff{}, map[place][]string{}
	for _, far := range list {
		m := s.Metrics[far.Metric]
		if m == nil {
			continue
		}
		at := place{m.Dataset, m.Date}
		if of[at] == nil {
			order = append(order, at)
		}
		if far.Rows > most[at].Rows {
			most[at] = far
		}
		text := prose.Tidy(m.Label)
		if m.AddsUp && far.Amount.OK() {
			text = s.Word("trust.undated.of", text, notation.Full(s, m, far.Amount.Rat))
		}
		of[at] = append(of[at], text)
	}
	parts := make([]string, len(order))
	for i, at := range order {
		parts[i] = s.Locale.Plural("trust.far", most[at].Rows, strings.Join(of[at], ", "), s.Locale.DateShort(most[at].Example.Time()))
	}
	return parts
}
