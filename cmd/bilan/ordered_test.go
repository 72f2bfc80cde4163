package main

import (
	"context"
	"math/big"
	"slices"
	"strconv"
	"testing"

	"bilan/report/metric"
	"bilan/report/metric/book"
)

// Each row is in exactly one band of a number, a row on a bound in the upper one. Bands are in the order of their
// numbers; other members are in the order of the YAML.
func TestOrderedDimensions(t *testing.T) {
	orders := randomOrders(5_000)
	orders[0].cents, orders[1].cents, orders[2].cents = 0, 500_000, 250_000 // amounts on the bounds
	bench, m := loadedBench(t, orders), figuresModel(t)
	bounds := []int64{0, 2500, 5000}
	rats := make([]*big.Rat, len(bounds))
	for i, b := range bounds {
		rats[i] = big.NewRat(b, 1)
	}
	bands := metric.Bands(rats, func(from, until *big.Rat) string { return "" })
	m.Dimensions["size"] = &metric.Dimension{Name: "size", Bands: bands}
	m.Dimensions["status"] = &metric.Dimension{Name: "status", Order: []string{" Won", "open", "lost"}}
	m.Dimensions["team"] = &metric.Dimension{Name: "team", Order: []string{"south"}}
	m.Datasets["orders"].Keys["size"], m.Datasets["orders"].Keys["status"] = "amount", "status"
	p := known(t, m, "2025")
	asks := []metric.Ask{{Metric: "revenue", By: "size", Period: p}, {Metric: "revenue", By: "status", Period: p}, {Metric: "revenue", By: "team", Period: p}}
	book, err := book.Compute(context.Background(), m, bench, asks)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for i, s := range book.Answer(asks[0]).Slices {
		keys = append(keys, s.Key)
		if s.Place != i+1 {
			t.Errorf("%s stands in place %d", s.Key, s.Place)
		}
		mustEqual(t, s.Key, s.Figure.AC, reckon(orders, p, func(o order) bool {
			return (i == 0 || o.cents >= 100*bounds[i-1]) && (i == len(bounds) || o.cents < 100*bounds[i])
		}))
	}
	if want := []string{"..0", "0..2500", "2500..5000", "5000.."}; !slices.Equal(keys, want) {
		t.Errorf("bands %q, want %q", keys, want)
	}
	for i, want := range [][]string{{"won 1", "lost 3"}, {"south 1", "north 2", " 0"}} {
		var got []string
		for _, s := range book.Answer(asks[i+1]).Slices {
			got = append(got, s.Key+" "+strconv.Itoa(s.Place))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
