// Package record is the compact form of an edition's figures that the state keeps, so that a later edition, a
// correction or a comparison can find the figures that changed. It does no input or output.
package record

import (
	"cmp"
	"slices"

	"bilan/report/metric"
)

// Key identifies a figure: a metric over a period, for the whole or one member of a dimension. Its fields are metric,
// period, to, by and key in the edition's JSON.
type Key struct {
	Metric     string `json:"metric"`
	Period     string `json:"period"`               // as 2026-10
	To         string `json:"to"`                   // the last counted day, to distinguish a month so far from the whole month
	By         string `json:"by,omitempty"`         // "" for the whole
	Member     string `json:"key,omitempty"`        // "" is a member too
	Unassigned bool   `json:"unassigned,omitempty"` // the rows that match no member
}

// Figure is an edition's figure for a key. Numbers are decimal text, "" if there is none.
type Figure struct {
	Key
	From     string      `json:"from"`            // the first day
	Label    string      `json:"label,omitempty"` // of the member, in the edition's language
	Unit     metric.Unit `json:"unit"`
	Currency string      `json:"currency,omitempty"`
	// Passing is whether the figure may change without a correction: its period is open, or it is a state read on one day.
	Passing bool `json:"passing,omitempty"`
	// Implied is a figure that the edition only shows as the comparison of another period. It has only an actual.
	Implied bool `json:"implied,omitempty"`

	AC       string `json:"ac,omitempty"`
	PL       string `json:"pl,omitempty"`
	PLToDate string `json:"pl_to_date,omitempty"`
	PY       string `json:"py,omitempty"`
	PP       string `json:"pp,omitempty"`
}

// Set is the figures of one edition, in the order of their keys.
type Set []Figure

// Of gives the figures that machines read as a set.
func Of(list []metric.Record) Set {
	set := make(Set, len(list))
	for i, r := range list {
		f := Figure{
			Key:  Key{Metric: r.Metric, Period: r.Period, To: r.To, By: r.By, Unassigned: r.By != "" && r.Key == nil},
			From: r.From, Label: r.Label, Unit: r.Unit, Currency: r.Currency, Passing: r.WholeTo != "" || r.ReadOn != "",
			AC: text(r.AC), PL: text(r.PL), PLToDate: text(r.PLToDate), PY: text(r.PY), PP: text(r.PP),
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

// Find gives the figure under a key.
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

// compare sorts the whole before members, members before the unassigned, and periods by their days.
func compare(a, b Key) int {
	unassigned := map[bool]int{true: 1}
	return cmp.Or(cmp.Compare(a.Metric, b.Metric), cmp.Compare(a.By, b.By), cmp.Compare(unassigned[a.Unassigned], unassigned[b.Unassigned]),
		cmp.Compare(a.Member, b.Member), cmp.Compare(a.Period, b.Period), cmp.Compare(a.To, b.To))
}

func text[T ~string](n *T) string {
	if n == nil {
		return ""
	}
	return string(*n)
}
