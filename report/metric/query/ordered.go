package query

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"bilan/internal/table"
	"bilan/report/metric"
)

// bandKey is SQL for the key of the band that contains a clean number; null if the value is not a number.
func bandKey(raw string, bands []metric.Band) string {
	number := fmt.Sprintf("try_cast(%s as decimal(38,12))", raw)
	var b strings.Builder
	fmt.Fprintf(&b, "case when %s is null then null", number)
	for i := len(bands) - 1; i > 0; i-- {
		fmt.Fprintf(&b, " when %s >= %s then %s", number, bands[i].From.FloatString(12), table.Literal(bands[i].Key))
	}
	fmt.Fprintf(&b, " else %s end", table.Literal(bands[0].Key))
	return b.String()
}

// OrderMembers returns the members in the order of their dimension and sets their places. Members that the order does
// not name are last. A dimension without an order is unchanged. For a dimension with bands, all bands are members, the
// lowest one only if it has rows.
func OrderMembers(m *metric.Model, dim string, list []metric.Member) []metric.Member {
	d := m.Dimensions[dim]
	if d == nil || len(d.Order) == 0 && len(d.Bands) == 0 {
		return list
	}
	if len(d.Bands) > 0 {
		return bandMembers(d, list)
	}
	for i := range list {
		list[i].Place = 1 + orderIndex(d, list[i])
	}
	slices.SortStableFunc(list, func(a, b metric.Member) int { return cmp.Compare(a.Place, b.Place) })
	return list
}

// orderIndex is the index of a member, by key or label, in the dimension's order; its length if the order does not name
// it.
func orderIndex(d *metric.Dimension, who metric.Member) int {
	at := slices.IndexFunc(d.Order, func(name string) bool {
		name = norm.NFC.String(strings.TrimSpace(name))
		return strings.EqualFold(name, who.Key) || strings.EqualFold(name, strings.TrimSpace(who.Label))
	})
	if at < 0 {
		return len(d.Order)
	}
	return at
}

func bandMembers(d *metric.Dimension, found []metric.Member) []metric.Member {
	var list []metric.Member
	for i, band := range d.Bands {
		if i > 0 || slices.ContainsFunc(found, func(m metric.Member) bool { return m.Key == band.Key }) {
			list = append(list, metric.Member{Key: band.Key, Label: band.Label, Place: i + 1})
		}
	}
	return list
}
