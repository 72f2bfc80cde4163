package metric

import "strings"

const (
	pairNames = "\x00" // between the names of two dimensions; no name of the YAML holds one
	PairKeys  = "\x1f" // between the keys of two members; the key of no member is empty
)

// Cut names the grouping of an ask: a dimension, a pair of two, "" for the whole.
func (a Ask) Cut() string {
	if a.Of == "" {
		return a.By
	}
	return a.Of + pairNames + a.By
}

// PairOf is the two dimensions of a pair.
func PairOf(cut string) (of, by string, ok bool) { return strings.Cut(cut, pairNames) }

// CutBy reports whether a cut is by a dimension, alone or in a pair.
func CutBy(cut, dim string) bool {
	of, by, pair := PairOf(cut)
	return cut == dim || pair && (of == dim || by == dim)
}

// Unpair takes the keys of a pair's slices apart.
func (a *Answer) Unpair() {
	for i := range a.Slices {
		s := &a.Slices[i]
		s.Of, s.Key, _ = strings.Cut(s.Key, PairKeys)
		s.Unassigned = s.Key == ""
	}
}
