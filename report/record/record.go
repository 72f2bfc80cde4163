// Package record keeps an edition's figures in a compact form in the state, so that a later edition, a correction or a
// comparison can find those that changed. It does no input or output.
package record

import (
	"cmp"
	"slices"

	"bilan/report/metric"
)

// Key identifies a figure: a metric over a period, for the total or one member of a dimension. The edition's JSON calls
// its fields metric, period, to, by and key.
type Key struct {
	Metric     string `json:"metric"`
	Period     string `json:"period"`               // such as 2026-10
	To         string `json:"to"`                   // last counted day; it distinguishes a month to date from the complete month
	By         string `json:"by,omitempty"`         // dimension, "" for the total
	Member     string `json:"key,omitempty"`        // a member may be called ""
	Unassigned bool   `json:"unassigned,omitempty"` // rows that match no member
}

// Figure is the figure of an edition for a key. Numbers are decimal text, "" for a missing one.
type Figure struct {
	Key
	From     string      `json:"from"`            // first day
	Label    string      `json:"label,omitempty"` // the member's label in the language of the edition
	Unit     metric.Unit `json:"unit"`
	Currency string      `json:"currency,omitempty"`
	// Provisional reports that the figure may change without a correction, because its period is open or because it is a
	// state read on one day.
	Provisional bool `json:"passing,omitempty"`
	// Implied reports that the edition shows the figure only as the comparison of another period. It then has only an
	// actual.
	Implied bool `json:"implied,omitempty"`

	AC       string `json:"ac,omitempty"`
	PL       string `json:"pl,omitempty"`
	PLToDate string `json:"pl_to_date,omitempty"`
	PY       string `json:"py,omitempty"`
	PP       string `json:"pp,omitempty"`
}

// Set is the figures of one edition, sorted by key.
type Set []Figure

// FromRecords returns the figures of an edition's JSON as a set.
func FromRecords(list []metric.Record) Set {
	set := make(Set, len(list))
	for i, r := range list {
		f := Figure{
			Key:  Key{Metric: r.Metric, Period: r.Period, To: r.To, By: r.By, Unassigned: r.By != "" && r.Key == nil},
			From: r.From, Label: r.Label, Unit: r.Unit, Currency: r.Currency, Provisional: r.WholeTo != "" || r.ReadOn != "",
			AC: numberText(r.AC), PL: numberText(r.PL), PLToDate: numberText(r.PLToDate), PY: numberText(r.PY), PP: numberText(r.PP),
		}
		if r.Key != nil {
			f.Member = *r.Key
		}
		set[i] = f
	}
	return set.sorted()
}

// With adds figures whose key is not in the set.
func (s Set) With(more Set) Set {
	known := s.byKey()
	all := slices.Clone(s)
	for _, f := range more {
		if _, ok := known[f.Key]; !ok {
			known[f.Key] = f
			all = append(all, f)
		}
	}
	return all.sorted()
}

// Find returns the figure with a key; false if there is none.
func (s Set) Find(k Key) (Figure, bool) {
	i, ok := slices.BinarySearchFunc(s, k, func(f Figure, k Key) int { return compare(f.Key, k) })
	if !ok {
		return Figure{}, false
	}
	return s[i], true
}

func (s Set) byKey() map[Key]Figure {
	m := make(map[Key]Figure, len(s))
	for _, f := range s {
		m[f.Key] = f
	}
	return m
}

func (s Set) sorted() Set {
	slices.SortFunc(s, func(a, b Figure) int { return compare(a.Key, b.Key) })
	return s
}

// compare sorts by metric and dimension, the total first. The rows of no member follow the members. Periods are in the
// order of their days.
func compare(a, b Key) int {
	unassigned := map[bool]int{true: 1}
	return cmp.Or(cmp.Compare(a.Metric, b.Metric), cmp.Compare(a.By, b.By), cmp.Compare(unassigned[a.Unassigned], unassigned[b.Unassigned]),
		cmp.Compare(a.Member, b.Member), cmp.Compare(a.Period, b.Period), cmp.Compare(a.To, b.To))
}

func numberText[T ~string](n *T) string {
	if n == nil {
		return ""
	}
	return string(*n)
}
