// Package insight finds what moved a figure, and what else is unusual in it. It takes exact amounts and their past, and
// returns findings whose numbers are those amounts or exact sums of them. It does no input or output and writes no
// words.
//
// Amounts are big.Rat, and their parts add up exactly. Whether a value is unusual compared with its past is decided by
// statistics in float64.
package insight

import "math/big"

// Question is a total over one period, its reference, and the ways in which the difference can be divided.
type Question struct {
	Actual    *big.Rat
	Reference *big.Rat
	Past      []float64 // the total in the periods before, oldest first, without holes
	Cycle     int       // periods in a year: 12, 4, 52; 0: the past has no season
	Range     Range     // in which the total was expected 8 times out of 10; the zero Range is made of Past
	Previous  *float64  // the expected season counts as a cause where the reference is the period before: its value; else nil
	Cuts      []Cut
}

// Landing is the range for the actual so far of an open period that is compared with its objective: the actual is outside it when the objective is outside
// of the range in which the whole period lands.
func Landing(lands Range, come, objective float64) Range {
	return Range{come + objective - lands.High, come + objective - lands.Expected, come + objective - lands.Low}
}

// Cut divides the difference into parts that sum to it exactly.
type Cut struct {
	Name   string // the dimension, or what is divided
	Within string // the cut that this one refines, as reps refine regions; "" for none
	Own    bool   // each part is expected from its own past, and not as a share of the total
	Parts  []Part
}

// Part is the contribution of one member, factor or week to the difference.
type Part struct {
	Key    string
	Of     string    // the key of the part of Cut.Within that it belongs to
	Amount *big.Rat  // what it adds to the difference
	Now    float64   // what is judged by the past: the member's value, the price, the week's share
	Past   []float64 // the same in the periods before, as long as Question.Past unless the cut is Own
	Aside  bool      // it completes the sum and is not a cause: rows of no member, the open part of the objective
}

// Cause explains a difference: parts of one cut, largest first, all with the difference's sign.
type Cause struct {
	Cut      string
	Parts    []Part
	Gap      *big.Rat // the whole difference
	Amount   *big.Rat // the sum of Parts
	OneSided bool     // hardly anything goes in the other direction: Amount ÷ Gap is a share of the whole
	Surprise float64  // how far the first part is beyond the threshold: 1 is at the threshold
	Range    Range

	off float64 // how many standard deviations off its own past the first part is
}

// Season is the name of the cut of Cause where the time of year explains a difference from the period before.
const Season = "season"

// Explain finds what moved the total. It returns nil if nothing is exceptional: the total is in its own range, the past
// is too short, or no part explains half of the difference and leaves its own range.
func Explain(q Question) *Cause {
	gap := new(big.Rat).Sub(q.Actual, q.Reference)
	if gap.Sign() == 0 || len(q.Past) < LeastPast {
		return nil
	}
	b := newBackground(q.Past, q.Cycle)
	if q.Range == (Range{}) {
		q.Range = b.expects()
	}
	season, usual := q.ofSeason(b, gap)
	if q.left(gap) && !usual {
		if c := q.best(b, gap); c != nil {
			return c
		}
	}
	return season
}

// Left reports whether the total has left its range on the side of its reference's difference.
func Left(q Question) bool {
	if q.Range == (Range{}) {
		if len(q.Past) < LeastPast {
			return false
		}
		q.Range = newBackground(q.Past, q.Cycle).expects()
	}
	return q.left(minus(q.Actual, q.Reference))
}

func (q *Question) left(gap *big.Rat) bool {
	actual := float(q.Actual)
	return gap.Sign() < 0 && actual < q.Range.Low || gap.Sign() > 0 && actual > q.Range.High
}

// Expected is the range in which the total was expected 8 times out of 10; ok is false if its past is too short.
func Expected(q Question) (r Range, ok bool) {
	if q.Range != (Range{}) || len(q.Past) < LeastPast {
		return q.Range, q.Range != (Range{})
	}
	return newBackground(q.Past, q.Cycle).expects(), true
}

// LeastPast is the number of past periods needed to know what is usual.
const LeastPast = 12

// float is the nearest float64 of an amount, for statistics only.
func float(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}
