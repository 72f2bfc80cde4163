package insight

import "math/big"

// MemberCut divides the change of a sum by the members of a dimension. Each slice has an element for each member; an
// element of past has the member's values in earlier periods, oldest first.
func MemberCut(name string, keys []string, now, reference []*big.Rat, past [][]float64) Cut {
	c := Cut{Name: name}
	for i, key := range keys {
		c.Parts = append(c.Parts, Part{Key: key, Amount: minus(now[i], reference[i]), Now: toFloat(now[i]), Past: past[i]})
	}
	return c
}
