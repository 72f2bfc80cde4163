package main

import (
	"testing"
	"time"
)

// Finance plans less than the reps are asked for, and not much less.
func TestTheBudgetIsBelowTheQuotas(t *testing.T) {
	w := lenoir()
	var budget, quota int
	for _, row := range w.budget().rows {
		budget += row[2].(int)
	}
	for _, row := range w.quotas("rep_id", "quota").rows {
		if row[1].(time.Time).Year() == 2026 {
			quota += int(row[2].(cents)) / 100_000
		}
	}
	if share := 100 * float64(budget) / float64(quota); share < 94 || share > 98 {
		t.Errorf("the budget is %.1f %% of the quotas, want 94 to 98", share)
	}
}

// What was forecast for a month that is over came about as a whole, without being the actual itself.
func TestTheForecastIsNearTheActual(t *testing.T) {
	w := lenoir()
	for m := time.January; m <= time.October; m++ {
		b := read(w, day(2026, m, 1), day(2026, m+1, 0))
		var said, sold cents
		for _, row := range w.forecast().rows {
			if row[1].(time.Time).Month() == m {
				said += row[2].(cents)
			}
		}
		for id, v := range b.sold {
			if id != "" {
				sold += v
			}
		}
		if off := 100*float64(said)/float64(sold) - 100; off < -8 || off > 8 || off == 0 {
			t.Errorf("%s was forecast %.1f %% off", m, off)
		}
	}
}

func TestCreditsSumToOneHundred(t *testing.T) {
	w := lenoir()
	shares, owners := map[string]int{}, map[string]map[string]bool{}
	for _, row := range w.credits(lenoirOrders()).rows {
		id := row[0].(string)
		shares[id] += row[2].(int)
		if owners[id] == nil {
			owners[id] = map[string]bool{}
		}
		owners[id][row[1].(string)] = true
	}
	for _, row := range lenoirOrders().rows {
		id := row[0].(string)
		if shares[id] == 0 {
			continue
		}
		if shares[id] != 100 || len(owners[id]) != 2 || !owners[id][row[2].(string)] {
			t.Errorf("order %s: %d %% for %v", id, shares[id], owners[id])
		}
	}
	if n := 1000 * len(shares) / len(lenoirOrders().rows); n < 25 || n > 35 {
		t.Errorf("%d of a thousand orders are shared, want about 30", n)
	}
}
