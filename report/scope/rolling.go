package scope

import (
	"strings"

	"bilan/internal/config/section"
	"bilan/internal/period"
)

// rolling is what a period is called that the YAML names as one that rolls along: "12 mois glissants"; "" for any other.
// The days alone do not tell: thirteen weeks up to a Sunday may be either.
func (s *Scope) rolling(p period.Period) string {
	if s.single(p) {
		return ""
	}
	for i, text := range s.Report.Periods {
		if i < len(s.Periods) && s.Periods[i] == p {
			if words := s.rollingWords(text); words != "" {
				return words
			}
		}
	}
	for _, c := range s.Report.Sections {
		text := ownPeriod(c)
		if words := s.rollingWords(text); words != "" {
			if own, err := s.Resolve(text); err == nil && own == p {
				return words
			}
		}
	}
	return ""
}

// rollingWords is "12 mois glissants" for "rolling 12 months".
func (s *Scope) rollingWords(text string) string {
	r, err := period.ParseRelative(text)
	if err != nil {
		return ""
	}
	length, ok := strings.CutPrefix(r.String(), "rolling ")
	if !ok {
		return ""
	}
	n, unit, err := period.ParseSpan(length)
	if err != nil {
		return ""
	}
	return Span{n, unit}.Words(s)
}

// ownPeriod is the period that a section names for itself.
func ownPeriod(c section.Section) string {
	if kind, _ := c.Kind(); kind != nil {
		return kind.OwnPeriod()
	}
	return ""
}
