package record

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

// sold is the set of an edition for October, from amounts in cents: by customer and by rep, where repOf gives each
// customer's rep. Customers for which keep is false are left out.
func sold(cents [12]int64, repOf [12]int, keep func(i int) bool) (set Set) {
	figure := func(by, key string, n int64) {
		set = append(set, Figure{Key: Key{Metric: "revenue", Period: "2026-10", To: "2026-10-31", By: by, Member: key}, Label: key, Unit: "currency", AC: big.NewRat(n, 100).FloatString(2)})
	}
	var total int64
	reps := map[int]int64{}
	for i, n := range cents {
		if !keep(i) {
			continue
		}
		total += n
		reps[repOf[i]] += n
		figure("customer", fmt.Sprint("C", i), n)
	}
	for rep, n := range reps {
		figure("rep", fmt.Sprint("R", rep), n)
	}
	figure("", "", total)
	return set.sorted()
}

// The parts sum to the change to the cent, even with members that are new, that are gone, or that belong to another rep
// now.
func TestSplitsClose(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 3))
		var was, is [12]int64
		var repOf, now [12]int
		for i := range was {
			was[i], repOf[i] = r.Int64N(5_000_000)-500_000, r.IntN(4)
			is[i], now[i] = was[i], repOf[i]
			if r.IntN(3) == 0 {
				is[i], now[i] = r.Int64N(5_000_000), r.IntN(4)
			}
		}
		some := r.IntN(12)
		before, after := sold(was, repOf, func(i int) bool { return i != some }), sold(is, now, func(i int) bool { return i != (some+5)%12 })
		for _, c := range Changed(before, after) {
			if c.By != "" {
				if c.Splits != nil {
					t.Errorf("seed %d: a member is split", seed)
				}
				continue
			}
			if len(c.Splits) != 2 {
				t.Fatalf("seed %d: %d splits", seed, len(c.Splits))
			}
			for _, s := range c.Splits {
				sum := new(big.Rat)
				for _, p := range s.Parts {
					sum.Add(sum, p.Delta)
				}
				parts, others := s.Largest(c.Delta(), 3)
				named := new(big.Rat).Set(others)
				for _, p := range parts {
					named.Add(named, p.Delta)
				}
				if sum.Cmp(c.Delta()) != 0 || named.Cmp(c.Delta()) != 0 || len(parts) > 3 {
					t.Errorf("seed %d, by %s: %s and %s of %s", seed, s.By, sum.FloatString(2), named.FloatString(2), c.Delta().FloatString(2))
				}
			}
		}
	}
}

// The members of a ratio do not add up, so its change is not split.
func TestRatiosAreNotSplit(t *testing.T) {
	of := func(all, nord, sud string) Set {
		key := Key{Metric: "rate", Period: "2026-10", To: "2026-10-31"}
		list := Set{{Key: key, AC: all}}
		key.By, key.Member = "region", "Nord"
		list = append(list, Figure{Key: key, AC: nord})
		key.Member = "Sud"
		return append(list, Figure{Key: key, AC: sud}).sorted()
	}
	changes := Changed(of("0.3", "0.2", "0.4"), of("0.31", "0.22", "0.41"))
	if len(changes) != 3 || changes[0].Splits != nil {
		t.Errorf("%+v", changes)
	}
}
