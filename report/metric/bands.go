package metric

import (
	"math/big"
	"strings"
)

// Band is a member of a dimension that divides numbers into ranges: from From up to, but excluding, the next Band's
// From.
type Band struct {
	From  *big.Rat // nil for the first band, which has no lower bound
	Key   string
	Label string
}

// Bands returns the bands between increasing bounds: one below the first bound, and one from each bound on. label
// returns the name of a band from its bounds, of which a missing one is nil.
func Bands(bounds []*big.Rat, label func(from, until *big.Rat) string) []Band {
	var list []Band
	var from *big.Rat
	for i := range len(bounds) + 1 {
		var until *big.Rat
		if i < len(bounds) {
			until = bounds[i]
		}
		list = append(list, Band{From: from, Key: plainBound(from) + ".." + plainBound(until), Label: label(from, until)})
		from = until
	}
	return list
}

func plainBound(r *big.Rat) string {
	if r == nil {
		return ""
	}
	return strings.TrimSuffix(strings.TrimRight(r.FloatString(12), "0"), ".")
}
