package scope

import (
	"bilan/internal/config/section"
	"bilan/internal/period"
)

// rolling is the name of a period that the YAML declares as rolling, "12 mois glissants"; "" for any other period. The
// dates alone do not decide: thirteen weeks up to a Sunday may be rolling or a quarter.
func (s *Scope) rolling(p period.Period) string {
	if s.isCalendarUnit(p) {
		return ""
	}
	for i, text := range s.Report.Periods {
		if i < len(s.Periods) && s.Periods[i] == p {
			if words := s.rollingWords(text.Relative); words != "" {
				return words
			}
		}
	}
	for _, c := range s.Report.Sections {
		own := ownPeriod(c)
		if words := s.rollingWords(own.Relative); words != "" && s.Resolve(own) == p {
			return words
		}
	}
	return ""
}

// rollingWords is "12 mois glissants" for "rolling 12 months".
func (s *Scope) rollingWords(r period.Relative) string {
	if r.RollingSpan().IsZero() {
		return ""
	}
	return s.Rolling(r.RollingSpan())
}

// ownPeriod is the period that a section names for itself.
func ownPeriod(c section.Section) period.Phrase {
	if kind, _ := c.Kind(); kind != nil {
		return kind.OwnPeriod()
	}
	return period.Phrase{}
}
