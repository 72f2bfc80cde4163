package members

import (
	"math/big"
	"slices"

	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// WithoutOutsized keeps the members, and those other lines that are at most mostOthers times as large.
func WithoutOutsized(rows []Line, pick ...func(*metric.Figure) metric.Num) []Line {
	own := slices.DeleteFunc(slices.Clone(rows), Beside)
	bound := new(big.Rat).Mul(notation.Largest(Numbers(own, pick...)), big.NewRat(mostOthers, 1))
	if bound.Sign() == 0 {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(m Line) bool {
		return Beside(m) && notation.Largest(Numbers([]Line{m}, pick...)).Cmp(bound) > 0
	})
}

// mostOthers is how many times larger than the largest member a line of no member may be before it is beyond the scale.
const mostOthers = 5

// Beside reports whether a line is not a member's: all others together, and rows that match none.
func Beside(m Line) bool { return m.Many || m.Kind == report.Unassigned }

// Total sums the values that exist; without any, the total is absent for the first value's reason.
func Total(nums []metric.Num) metric.Num {
	sum, any := new(big.Rat), false
	for _, n := range nums {
		if n.OK() {
			sum.Add(sum, n.Rat)
			any = true
		}
	}
	if any {
		return metric.Of(sum)
	}
	return nums[0]
}

// JudgedGaps are the gaps of lines that must not be written as 0.
func JudgedGaps(list []Line) []metric.Num {
	var nums []metric.Num
	for _, m := range list {
		if f := m.First(); notation.Judged(&f) {
			nums = append(nums, f.DeltaPL)
		}
	}
	return nums
}

// Scaled are the lines for which the unit is chosen: without the total if the lines add up to it, as its size would round
// the lines to zero.
func Scaled(s *scope.Scope, m *metric.Metric, rows []Line, total Line) []Line {
	if (m.AddsUp || m.MembersAdd) && len(rows) > 0 {
		return rows
	}
	return append(slices.Clip(rows), total)
}
