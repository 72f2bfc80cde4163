package membertable

import (
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/scope"
)

// sparkAsks returns the asks for a column of sparklines: one for each of the last complete periods up to the period own.
func sparkAsks(s *scope.Scope, m *metric.Metric, by string, own period.Period) []metric.Ask {
	var list []metric.Ask
	for _, p := range scope.CutAtKnown(m, s.FinishedPeriods(own)) {
		list = append(list, metric.Ask{Metric: m.Name, By: by, Period: p})
	}
	return list
}

// sparkValues returns the values of each line and of the total, by sparkID. A value is nil if it is not known.
func sparkValues(s *scope.Scope, b scope.Book, asks []metric.Ask) map[string][]*float64 {
	list, total := members.LinesByAsk(s, b, asks)
	values := map[string][]*float64{}
	for _, m := range append(list, total) {
		line := make([]*float64, len(m.Figures))
		for i := range m.Figures {
			if n := m.Figures[i].AC; n.OK() {
				f := n.Float()
				line[i] = &f
			}
		}
		values[sparkID(m)] = line
	}
	return values
}

// sparkID identifies a line, also that of the total, among the sparklines of a column.
func sparkID(m members.Line) string {
	switch {
	case m.Kind == report.Total:
		return "\x00total"
	case m.Several:
		return "\x00others" // several members together have no sparkline
	}
	return m.ID()
}
