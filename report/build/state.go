package build

import (
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
)

// State is what is known of a dataset without dates: it tells what is, not what was.
type State struct {
	Read period.Date // the day on which it was read
	Past bool        // the report is of a time that was over long before: what was then is not known
	From string      // the table with the photo of that day, where the dataset itself tells of another; "" for the dataset
}

// readOn is the day that a state is called by, in words.
func (s *Scope) readOn(dataset string) string {
	day := s.States[dataset].Read
	if day.IsZero() {
		day = s.slot()
	}
	return s.Locale.Date(day.Time())
}

// past tells whether the metric is a state of which nothing is known in the period: the report is of the past, or the
// period ended before the report's own.
func (s *Scope) past(m *metric.Metric, p period.Period) bool {
	return m.Date == "" && (s.States[m.Dataset].Past || p.Close.Before(s.Periods[0].End))
}

// reason says why a state is not shown in a period.
func (s *Scope) reason(dataset string, p period.Period) string {
	return s.word("state.past", s.readOn(dataset), s.when(p))
}

// noted is when a section's figures hold: in its period or, of a state, on the day on which it was read.
func (s *Scope) noted(m *metric.Metric, p period.Period) string {
	if m.Date == "" {
		return s.word("state.read", s.readOn(m.Dataset))
	}
	return s.period(p)
}

// replaced is a section whose figure is a state of a time of which it is not known.
type replaced struct{ kind, title, reason string }

func (k replaced) needs(*Needs) {}

func (k replaced) build(Book) (report.Section, error) {
	return report.Section{Kind: k.kind, Title: k.title, Blocks: (*Scope).saying(nil, k.reason)}, nil
}

// unlessPast is the section that build makes, or what stands for it where its metric is a state of a time of which it is not
// known. Cards are replaced one by one.
func unlessPast[K section.Kind](word string, title func(K) string, build func(*Scope, K) (part, error)) func(*Scope, K, string) (part, error) {
	return func(s *Scope, c K, _ string) (part, error) {
		p, err := build(s, c)
		if err != nil {
			return nil, err
		}
		m := s.Metrics[c.Shows()[0]]
		periods, err := s.periods(c.OwnPeriod())
		if m == nil || err != nil || !s.past(m, periods[0]) {
			return p, nil
		}
		heading := tidy(title(c))
		if heading == "" {
			heading = tidy(m.Label)
		}
		return replaced{word, heading, s.reason(m.Dataset, periods[0])}, nil
	}
}

// known are the periods of a section, as far as its metric is known in them.
func (s *Scope) known(m *metric.Metric, own string) ([]period.Period, error) {
	periods, err := s.periods(own)
	return cutAt(m, periods), err
}

func cutAt(m *metric.Metric, periods []period.Period) []period.Period {
	list := slices.Clone(periods)
	for i, p := range list {
		list[i] = m.Known(p)
	}
	return list
}

// footKnown notes up to which day a metric is known, where that is not the period's end.
func (t *sheet) footKnown(m *metric.Metric, p period.Period) {
	if !m.CutOff.IsZero() && m.CutOff.Before(p.Close) {
		t.noteOf(tidy(m.Label), func(metrics string) string {
			return t.s.word("foot.known", metrics, t.s.Locale.Date(m.Newest.Time()))
		})
	}
}
