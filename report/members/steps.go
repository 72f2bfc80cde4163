package members

import (
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// NoteSteps adds a note for each change of the metric's target inside a period. label is the metric's name, or "" if
// the section has only one metric.
func NoteSteps(s *scope.Scope, t *notation.Sheet, b scope.Book, m *metric.Metric, by string, p period.Period, label string) {
	byDay := map[period.Date][]metric.Step{}
	var days []period.Date
	for _, st := range b.TargetSteps(m.Name, by, p) {
		if st.Dimension == "" {
			t.NoteOnce(withLabel(s, label, s.Word("foot.step", stepValues(s, t, m, st)...)))
			continue
		}
		if byDay[st.Day] == nil {
			days = append(days, st.Day)
		}
		byDay[st.Day] = append(byDay[st.Day], st)
	}
	for _, day := range days {
		noteDaySteps(s, t, m, byDay[day], label)
	}
}

// noteDaySteps adds the notes about members' changes on one day: one for each member with its numbers, or one for all with
// their names if there are many.
func noteDaySteps(s *scope.Scope, t *notation.Sheet, m *metric.Metric, list []metric.Step, label string) {
	if len(list) > scope.NamesShown {
		names := make([]string, len(list))
		for i, st := range list {
			names[i] = prose.Tidy(st.Label)
		}
		t.NoteOnce(withLabel(s, label, s.Word("foot.step.many", s.Locale.Date(list[0].Day.Time()), s.ListFew(names))))
		return
	}
	for _, st := range list {
		t.NoteOnce(withLabel(s, label, s.Word("foot.step.of", append(stepValues(s, t, m, st), s.Locale.Of(prose.Tidy(st.Label)))...)))
	}
}

// stepValues returns the values for a sentence about a changed target: the day, the new target and the former one.
func stepValues(s *scope.Scope, t *notation.Sheet, m *metric.Metric, st metric.Step) []any {
	before, after := t.Full(m, st.Before), t.Full(m, st.After)
	if st.Per != "" {
		before, after = s.Word("per."+string(st.Per), before), s.Word("per."+string(st.Per), after)
	}
	return []any{s.Locale.Date(st.Day.Time()), after, before}
}

// withLabel puts the metric's label before a note, unless the label is "".
func withLabel(s *scope.Scope, label, text string) string {
	if label == "" {
		return text
	}
	return s.Word("title.trend.sum", label, s.Locale.Inline(text))
}
