package insight

import (
	"math/big"
	"slices"
)

// Streak is the number of consecutive periods, up to the last one, that missed their reference. at returns actual and
// reference of the period i; it is called for the last period first. A period with a nil value ends the streak.
// lowerBetter means that an actual above the reference misses it.
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

// leastRecord is the number of earlier periods that a record must exceed, or be below.
const leastRecord = 12

// Record returns for how many periods, including the last one, the last value is the highest (sign 1) or the lowest
// (sign -1). Both are 0 if it is no record. A period without a value (nil) ends the count.
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

// minPerMember is the minimum number of all members for each member of a concentration.
const minPerMember = 8

// Concentration returns the smallest number of members, at most most, whose amounts make the share of the total, and
// their sum. n is 0 if more are needed, if there are too few members, or if an amount is negative, which makes shares
// meaningless.
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
	for n < most && len(amounts) >= minPerMember*(n+1) {
		sum.Add(sum, sorted[n])
		n++
		if new(big.Rat).Quo(sum, whole).Cmp(share) >= 0 {
			return n, sum
		}
	}
	return 0, nil
}

// Stake is the importance of a finding, for Rank.
type Stake struct {
	Subject string   // the subject: Rank keeps only the first finding about each; "" for a finding that is always kept
	Money   *big.Rat // the amount at stake
	IsCause bool     // the finding is a cause: it precedes other findings
}

// Rank returns the positions of the findings to report, at most most of them: causes first, then the largest amounts.
// Findings with equal amounts keep their order.
func Rank(list []Stake, most int) (order []int) {
	all := make([]int, len(list))
	for i := range all {
		all[i] = i
	}
	slices.SortStableFunc(all, func(a, b int) int {
		x, y := list[a], list[b]
		if x.IsCause != y.IsCause {
			return boolInt(y.IsCause) - boolInt(x.IsCause)
		}
		return compareSize(y.Money, x.Money)
	})
	told := map[string]bool{}
	for _, i := range all {
		if about := list[i].Subject; len(order) < most && !told[about] {
			told[about] = about != ""
			order = append(order, i)
		}
	}
	return order
}

func boolInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
