// Package restated lists the past figures that changed since a report's readers last saw them, with the amounts.
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

// maxSentences is the largest number of figures that have a sentence each.
const maxSentences = 4

// Sentences describe restated figures, those of totals before those of members. A quarter is left out if its months
// explain its whole change. A member is left out if the total changed too.
func Sentences(s *scope.Scope, changes []record.Change) (list []string) {
	told := selectChanges(s, changes)
	for _, c := range told[:min(len(told), maxSentences)] {
		list = append(list, sentence(s, c))
	}
	if more := len(told) - len(list); more > 0 {
		list = append(list, s.Locale.Plural("restated.more", int64(more)))
	}
	return list
}

// Described returns the changes that deserve a sentence, in the order of Sentences.
func Described(s *scope.Scope, changes []record.Change) (list []record.Change) {
	for _, c := range selectChanges(s, changes) {
		list = append(list, c.Change)
	}
	return list
}

// Section makes a text section with a title and a list of the sentences.
func Section(title string, sentences []string) report.Section {
	text := &report.Text{}
	for _, sentence := range sentences {
		text.Paragraphs = append(text.Paragraphs, report.Paragraph{Kind: report.ListItem, Runs: []report.Run{{Text: sentence}}})
	}
	return report.Section{Kind: "text", Title: title, Blocks: []report.Block{{Text: text}}}
}

// change is a change whose metric and period the report knows.
type change struct {
	record.Change
	period period.Period
}

func selectChanges(s *scope.Scope, changes []record.Change) (told []change) {
	var known []change
	for _, c := range changes {
		p, err := s.Calendar.ParsePeriod(c.Period)
		if s.Metrics[c.Metric] != nil && err == nil && c.Delta() != nil {
			known = append(known, change{c, p})
		}
	}
	for i, c := range known {
		if !isExplained(c, known) && !(c.By != "" && totalChanged(c, known)) && !alreadyDescribed(c, known[:i]) {
			told = append(told, c)
		}
	}
	slices.SortStableFunc(told, func(a, b change) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), b.period.Start.Compare(a.period.Start), relativeSize(b).Cmp(relativeSize(a)))
	})
	return told
}

// rank is 0 for a total and 1 for a member, so that totals come first.
func rank(c change) int {
	if c.By == "" {
		return 0
	}
	return 1
}

// isExplained reports whether the change of a period is the sum of the changes of its months, or of its parts of
// another size.
func isExplained(c change, all []change) bool {
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

// totalChanged reports whether the total for a member's figure changed too.
func totalChanged(c change, all []change) bool {
	return slices.ContainsFunc(all, func(o change) bool { return o.By == "" && o.Metric == c.Metric && o.period == c.period })
}

// alreadyDescribed reports whether the change of a row is described by another dimension, for example by rep and again
// by team.
func alreadyDescribed(c change, before []change) bool {
	return slices.ContainsFunc(before, func(o change) bool {
		return c.By != "" && o.By != "" && o.By != c.By && o.Metric == c.Metric && o.period == c.period && o.Label == c.Label
	})
}

// relativeSize is the size of the change relative to the old figure; the change itself if the old figure is 0.
func relativeSize(c change) *big.Rat {
	d := new(big.Rat).Abs(c.Delta())
	if c.Before.Sign() == 0 {
		return d
	}
	return d.Quo(d, new(big.Rat).Abs(c.Before))
}

// sentence describes one change: "Octobre 2026 corrigé : CA 812 k€ au lieu de 798 k€ (+14 k€)."
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
	now, then, delta := amount.ChangeTexts(l, m, c.Before, c.After)
	return withParts(s, c, l.Word(key, l.Capital(s.PeriodName(c.period)), what, now, then, delta))
}
