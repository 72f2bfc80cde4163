package metric

import "strings"

const (
	pairNames = "\x00" // separates the names of two dimensions; no name in the YAML contains it
	PairKeys  = "\x1f" // separates the keys of two members, of which that of unassigned rows is empty
)

// Cut is the name of an ask's grouping: a dimension, a pair of dimensions, or "" for the total.
func (a Ask) Cut() string {
	if a.Of == "" {
		return a.By
	}
	return a.Of + pairNames + a.By
}

// PairOf returns the two dimensions of a cut; ok is false if the cut is not a pair.
func PairOf(cut string) (of, by string, ok bool) { return strings.Cut(cut, pairNames) }

// CutBy reports whether a cut is by the dimension dim, alone or in a pair.
func CutBy(cut, dim string) bool {
	of, by, pair := PairOf(cut)
	return cut == dim || pair && (of == dim || by == dim)
}

// SplitPairKeys divides the keys of a pair's slices into Of and Key.
func (a *Answer) SplitPairKeys() {
	for i := range a.Slices {
		s := &a.Slices[i]
		s.Of, s.Key, _ = strings.Cut(s.Key, PairKeys)
		s.Unassigned = s.Key == ""
	}
}
