package insight

import (
	"math/big"
	"slices"
)

// Streak is the number of consecutive periods, up to the last, in which the reference was missed. at returns a period's
// actual and reference, and is called for the last period first; a period without either (nil) ends the streak.
// lowerBetter is for metrics that should stay below.
func Streak(periods int, at func(i int) (actual, reference *big.Rat), lowerBetter bool) (n int) {
	for i := periods - 1; i >= 0; i-- {
		actual, reference := at(i)
		if actual == nil || reference == nil || !missed(actual, reference, lowerBetter) {
			break
		}
		n++
	}
	return n
}

func missed(actual, reference *big.Rat, lowerBetter bool) bool {
	if lowerBetter {
		return actual.Cmp(reference) > 0
	}
	return actual.Cmp(reference) < 0
}

// leastRecord is the number of periods that a value must exceed, or be below, to be a record.
const leastRecord = 12

// Record returns the number of periods, including the last, in which no value was as high (1) or as low (-1) as the
// last value; sign is 0 if that is not a record. A period without a value ends the count.
func Record(values []*big.Rat) (periods, sign int) {
	last := len(values) - 1
	if last < 0 || values[last] == nil {
		return 0, 0
	}
	for _, sign = range []int{1, -1} {
		periods = 1
		for i := last - 1; i >= 0 && values[i] != nil && values[last].Cmp(values[i]) == sign; i-- {
			periods++
		}
		if periods > leastRecord {
			return periods, sign
		}
	}
	return 0, 0
}

// fewOf is of how many members one must be for a few to be few.
const fewOf = 8

// Concentration is the smallest number of members, at most most, whose amounts make the share of the whole, with their
// sum. n is 0 if more are needed, if there are few members, or if an amount is negative: a share of a sum with gains
// and losses is meaningless.
func Concentration(amounts []*big.Rat, share *big.Rat, most int) (n int, sum *big.Rat) {
	whole, sorted := new(big.Rat), slices.Clone(amounts)
	for _, a := range amounts {
		if a.Sign() < 0 {
			return 0, nil
		}
		whole.Add(whole, a)
	}
	if whole.Sign() == 0 {
		return 0, nil
	}
	slices.SortStableFunc(sorted, func(a, b *big.Rat) int { return b.Cmp(a) })
	sum = new(big.Rat)
	for n < most && len(amounts) >= fewOf*(n+1) {
		sum.Add(sum, sorted[n])
		n++
		if new(big.Rat).Quo(sum, whole).Cmp(share) >= 0 {
			return n, sum
		}
	}
	return 0, nil
}

// Stake is a finding's kind and the amount of money involved.
type Stake struct {
	About string // of two findings about the same thing only the larger one is kept
	Money *big.Rat
	First bool // it explains why, and comes before other findings
}

// Rank returns the positions of the findings to report, causes first, then by amount, at most most. Findings with equal
// amounts keep their order.
func Rank(list []Stake, most int) (order []int) {
	all := make([]int, len(list))
	for i := range all {
		all[i] = i
	}
	slices.SortStableFunc(all, func(a, b int) int {
		x, y := list[a], list[b]
		if x.First != y.First {
			return number(y.First) - number(x.First)
		}
		return compareSize(y.Money, x.Money)
	})
	told := map[string]bool{}
	for _, i := range all {
		if about := list[i].About; len(order) < most && !told[about] {
			told[about] = about != ""
			order = append(order, i)
		}
	}
	return order
}

func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
