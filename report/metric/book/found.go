package book

import (
	"maps"
	"slices"

	"bilan/report/metric"
)

// membersInData returns the members of a dimension without a roster: all values in the data and in the targets, sorted
// by key.
func (c *computer) membersInData() []metric.Member {
	seen := map[string]bool{}
	for at := range c.cut.Values {
		if !at.None {
			seen[at.Key] = true
		}
	}
	for _, t := range c.terms {
		for _, m := range t.members {
			seen[m.Key] = true
		}
	}
	for _, all := range c.cutPlans {
		for _, gs := range all {
			gs.Keys(seen)
		}
	}
	keys := slices.Sorted(maps.Keys(seen))
	list := make([]metric.Member, len(keys))
	for i, k := range keys {
		list[i] = metric.Member{Key: k, Label: k}
	}
	return list
}
