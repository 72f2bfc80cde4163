package metric

import (
	"math/big"
	"strings"
)

// Band is a member of a dimension that cuts a number: all from its lower bound on, up to the next band's.
type Band struct {
	From  *big.Rat // nil: all below the next one's
	Key   string
	Label string
}

// Bands are those between increasing bounds: one below the first, one from each on. label names a band by its bounds;
// the open one is nil.
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
