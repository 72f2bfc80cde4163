package forecast

import (
	"math/big"
	"slices"
)

const leastMonths = 4 // the smallest number of months with a share

// replayBound is the largest sum of the shape's errors in the replay, as a share of the run rate's, with which the shape is
// used. It must also have been closer in two of three months; decision 0064 has the measurements.
var replayBound = big.NewRat(7, 10)

// PastMonth is a complete month in exact amounts: the actual at the end of its k-th business day, and at the start of
// the next one, with the days off in between. Total is positive.
type PastMonth struct {
	Days        int // business days
	By, Between []*big.Rat
	Total       *big.Rat
}

// Stage is the point that an open month has reached.
type Stage struct {
	Done, All int  // business days
	Off       bool // whether days off after the last business day are counted too
}

// sums returns the actuals after each of a month's business days.
func (at Stage) sums(past PastMonth) []*big.Rat {
	if at.Off {
		return past.Between
	}
	return past.By
}

// share returns the share of a past month's actual that was reached when the same part of its business days had passed.
// It interpolates between two days.
func (at Stage) share(past PastMonth) *big.Rat {
	sums, days := at.sums(past), at.Done*past.Days
	done := new(big.Rat).Set(sums[days/at.All])
	if rest := days % at.All; rest > 0 {
		next := new(big.Rat).Sub(sums[days/at.All+1], done)
		done.Add(done, next.Mul(next, big.NewRat(int64(rest), int64(at.All))))
	}
	return done.Quo(done, past.Total)
}

// Share returns the median share of a month's actual that is reached at this stage. It is nil if there are too few months,
// or if nothing is sold so early.
func (at Stage) Share(past []PastMonth) *big.Rat {
	if len(past) < leastMonths {
		return nil
	}
	shares := make([]*big.Rat, len(past))
	for i := range past {
		shares[i] = at.share(past[i])
	}
	slices.SortFunc(shares, (*big.Rat).Cmp)
	low, high := shares[(len(shares)-1)/2], shares[len(shares)/2]
	middle := new(big.Rat).Add(low, high)
	if middle.Quo(middle, big.NewRat(2, 1)).Sign() <= 0 {
		return nil
	}
	return middle
}

// ShapeIsNearer walks forward over the months: each is estimated at the same stage, by the earlier months and by its
// own run rate, and both are compared with its final value. It reports whether the shape was better.
func (at Stage) ShapeIsNearer(past []PastMonth) bool {
	shape, pace, nearer, tried := new(big.Rat), new(big.Rat), 0, 0
	for i, month := range past {
		then := at.in(month)
		share := then.Share(past[:i])
		if share == nil {
			continue
		}
		so := then.sums(month)[then.Done]
		a := month.miss(new(big.Rat).Quo(so, share))
		b := month.miss(new(big.Rat).Mul(so, big.NewRat(int64(then.All), int64(then.Done))))
		tried++
		shape.Add(shape, a)
		pace.Add(pace, b)
		if a.Cmp(b) < 0 {
			nearer++
		}
	}
	return tried >= leastReplays && 3*nearer >= 2*tried && shape.Cmp(pace.Mul(pace, replayBound)) <= 0
}

// in returns the same stage of another month: the business day that is nearest to the same part of its business days.
func (at Stage) in(month PastMonth) Stage {
	done := (2*at.Done*month.Days + at.All) / (2 * at.All)
	return Stage{min(max(done, 1), month.Days), month.Days, at.Off}
}

// miss returns the distance of a landing from the month's final value, as a share of that value.
func (past PastMonth) miss(landing *big.Rat) *big.Rat {
	off := new(big.Rat).Sub(landing, past.Total)
	return off.Quo(off.Abs(off), past.Total)
}

// Months converts past months to the form of Land, with the forecast of each.
func (at Stage) Months(past []PastMonth, foreseen []float64) []Month {
	out := make([]Month, len(past))
	for i, m := range past {
		out[i].Forecast = foreseen[i]
		for _, sum := range at.sums(m) {
			v, _ := sum.Float64()
			out[i].Done = append(out[i].Done, v)
		}
	}
	return out
}
