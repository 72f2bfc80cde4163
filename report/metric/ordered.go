package metric

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Band is a member of a dimension that cuts a number: all from its lower bound on, up to the next band's.
type Band struct {
	From  *big.Rat // nil: all below the next one's
	Key   string
	Label string
}

// Bands are those between some bounds, which rise: one below the first, one from each on. label names a band by its bounds, of which
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

// banded is the key of the band that a clean number falls into, null where it is none.
func banded(raw string, bands []Band) string {
	number := fmt.Sprintf("try_cast(%s as decimal(38,12))", raw)
	var b strings.Builder
	fmt.Fprintf(&b, "case when %s is null then null", number)
	for i := len(bands) - 1; i > 0; i-- {
		fmt.Fprintf(&b, " when %s >= %s then %s", number, bands[i].From.FloatString(12), literal(bands[i].Key))
	}
	fmt.Fprintf(&b, " else %s end", literal(bands[0].Key))
	return b.String()
}

// ordered sets members in the order of their dimension, where it has one, and numbers them; those that it does not name follow by
// label. Of bands every one is a member, but the lowest only where something falls into it.
func (m *Model) ordered(dim string, list []Member) []Member {
	d := m.Dimensions[dim]
	if d == nil || len(d.Order) == 0 && len(d.Bands) == 0 {
		return list
	}
	if len(d.Bands) > 0 {
		return d.bandMembers(list)
	}
	for i := range list {
		list[i].Place = 1 + d.place(list[i])
	}
	slices.SortStableFunc(list, func(a, b Member) int { return cmp.Compare(a.Place, b.Place) })
	return list
}

// place is where the dimension's order names a member, by key or label; its length where it does not.
func (d *Dimension) place(who Member) int {
	at := slices.IndexFunc(d.Order, func(name string) bool {
		name = norm.NFC.String(strings.TrimSpace(name))
		return strings.EqualFold(name, who.Key) || strings.EqualFold(name, strings.TrimSpace(who.Label))
	})
	if at < 0 {
		return len(d.Order)
	}
	return at
}

func (d *Dimension) bandMembers(found []Member) []Member {
	var list []Member
	for i, band := range d.Bands {
		if i > 0 || slices.ContainsFunc(found, func(m Member) bool { return m.Key == band.Key }) {
			list = append(list, Member{Key: band.Key, Label: band.Label, Place: i + 1})
		}
	}
	return list
}
