package section

import "bilan/internal/period"

// Sentence describes what a sentence in a section's title may be about: the section's main metric, in total or by the
// members that it shows.
type Sentence struct {
	Metric  string
	By      string
	Period  period.Phrase // the section's own period; zero for the report's
	Unit    period.Unit   // the required unit of the report's period if the section has points over time; "" for any
	Against []string
}

// Sentence returns what the title of the section may be a sentence about. ok is false if the title stays a label,
// because the section does not show one metric over time or by member.
func (s Section) Sentence(targeted func(metric string) bool) (of Sentence, ok bool) {
	kind, _ := s.Kind()
	var span period.Span
	switch k := kind.(type) {
	case *TargetTable:
		of.By = k.By
	case *Members:
		of.By = k.By
	case *Breakdown:
		of.By = k.By
	case *Waterfall:
		of.By = k.By
	case *Multiples:
		of.By, span = k.By, k.Last
	case *HeatMap:
		of.By, span = k.By, k.Last
		if k.Across != "" {
			return of, false // no sentence is about two dimensions
		}
	case *Trend:
		of.By, span = k.By, k.Last
		if k.Last.IsZero() {
			return of, false // no sentence describes a single future month, or a month of a year
		}
	default:
		return of, false
	}
	of.Unit = span.Unit
	of.Metric, of.Period = kind.Shows()[0], kind.OwnPeriod()
	of.Against = kind.Against(of.Metric, targeted(of.Metric))
	return of, true
}
