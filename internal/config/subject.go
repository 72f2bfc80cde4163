package config

import (
	"regexp"
	"slices"

	"bilan/internal/config/figure"
	"bilan/internal/nearest"
)

// SubjectWords are the placeholders in a subject that are not metrics.
var SubjectWords = []string{"title", "company", "period", "figure", "compared"}

var subjectPart = regexp.MustCompile(`\{([^{}]*)\}`)

// SubjectParts lists the placeholders of a subject in their order, such as "revenue" for {revenue}.
func SubjectParts(subject string) (parts []string) {
	for _, m := range subjectPart.FindAllStringSubmatch(subject, -1) {
		parts = append(parts, m[1])
	}
	return parts
}

// FillSubject replaces each placeholder of a subject with fill's result for its name.
func FillSubject(subject string, fill func(part string) string) string {
	return subjectPart.ReplaceAllStringFunc(subject, func(part string) string { return fill(part[1 : len(part)-1]) })
}

func (l *checker) checkSubject(path string, r Report) {
	for at, subject := range l.EachLanguage(path, r.Subject) {
		l.checkSubjectText(at, subject, r)
	}
}

func (l *checker) checkSubjectText(path, subject string, r Report) {
	parts := SubjectParts(subject)
	known := append(slices.Clone(SubjectWords), l.Defined("metric")...)
	for _, part := range parts {
		if !slices.Contains(known, part) && !l.Spoilt[figure.TopLevelKey["metric"]] {
			l.AddMistake(path, "{"+part+"} is neither a part of a subject nor a metric", nearest.Hint(part, known))
		}
	}
	hidden := r.SubjectFigures != nil && !*r.SubjectFigures
	figures := slices.ContainsFunc(parts, func(part string) bool { return part != "title" && part != "company" && part != "period" })
	if hidden && figures {
		l.AddMistake(path, "shows a figure, and subject_figures: false keeps figures out of the subject", "delete one of the two")
	}
}
