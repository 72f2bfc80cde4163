// Package insight finds what moved a figure, and what else is unusual in it. It receives exact amounts and their past,
// and returns findings whose numbers are those amounts or exact sums of them. It does no input or output and writes no
// sentences.
//
// Amounts are big.Rat, and their parts add up exactly. Whether a value is unusual compared with its past is decided by
// statistics in float64.
package insight

import "math/big"

// Question is a total over one period, its reference, and the ways in which the difference can be divided.
type Question struct {
	Actual    *big.Rat
	Reference *big.Rat
	Past      []float64 // the total in earlier periods, oldest first, without gaps
	Cycle     int       // the number of periods in a year: 12, 4, 52; 0 if the past has no season
	Range     Range     // the range that contains the total 8 times out of 10; if zero, it is computed from Past
	Previous  *float64  // the total of the previous period if that is the reference, so that the season may be the cause; else nil
	Cuts      []Cut
}

// Landing is the range for the actual so far, come, of an open period that is compared with its objective. The actual
// is outside this range exactly if the objective is outside lands, the range of the period's end.
func Landing(lands Range, come, objective float64) Range {
	return Range{come + objective - lands.High, come + objective - lands.Expected, come + objective - lands.Low}
}

// Cut divides the difference into parts that sum to it exactly.
type Cut struct {
	Name    string // the dimension; another name for factors and weeks
	Coarser string // the name of the coarser cut, such as that by region for that by rep; "" for none
	OwnPast bool   // the expected value of a part comes from its own past, not from its share of the total
	Parts   []Part
}

// Part is the contribution of one member, factor or week to the difference.
type Part struct {
	Key      string
	Coarser  string    // the key of the coarser part, in Cut.Coarser, that contains this part; "" for none
	Amount   *big.Rat  // the contribution to the difference
	Now      float64   // the value that is compared with Past: the member's value, the price, the week's pace
	Past     []float64 // the same value in earlier periods; as many as Question.Past unless the cut is OwnPast
	NotCause bool      // the part completes the sum but cannot be a cause: rows of no member, the open part of the objective
}

// Cause is the cause of a difference: parts of one cut, largest first, all with the difference's sign.
type Cause struct {
	Cut      string
	Parts    []Part
	Gap      *big.Rat // the whole difference
	Amount   *big.Rat // the sum of Parts
	OneSided bool     // contributions of the opposite sign are small, so that Amount ÷ Gap is a meaningful share
	Surprise float64  // the largest deviation of Parts ÷ the cut-off: at least 1
	Range    Range

	deviation float64 // the largest deviation of Parts from their past, in standard deviations
}

// Season is the Cut of a Cause if the season explains the difference from the previous period.
const Season = "season"

// Explain finds what moved the total. It returns nil if the total is inside its range, the past is too short, or no
// exceptional part explains enough of the difference.
func Explain(q Question) *Cause {
	gap := new(big.Rat).Sub(q.Actual, q.Reference)
	if gap.Sign() == 0 || len(q.Past) < LeastPast {
		return nil
	}
	b := newBackground(q.Past, q.Cycle)
	if q.Range == (Range{}) {
		q.Range = b.nextRange()
	}
	season, usual := q.seasonCause(b, gap)
	if q.leftRange(gap) && !usual {
		if c := q.bestCause(b, gap); c != nil {
			return c
		}
	}
	return season
}

// LeftRange reports whether the total is outside its range, below it if the difference is negative, above it if positive.
func LeftRange(q Question) bool {
	if q.Range == (Range{}) {
		if len(q.Past) < LeastPast {
			return false
		}
		q.Range = newBackground(q.Past, q.Cycle).nextRange()
	}
	return q.leftRange(minus(q.Actual, q.Reference))
}

func (q *Question) leftRange(gap *big.Rat) bool {
	actual := toFloat(q.Actual)
	return gap.Sign() < 0 && actual < q.Range.Low || gap.Sign() > 0 && actual > q.Range.High
}

// ExpectedRange is the range that contains the total 8 times out of 10; ok is false if its past is too short.
func ExpectedRange(q Question) (r Range, ok bool) {
	if q.Range != (Range{}) || len(q.Past) < LeastPast {
		return q.Range, q.Range != (Range{})
	}
	return newBackground(q.Past, q.Cycle).nextRange(), true
}

// LeastPast is the number of past periods that a range needs.
const LeastPast = 12

// toFloat is the float64 nearest to an amount, for statistics only.
func toFloat(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}
