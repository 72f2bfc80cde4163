package proof

import (
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/member"
	"bilan/report/metric"
	"bilan/report/metric/book"
)

// CheckSums returns an error if the members' figures, with those of rows that match no member, do not add up to the
// total. It checks each ask whose metric is additive, as adds says. members are all members of the dimension, including
// those without an edition.
func CheckSums(book *book.Book, dimension string, asks []metric.Ask, members []member.Member, adds func(metric string) bool) error {
	parts := book.Parts(dimension)
	keys := []string{""}
	for _, m := range members {
		keys = append(keys, m.Key)
	}
	for _, key := range parts.Keys() {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	for _, a := range withoutDimension(asks) {
		total := parts.Total(a)
		if !adds(a.Metric) || !total.OK() {
			continue
		}
		sum := new(big.Rat)
		for _, key := range keys {
			if n := parts.Value(a, key); n.OK() {
				sum.Add(sum, n.Rat)
			}
		}
		if exceedsRounding(sum, total.Rat) {
			return fmt.Errorf("nothing was sent, because a check failed: the editions by %s add up to %s of %q in %s to %s, but the whole has %s",
				dimension, sum.FloatString(2), a.Metric, a.Period.Start, a.Period.End.AddDays(-1), total.Rat.FloatString(2))
		}
	}
	return nil
}

// withoutDimension returns the asks without a dimension, each once.
func withoutDimension(asks []metric.Ask) []metric.Ask {
	var list []metric.Ask
	seen := map[metric.Ask]bool{}
	for _, a := range asks {
		a.By, a.Of = "", ""
		if !seen[a] {
			seen[a] = true
			list = append(list, a)
		}
	}
	return list
}
