package book

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"bilan/report/metric"
	"bilan/report/metric/query"
)

// pairs returns the pairs of members in the data and in targets. If one dimension is the Parent of the other, it adds
// each member with each group that he belonged to. The pairs are in the order of their second members.
func (c *computer) pairs(ctx context.Context, of, by string) ([]metric.Member, error) {
	listed, err := query.Members(ctx, c.m, c.engine, by)
	if err != nil {
		return nil, err
	}
	list := c.membersInData()
	belong, err := query.PairMemberships(ctx, c.m, c.engine, of, by)
	if err != nil {
		return nil, err
	}
	if listed == nil {
		listed = secondMembers(list)
	}
	places := make(map[string]metric.Member, len(listed))
	for i, who := range query.OrderMembers(c.m, by, listed) {
		who.Order = i + 1
		places[who.Key] = who
	}
	known := make(map[string]bool, len(list))
	for _, who := range list {
		known[who.Key] = true
	}
	for _, who := range belong {
		if !known[who.Key] {
			known[who.Key] = true
			list = append(list, who)
		}
	}
	for i := range list {
		_, key, _ := strings.Cut(list[i].Key, metric.PairKeys)
		who := places[key]
		list[i].Label, list[i].Place, list[i].Order = cmp.Or(who.Label, key), who.Place, who.Order
	}
	slices.SortStableFunc(list, func(a, b metric.Member) int { return cmp.Compare(a.Order, b.Order) })
	return list, nil
}

// secondMembers returns the second members of pairs, each once, sorted by key.
func secondMembers(pairs []metric.Member) []metric.Member {
	var list []metric.Member
	seen := map[string]bool{}
	for _, who := range pairs {
		if _, key, _ := strings.Cut(who.Key, metric.PairKeys); key != "" && !seen[key] {
			seen[key] = true
			list = append(list, metric.Member{Key: key, Label: key})
		}
	}
	slices.SortFunc(list, func(a, b metric.Member) int { return strings.Compare(a.Key, b.Key) })
	return list
}
