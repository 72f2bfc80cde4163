// Package restated lists in a report the past figures that changed since its readers saw them last, and by how much.
package restated

import (
	"cmp"
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/amount"
	"bilan/report/record"
	"bilan/report/scope"
)

// mostSentences is how many figures are named; the others are counted.
const mostSentences = 4

// Sentences describe restated figures, those of the whole before those of members, each period of a metric once: a
// quarter is not mentioned if a month in it explains all of the change, and members only if the whole did not change.
func Sentences(s *scope.Scope, changes []record.Change) (list []string) {
	told := pick(s, changes)
	for _, c := range told[:min(len(told), mostSentences)] {
		list = append(list, sentence(s, c))
	}
	if more := len(told) - len(list); more > 0 {
		list = append(list, s.Locale.Plural("restated.more", int64(more)))
	}
	return list
}

// Told are the changes that get a sentence each, the largest first.
func Told(s *scope.Scope, changes []record.Change) (list []record.Change) {
	for _, c := range pick(s, changes) {
		list = append(list, c.Change)
	}
	return list
}

// Section is sentences as a section of the report, under a title of their own.
func Section(title string, sentences []string) report.Section {
	text := &report.Text{}
	for _, sentence := range sentences {
		text.Paragraphs = append(text.Paragraphs, report.Paragraph{Kind: report.ListItem, Runs: []report.Run{{Text: sentence}}})
	}
	return report.Section{Kind: "text", Title: title, Blocks: []report.Block{{Text: text}}}
}

// change is one that can be described: its metric and period are known in the report.
type change struct {
	record.Change
	period period.Period
}

func pick(s *scope.Scope, changes []record.Change) (told []change) {
	var known []change
	for _, c := range changes {
		p, err := s.Calendar.ParsePeriod(c.Period)
		if s.Metrics[c.Metric] != nil && err == nil && c.Delta() != nil {
			known = append(known, change{c, p})
		}
	}
	for i, c := range known {
		if !explained(c, known) && !(c.By != "" && wholeToo(c, known)) && !sameOfAnother(c, known[:i]) {
			told = append(told, c)
		}
	}
	slices.SortStableFunc(told, func(a, b change) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), b.period.Start.Compare(a.period.Start), weight(b).Cmp(weight(a)))
	})
	return told
}

// rank puts the whole before its members.
func rank(c change) int {
	if c.By == "" {
		return 0
	}
	return 1
}

// explained reports whether all parts of a period that are of one size changed together by as much as the period.
func explained(c change, all []change) bool {
	sums := map[period.Unit]*big.Rat{}
	for _, part := range all {
		inside := !part.period.Start.Before(c.period.Start) && !part.period.End.After(c.period.End) && part.period != c.period
		if inside && part.Metric == c.Metric && part.By == c.By && part.Member == c.Member && part.Unassigned == c.Unassigned {
			if sums[part.period.Unit] == nil {
				sums[part.period.Unit] = new(big.Rat)
			}
			sums[part.period.Unit].Add(sums[part.period.Unit], part.Delta())
		}
	}
	for _, sum := range sums {
		if sum.Cmp(c.Delta()) == 0 {
			return true
		}
	}
	return false
}

// wholeToo reports whether the whole of a member's figure changed as well.
func wholeToo(c change, all []change) bool {
	return slices.ContainsFunc(all, func(o change) bool { return o.By == "" && o.Metric == c.Metric && o.period == c.period })
}

// sameOfAnother reports whether the same change is already described for a member of another dimension: a row that
// moved to another rep and team.
func sameOfAnother(c change, before []change) bool {
	return slices.ContainsFunc(before, func(o change) bool {
		return c.By != "" && o.By != "" && o.By != c.By && o.Metric == c.Metric && o.period == c.period && o.Label == c.Label
	})
}

// weight is how much of the figure changed.
func weight(c change) *big.Rat {
	d := new(big.Rat).Abs(c.Delta())
	if c.Before.Sign() == 0 {
		return d
	}
	return d.Quo(d, new(big.Rat).Abs(c.Before))
}

// sentence is "Octobre 2026 corrigé : CA 812 k€ au lieu de 798 k€ (+14 k€)."
func sentence(s *scope.Scope, c change) string {
	l, m := s.Locale, s.Metrics[c.Metric]
	what := l.Inline(m.Label)
	switch {
	case c.Unassigned:
		what += " " + l.Word("unassigned")
	case c.By != "":
		what = l.Word("restated.member", what, cmp.Or(c.Label, c.Member))
	}
	key := "restated.period"
	if c.period.Unit == period.Week {
		key = "restated.week"
	}
	now, then, delta := amount.Moved(l, m, c.Before, c.After)
	return parts(s, c, l.Word(key, l.Capital(s.PeriodName(c.period)), what, now, then, delta))
}
