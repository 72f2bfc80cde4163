package run

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/record"
	"bilan/report/restated"
	"bilan/report/scope"
)

// Kept is the forms in which the state keeps an edition's figures.
type Kept struct {
	JSON   []byte // an Export
	Record []byte // a compact form, which record.Decode reads
	Hash   string // the SHA-256 of JSON, in hexadecimal
}

// Keep returns the edition's figures in the forms that the state keeps.
func (e *Edition) Keep() (k Kept, err error) {
	if k.JSON, err = e.JSON(); err != nil {
		return k, err
	}
	k.Record, err = e.Record().Encode()
	sum := sha256.Sum256(k.JSON)
	k.Hash = hex.EncodeToString(sum[:])
	return k, err
}

// Record returns every figure that the edition shows, and the actuals of past periods that it shows as comparisons.
func (e *Edition) Record() record.Set {
	var implied record.Set
	for _, a := range e.Plan.Needs.Asks {
		if m := e.Plan.Model.Metrics[a.Metric]; a.Period.Open() || m == nil || m.Date == "" {
			continue
		}
		list := record.FromRecords(e.recordsOf([]metric.Ask{a}))
		if p, ok := e.Plan.Calendar.Previous(a.Period); ok {
			implied = append(implied, e.impliedFigures(p, list, func(f record.Figure) string { return f.PP })...)
		}
		if p, ok := e.Plan.Calendar.LastYear(a.Period); ok {
			implied = append(implied, e.impliedFigures(p, list, func(f record.Figure) string { return f.PY })...)
		}
	}
	return record.FromRecords(e.records()).With(implied)
}

// impliedFigures returns the figures of the earlier period p, from the comparisons in the figures of a later period.
// actual returns the comparison of a figure.
func (e *Edition) impliedFigures(p period.Period, list record.Set, actual func(record.Figure) string) (implied record.Set) {
	for _, f := range list {
		ac := actual(f)
		if ac == "" {
			continue
		}
		f.Period, f.From, f.To = e.Plan.Calendar.ID(p), p.Start.String(), p.End.AddDays(-1).String()
		f.AC, f.PL, f.PLToDate, f.PY, f.PP, f.Implied = ac, "", "", "", "", true
		implied = append(implied, f)
	}
	return implied
}

// addRestated finds the past figures that changed since the readers saw them, and adds a section about them at the top
// of the document. before is what the readers saw, as Kept.Record; it may be empty.
func (e *Edition) addRestated(before []byte) error {
	if c := e.Plan.Corrects; len(before) == 0 || c != nil && c.Repeat { // a repeated turn reported its changes already
		return nil
	}
	seen, err := record.Decode(before)
	if err != nil {
		return fmt.Errorf("compare with the previous edition: %w", err)
	}
	scope := e.documentScope()
	changes := e.readableChanges(record.Restated(seen, e.Record()))
	if e.Restated = restated.Sentences(scope, changes); len(e.Restated) > 0 {
		language := scope.Locale
		restated.Mark(scope, e.Document, changes, language.Word("restated.mark"))
		e.Document.Sections = append([]report.Section{restated.Section(language.Word("restated.title"), e.Restated)}, e.Document.Sections...)
	}
	return nil
}

// readableChanges returns the changes that the edition's reader may see. A member sees neither figures of colleagues
// nor figures that are not divided by member.
func (e *Edition) readableChanges(changes []record.Change) []record.Change {
	if e.Part == nil {
		return changes
	}
	dim := e.Part.Member.Dimension
	hidden := func(by string) bool { return by == dim || by == e.Plan.Config.Dimensions[dim].Parent && by != "" }
	var list []record.Change
	for _, c := range changes {
		if hidden(c.By) || !e.Plan.Model.CanDivide(c.Metric, dim) {
			continue
		}
		c.Splits = slices.DeleteFunc(slices.Clone(c.Splits), func(s record.Split) bool { return hidden(s.By) })
		list = append(list, c)
	}
	return list
}

// documentScope returns the edition's scope with only the sections that its document has.
func (e *Edition) documentScope() *scope.Scope {
	s := *e.scope()
	if e.Part == nil {
		return &s
	}
	var kept []section.Section
	for i, section := range s.Report.Sections {
		if !e.Part.Omits(i) {
			kept = append(kept, section)
		}
	}
	s.Report.Sections = kept
	return &s
}
