package section

import "bilan/internal/period"

// Sentence is what a section's title may be a sentence on: its first metric, by the members that it shows, "" for the whole.
type Sentence struct {
	Metric  string
	By      string
	Period  period.Phrase // that the section names for itself, none for the report's
	Unit    period.Unit   // of the report's period, where the section has points over time; "" for any
	Against []string
}

// Sentence is that of a section of one metric over time, or by member; ok is false of other kinds, whose titles stay labels.
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
	case *Trend:
		of.By, span = k.By, k.Last
		if k.Last.IsZero() {
			return of, false // there is no sentence about a single future month or month of a year
		}
	default:
		return of, false
	}
	of.Unit = span.Unit
	of.Metric, of.Period = kind.Shows()[0], kind.OwnPeriod()
	of.Against = kind.Against(of.Metric, targeted(of.Metric))
	return of, true
}
