package build

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/metric"
)

// steps notes each change of the metric's target inside a period. The label says of which metric, "" where the section
// has one.
func (s *Scope) steps(t *sheet, b Book, m *metric.Metric, by string, p period.Period, label string) {
	byDay := map[period.Date][]metric.Step{}
	var days []period.Date
	for _, st := range b.TargetSteps(m.Name, by, p) {
		if st.Dimension == "" {
			t.once(s.about(label, s.word("foot.step", s.stepped(t, m, st)...)))
			continue
		}
		if byDay[st.Day] == nil {
			days = append(days, st.Day)
		}
		byDay[st.Day] = append(byDay[st.Day], st)
	}
	for _, day := range days {
		s.stepsOf(t, m, byDay[day], label)
	}
}

// stepsOf notes what changed on one day for members: each with its numbers, or many by their names.
func (s *Scope) stepsOf(t *sheet, m *metric.Metric, list []metric.Step, label string) {
	if len(list) > namesShown {
		names := make([]string, len(list))
		for i, st := range list {
			names[i] = tidy(st.Label)
		}
		t.once(s.about(label, s.word("foot.step.many", s.Locale.Date(list[0].Day.Time()), s.few(names))))
		return
	}
	for _, st := range list {
		t.once(s.about(label, s.word("foot.step.of", append(s.stepped(t, m, st), s.Locale.Of(tidy(st.Label)))...)))
	}
}

// stepped is when a target changed, to what, and from what.
func (s *Scope) stepped(t *sheet, m *metric.Metric, st metric.Step) []any {
	before, after := t.full(m, st.Before), t.full(m, st.After)
	if st.Per != "" {
		before, after = s.word("per."+string(st.Per), before), s.word("per."+string(st.Per), after)
	}
	return []any{s.Locale.Date(st.Day.Time()), after, before}
}

// about sets in front of a note which metric it is about.
func (s *Scope) about(label, text string) string {
	if label == "" {
		return text
	}
	return s.word("title.trend.sum", label, s.Locale.Inline(text))
}

// once notes what is not noted yet.
func (t *sheet) once(text string) {
	if !slices.Contains(t.extra, text) {
		t.note(text)
	}
}
