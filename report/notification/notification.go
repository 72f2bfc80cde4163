// Package notification writes the mail of an alert in its reader's language: the figure, its threshold, and since when
// the threshold is passed. The subject alone contains all three, for readers on a phone.
package notification

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"bilan/internal/locale"
	"bilan/report"
	"bilan/report/alert"
)

// Facts describe one evaluation of an alert about which a mail is due.
type Facts struct {
	Name, Title string // the alert's name in the YAML, and its title for readers or ""
	Company     string
	Accent      string
	Owner       string // address that gets the replies
	Metric      string // the metric's label
	LowerBetter bool
	Period      string // the period as part of a sentence: "en novembre 2026 (cumul au 15 nov.)"; "" for a figure without a date
	Condition   alert.Condition
	Items       []Item
	// Write writes numbers of the metric with enough digits that different numbers have different texts.
	Write func(list ...*big.Rat) []string
}

// Item is the mail's part about one member, or about the total if Member is "".
type Item struct {
	Member                      string
	Mail                        alert.MailKind // never alert.NoMail
	Value, Threshold, Reference *big.Rat       // Reference is nil for a fixed threshold
	Since                       time.Time      // first evaluation beyond the threshold
	Until                       time.Time      // the present evaluation
}

// Document is the content of the mail as a document. It has no pages, so no PDF is made of it. f.Items must not be
// empty.
func Document(l *locale.Locale, f Facts) *report.Document {
	items := slices.Clone(f.Items)
	slices.SortStableFunc(items, func(a, b Item) int { return cmp.Compare(a.Mail, b.Mail) })
	doc := &report.Document{
		Report: f.Name, Lang: l.Tag(), Company: f.Company, Accent: f.Accent, Author: f.Owner, Title: cmp.Or(f.Title, f.Metric), Period: l.Capital(f.Period),
	}
	doc.Headline = f.headline(l, items)
	cards := &report.Cards{}
	for _, it := range items {
		cards.Cards = append(cards.Cards, f.card(l, it))
	}
	doc.Sections = []report.Section{{Kind: "scorecard", Blocks: []report.Block{{Cards: cards}}}}
	subject := "alert.subject"
	if items[0].Mail != alert.Opened {
		subject = "alert.subject.over"
	}
	doc.Subject = l.Word(subject, doc.Headline)
	if f.Title != "" {
		doc.Subject = l.Word(subject, f.Title)
		doc.Preview = doc.Headline
	}
	return doc
}

// headline is a sentence with the figure and its threshold, or with the members concerned.
func (f Facts) headline(l *locale.Locale, items []Item) string {
	opened := slices.DeleteFunc(slices.Clone(items), func(it Item) bool { return it.Mail != alert.Opened })
	switch {
	case len(opened) > 1:
		return l.Word("alert.list."+f.changeWord(alert.Opened), f.Metric, l.List(f.memberNames(l, opened)))
	case len(opened) == 0 && len(items) > 1:
		return l.Plural("alert.many.over", int64(len(items)), f.Metric)
	}
	it := items[0]
	texts := f.Write(it.Value, it.Threshold)
	what := f.Metric
	if it.Member != "" {
		what = l.Word("restated.member", f.Metric, it.Member)
	}
	return l.Word("alert."+f.changeWord(it.Mail), what, texts[0], texts[1])
}

// maxNamed is the largest number of members that a headline names.
const maxNamed = 3

// memberNames are the first maxNamed members with their figures, as "Nord (412 k€)", and the number of the others.
func (f Facts) memberNames(l *locale.Locale, items []Item) (names []string) {
	for _, it := range items[:min(len(items), maxNamed)] {
		names = append(names, l.Word("restated.member", it.Member, f.Write(it.Value)[0]))
	}
	if more := len(items) - maxNamed; more > 0 {
		names = append(names, l.Plural("trust.more", int64(more)))
	}
	return names
}

// changeWord is the suffix of the locale key for a change of the figure: below, above, over or ended.
func (f Facts) changeWord(c alert.MailKind) string {
	switch {
	case c == alert.Recovered:
		return "over"
	case c == alert.PeriodEnded:
		return "ended"
	case f.Condition.Above:
		return "above"
	}
	return "below"
}

func (f Facts) card(l *locale.Locale, it Item) report.Card {
	texts := f.Write(it.Value, it.Threshold)
	c := report.Card{Label: cmp.Or(it.Member, f.Metric), Value: texts[0], Status: l.Capital(l.Word("alert.status." + f.changeWord(it.Mail)))}
	threshold := l.Word("alert.threshold", texts[1])
	if it.Reference != nil {
		threshold = l.Word("alert.threshold.of", texts[1], f.thresholdSource(l, it.Reference))
	}
	when := l.Word("alert.since", l.Date(it.Since))
	if it.Mail != alert.Opened {
		when = l.Range(it.Since, it.Until)
	} else if c.StatusTone = report.Bad; f.Condition.Above != f.LowerBetter {
		c.StatusTone = report.Good
	}
	c.Lines = []report.CardLine{{Label: threshold}, {Label: when}}
	return c
}

// thresholdSource says how the threshold is derived: "90 % de l’objectif (500 k€)".
func (f Facts) thresholdSource(l *locale.Locale, reference *big.Rat) string {
	c, ref := f.Condition, string(f.Condition.Reference)
	side := "below."
	if c.Above {
		side = "above."
	}
	of := f.Write(reference)[0]
	switch {
	case c.Measure == alert.Share:
		return l.Word("alert.share."+ref, l.Percent(c.Amount, percentDigits(c.Amount)), of)
	case c.Amount.Sign() == 0:
		return l.Word("alert.at." + ref)
	case c.Measure == alert.Ratio:
		return l.Word("alert."+side+ref, l.Percent(c.Amount, percentDigits(c.Amount)), of)
	case c.Measure == alert.Points:
		points := new(big.Rat).Mul(c.Amount, big.NewRat(100, 1))
		return l.Word("alert."+side+ref, l.Number(points, percentDigits(c.Amount))+"\u00a0"+l.Word("unit.points"), of)
	}
	return l.Word("alert."+side+ref, f.Write(c.Amount)[0], of)
}

// percentDigits is the number of decimals, at most two, that write a ratio in per cent.
func percentDigits(ratio *big.Rat) int {
	n, _ := new(big.Rat).Mul(ratio, big.NewRat(100, 1)).FloatPrec()
	return min(n, 2)
}
