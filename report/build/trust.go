package build

import (
	"math/big"
	"strings"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// TrustFacts are the facts that a reader needs to judge the reliability of the figures.
type TrustFacts struct {
	CutOff     period.Date // the first unknown day
	Fresh      []Fresh
	Aside      []Aside
	Unassigned []UnmatchedAmount
	Untargeted []metric.Untargeted // in the report's main period
	Undated    []metric.Undated
	FarOff     []metric.FarOff
	Read       []Fresh // datasets without dates; Newest is the day on which each was read
	Dateless   []Dateless
	Controls   []Control
	Accepted   []Accepted
	Owner      string // the person to ask about the report
}

// Accepted is a doubt that the YAML accepts until a day.
type Accepted struct {
	Doubt string // in the report's language
	Until period.Date
}

// Fresh is the newest day of a dataset's rows.
type Fresh struct {
	Dataset string      // the dataset's name for readers
	Newest  period.Date // zero if the dataset has no rows
}

// Dateless is the number of rows that belong to no cohort because they have no date.
type Dateless struct {
	Dataset, Date string // Date is the column
	Name          string // the dataset's name for readers
	Rows          int64
}

// Aside is the rows of one file that were left out because they have errors.
type Aside struct {
	Origin string
	Rows   int64
	Amount *big.Rat // in the company's currency; nil if unknown

	Partial bool // Amount lacks some of the rows, whose amounts cannot be read
}

// UnmatchedAmount is a metric's value in the rows that match no member of a dimension, in the report's main period.
type UnmatchedAmount struct {
	Metric    string
	Dimension string
	Amount    metric.Num
}

// Control is the difference of a sum from its control total.
type Control struct {
	Name       string // the metric or column of the sum: "Chiffre d’affaires HT, amount"
	Difference *big.Rat
	Money      bool // Difference is in the company's currency
}

// countedUntil is the day after the last one that the report's figures cover: the cut-off, or the end of the report's
// periods if that is earlier.
func countedUntil(s *scope.Scope, cutOff period.Date) period.Date {
	end := s.Periods[0].End
	for _, p := range s.Periods[1:] {
		if p.End.After(end) {
			end = p.End
		}
	}
	if cutOff.Before(end) {
		return cutOff
	}
	return end
}

// trustLine returns the parts of the trust line.
func trustLine(s *scope.Scope, f TrustFacts) []string {
	parts := []string{s.Word("trust.closed", s.Locale.DateShort(countedUntil(s, f.CutOff).AddDays(-1).Time()))}
	parts = append(parts, freshParts(s, "trust.fresh", f.Fresh)...)
	parts = append(parts, freshParts(s, "trust.read", f.Read)...)
	for _, a := range f.Aside {
		if a.Rows > 0 {
			parts = append(parts, leftOutPart(s, a))
		}
	}
	for _, u := range f.Unassigned {
		if m := s.Metrics[u.Metric]; m != nil && u.Amount.OK() && u.Amount.Rat.Sign() != 0 {
			parts = append(parts, s.Word("trust.stray", prose.Tidy(m.Label), notation.Full(s, m, u.Amount.Rat), s.Inline(u.Dimension)))
		}
	}
	parts = append(parts, trustGaps(s, f)...)
	parts = append(parts, controlParts(s, f.Controls)...)
	for _, a := range f.Accepted {
		parts = append(parts, s.Word("trust.accepted", s.Locale.DateShort(a.Until.Time()), prose.Tidy(a.Doubt)))
	}
	parts = append(parts, thresholdParts(s)...)
	if owner := prose.Tidy(f.Owner); owner != "" {
		parts = append(parts, s.Word("trust.owner", owner))
	}
	return parts
}

// trustGaps returns the parts about members without a target and about rows without a date or with an implausible one.
func trustGaps(s *scope.Scope, f TrustFacts) []string {
	var parts []string
	for _, u := range f.Untargeted {
		m := s.Metrics[u.Metric]
		if m == nil || !u.Amount.OK() {
			continue
		}
		names := make([]string, 0, scope.NamesShown+1)
		for _, name := range u.Members[:min(scope.NamesShown, len(u.Members))] {
			names = append(names, prose.Tidy(name))
		}
		if more := len(u.Members) - scope.NamesShown; more > 0 {
			names = append(names, s.Locale.Plural("trust.more", int64(more)))
		}
		parts = append(parts, s.Word("trust.untargeted", prose.Tidy(m.Label), notation.Full(s, m, u.Amount.Rat), s.Locale.List(names)))
	}
	return append(append(parts, undatedParts(s, f.Undated, f.Dateless)...), farOffParts(s, f.FarOff)...)
}

// undatedParts returns a part for each dataset and column with rows that have no date: their number, and the metrics
// that lack them or, for cohorts, the dataset.
func undatedParts(s *scope.Scope, list []metric.Undated, others []Dateless) []string {
	type place struct{ dataset, date string }
	var order []place
	rows, of := map[place]int64{}, map[place][]string{}
	for _, u := range list {
		m := s.Metrics[u.Metric]
		if m == nil || !m.AddsUp {
			continue // rows without a date are normal for a ratio: an open quote has no closing date yet
		}
		at := place{m.Dataset, m.Date}
		if rows[at] == 0 {
			order = append(order, at)
		}
		rows[at] = max(rows[at], u.Rows)
		text := prose.Tidy(m.Label)
		if u.Amount.OK() {
			text = s.Word("trust.undated.of", text, notation.Full(s, m, u.Amount.Rat))
		}
		of[at] = append(of[at], text)
	}
	for _, d := range others {
		if at := (place{d.Dataset, d.Date}); rows[at] == 0 {
			order, rows[at], of[at] = append(order, at), d.Rows, []string{prose.Tidy(d.Name)}
		}
	}
	parts := make([]string, len(order))
	for i, at := range order {
		parts[i] = s.Locale.Plural("trust.undated", rows[at], strings.Join(of[at], ", "))
	}
	return parts
}

// freshParts returns a part for each day in list, with all its datasets. key is the word for the part: newest rows, or
// day of reading.
func freshParts(s *scope.Scope, key string, list []Fresh) []string {
	var days []period.Date
	byDay := map[period.Date][]string{}
	for _, f := range list {
		if _, ok := byDay[f.Newest]; !ok {
			days = append(days, f.Newest)
		}
		byDay[f.Newest] = append(byDay[f.Newest], prose.Tidy(f.Dataset))
	}
	var parts []string
	for _, day := range days {
		names := strings.Join(byDay[day], ", ")
		if day.IsZero() {
			parts = append(parts, s.Word("trust.empty", names))
			continue
		}
		parts = append(parts, s.Word(key, s.Locale.DateShort(day.Time()), names))
	}
	return parts
}

func leftOutPart(s *scope.Scope, a Aside) string {
	text := s.Locale.Plural("trust.aside", a.Rows, prose.Tidy(a.Origin))
	if a.Amount != nil {
		amount := s.Locale.Money(a.Amount, s.Config.Currency, 2)
		if a.Partial {
			amount = s.Word("trust.aside.at_least", amount)
		}
		text += " (" + amount + ")"
	}
	return text
}

func controlParts(s *scope.Scope, list []Control) []string {
	var parts []string
	for _, c := range list {
		text := s.Locale.Number(c.Difference, 2)
		if c.Money {
			text = s.Locale.Money(c.Difference, s.Config.Currency, 2)
		}
		if len(list) == 1 {
			parts = append(parts, s.Word("trust.control", text))
			continue
		}
		parts = append(parts, s.Word("trust.control_of", text, prose.Tidy(c.Name)))
	}
	return parts
}

// thresholdParts returns the parts that explain "at risk": one, or one for each pair of thresholds with its metrics.
func thresholdParts(s *scope.Scope) []string {
	type pair struct{ low, high string }
	var pairs []pair
	labels := map[pair][]string{}
	for _, m := range judgedMetrics(s) {
		if !s.Targeted(m) || m.AtRisk == nil || m.OnTrack == nil {
			continue
		}
		p := pair{shareText(s, m.AtRisk), notation.Threshold(s, m.OnTrack)}
		if labels[p] == nil {
			pairs = append(pairs, p)
		}
		labels[p] = append(labels[p], prose.Tidy(m.Label))
	}
	var parts []string
	for _, p := range pairs {
		text := s.Word("trust.at_risk", s.Locale.Capital(s.Word("status.at_risk")), p.low, p.high)
		if len(pairs) > 1 {
			text += " (" + strings.Join(labels[p], ", ") + ")"
		}
		parts = append(parts, text)
	}
	return parts
}

// shareText is a threshold in per cent, without the sign % and unnecessary decimals: "90", "92,5".
func shareText(s *scope.Scope, r *big.Rat) string {
	return s.Locale.Number(new(big.Rat).Mul(r, notation.Hundred), notation.ThresholdDigits(r))
}

// judgedMetrics returns the metrics that the report's sections show with a status, each once.
func judgedMetrics(s *scope.Scope) []*metric.Metric {
	var list []*metric.Metric
	seen := map[string]bool{}
	add := func(names ...string) {
		for _, name := range names {
			if m := s.Metrics[name]; m != nil && !seen[name] {
				seen[name] = true
				list = append(list, m)
			}
		}
	}
	for _, c := range s.Report.Sections {
		if kind, _ := c.Kind(); kind != nil {
			add(kind.Judged()...)
		}
	}
	return list
}
