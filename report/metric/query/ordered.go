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

// banded is the key of the band that contains a clean number, null if there is none.
func banded(raw string, bands []metric.Band) string {
	number := fmt.Sprintf("try_cast(%s as decimal(38,12))", raw)
	var b strings.Builder
	fmt.Fprintf(&b, "case when %s is null then null", number)
	for i := len(bands) - 1; i > 0; i-- {
		fmt.Fprintf(&b, " when %s >= %s then %s", number, bands[i].From.FloatString(12), table.Literal(bands[i].Key))
	}
	fmt.Fprintf(&b, " else %s end", table.Literal(bands[0].Key))
	return b.String()
}

// Ordered sets members in the order of their dimension, where it has one, and numbers them; those that it does not name follow by
// label. Of bands every one is a member, but the lowest only where something falls into it.
func Ordered(m *metric.Model, dim string, list []metric.Member) []metric.Member {
	d := m.Dimensions[dim]
	if d == nil || len(d.Order) == 0 && len(d.Bands) == 0 {
		return list
	}
	if len(d.Bands) > 0 {
		return bandMembers(d, list)
	}
	for i := range list {
		list[i].Place = 1 + place(d, list[i])
	}
	slices.SortStableFunc(list, func(a, b metric.Member) int { return cmp.Compare(a.Place, b.Place) })
	return list
}

// place is where the dimension's order names a member, by key or label; its length where it does not.
func place(d *metric.Dimension, who metric.Member) int {
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
