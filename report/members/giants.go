package members

import (
	"math/big"
	"slices"

	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// WithoutOutsized returns the lines of members, and those other lines that are at most mostOthers times as large as the
// largest member. pick selects the numbers that are compared.
func WithoutOutsized(rows []Line, pick ...func(*metric.Figure) metric.Num) []Line {
	own := slices.DeleteFunc(slices.Clone(rows), IsOther)
	bound := new(big.Rat).Mul(notation.Largest(Numbers(own, pick...)), big.NewRat(mostOthers, 1))
	if bound.Sign() == 0 {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(m Line) bool {
		return IsOther(m) && notation.Largest(Numbers([]Line{m}, pick...)).Cmp(bound) > 0
	})
}

// mostOthers limits how large a line that is not a member's may be, as a multiple of the largest member, to be drawn on
// their scale.
const mostOthers = 5

// IsOther reports whether a line is not that of one member: all others together, or the rows that match no member.
func IsOther(m Line) bool { return m.Several || m.Kind == report.Unassigned }

// Sum sums the values that exist. If none exists, it is the first number, which has the reason.
func Sum(nums []metric.Num) metric.Num {
	sum, any := new(big.Rat), false
	for _, n := range nums {
		if n.OK() {
			sum.Add(sum, n.Rat)
			any = true
		}
	}
	if any {
		return metric.NumOf(sum)
	}
	return nums[0]
}

// JudgedGaps returns the gaps to the target of the lines with a judgement. They must not be printed as 0.
func JudgedGaps(list []Line) []metric.Num {
	var nums []metric.Num
	for _, m := range list {
		if f := m.First(); notation.GapIsJudged(&f) {
			nums = append(nums, f.DeltaPL)
		}
	}
	return nums
}

// UnitLines returns the lines that determine the unit of numbers. If the lines sum to the total, the total is not among
// them, because it is so large that its unit would round lines to zero.
func UnitLines(s *scope.Scope, m *metric.Metric, rows []Line, total Line) []Line {
	if (m.AddsUp || m.MembersAdd) && len(rows) > 0 {
		return rows
	}
	return append(slices.Clip(rows), total)
}
