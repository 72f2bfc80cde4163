package metric

import (
	"math/big"
	"slices"

	"bilan/internal/period"
)

// LandingMethod is how an open period is carried on to its end.
type LandingMethod string

// The methods that choose between themselves. A forecast that somebody set stands beside them.
const (
	RunRate    LandingMethod = "run_rate"    // the average business day so far, to the end
	MonthShape LandingMethod = "month_shape" // the actual ÷ the median share of a month that was done by then
)

const (
	shapeMonths  = 12 // whole months before the open one that tell how a month goes
	leastMonths  = 4  // of them that must have a share
	leastReplays = 6  // of them that both methods were tried on
)

// The shape is taken where its errors in replay sum to at most 7/10 of the run rate's, and it was nearer in two of three
// months: decision 0064 has what that was measured on.
var replayBound = big.NewRat(7, 10)

// landing is by what the actual of an open period is multiplied. It is the whole metric's for every member: a rep's own
// months are noise, and members sum to the whole.
type landing struct {
	factor Num
	method LandingMethod
}

// landing chooses the method for an open period. Only a month has a shape.
func (sh *sharing) landing(p period.Period) landing {
	if l, ok := sh.landings[p]; ok {
		return l
	}
	at := sh.m.stageOf(p)
	l := landing{Div(whole(at.all), whole(at.done)), RunRate}
	if sh.m.openMonth(p) && at.done > 0 {
		past := sh.pastMonths(p)
		if share := at.median(past); share.OK() && at.replay(past) {
			l = landing{Div(whole(1), share), MonthShape}
		}
	}
	sh.landings[p] = l
	return l
}

// openMonth tells whether a period is the beginning of one month of the calendar.
func (m *Model) openMonth(p period.Period) bool {
	month := m.Calendar.Containing(period.Month, p.Start)
	return p.Unit == period.Month && m.goesOn(p) && month.Start == p.Start && month.Close == p.Close
}

// landingDays lists the days whose actuals the landing of an ask's open month needs.
func (m *Model) landingDays(a Ask) []period.Period {
	if mt := m.Metrics[a.Metric]; mt == nil || !mt.AddsUp || mt.Date == "" || !m.openMonth(a.Period) {
		return nil
	}
	month := m.Calendar.Containing(period.Month, a.Period.Start)
	var days []period.Period
	for d := m.Calendar.Shift(month, -shapeMonths).Start; d.Before(month.Start); d = d.AddDays(1) {
		days = append(days, m.Calendar.Containing(period.Day, d))
	}
	return days
}

// pastMonth is a month that is over: what had come by the end of its k-th business day, and by the start of the next one.
type pastMonth struct {
	days        int // business days
	by, between []*big.Rat
	total       *big.Rat
}

// pastMonths are the whole months before an open one in which something was sold, the oldest first.
func (sh *sharing) pastMonths(p period.Period) []pastMonth {
	var list []pastMonth
	month := sh.m.Calendar.Containing(period.Month, p.Start)
	for i := -shapeMonths; i < 0; i++ {
		of := sh.m.Calendar.Shift(month, i)
		if sh.m.coverage(sh.whole.span.days, of) != covered {
			continue
		}
		if past := sh.pastMonth(of); past.total.Sign() > 0 {
			list = append(list, past)
		}
	}
	return list
}

func (sh *sharing) pastMonth(of period.Period) pastMonth {
	sum := new(big.Rat)
	past := pastMonth{by: []*big.Rat{new(big.Rat)}}
	for d := of.Start; d.Before(of.End); d = d.AddDays(1) {
		works := sh.m.Calendar.BusinessDays(d, d.AddDays(1)) > 0
		if works {
			past.between = append(past.between, new(big.Rat).Set(sum))
		}
		if n := sh.whole.values[cell{period: sh.m.Calendar.Containing(period.Day, d)}].value; n.OK() {
			sum.Add(sum, n.Rat)
		}
		if works {
			past.days++
			past.by = append(past.by, new(big.Rat).Set(sum))
		}
	}
	past.between = append(past.between, sum)
	past.total = sum
	return past
}

// stage is how far an open period has come.
type stage struct {
	done, all int  // business days
	off       bool // days off after the last business day are counted too
}

func (m *Model) stageOf(p period.Period) stage {
	last := p.End.AddDays(-1)
	return stage{
		m.Calendar.BusinessDays(p.Start, p.End), m.Calendar.BusinessDays(p.Start, p.Close),
		m.Calendar.BusinessDays(last, p.End) == 0,
	}
}

// sums are what had come after each of a month's business days.
func (at stage) sums(past pastMonth) []*big.Rat {
	if at.off {
		return past.between
	}
	return past.by
}

// share is the part of a month that was done when as large a part of its business days had passed: between two of them
// in proportion.
func (at stage) share(past pastMonth) *big.Rat {
	sums, days := at.sums(past), at.done*past.days
	done := new(big.Rat).Set(sums[days/at.all])
	if rest := days % at.all; rest > 0 {
		next := new(big.Rat).Sub(sums[days/at.all+1], done)
		done.Add(done, next.Mul(next, big.NewRat(int64(rest), int64(at.all))))
	}
	return done.Quo(done, past.total)
}

// median is the share of a month that is done by this stage, in the middle of some months; absent where there are too few,
// or nothing is sold as early.
func (at stage) median(past []pastMonth) Num {
	if len(past) < leastMonths {
		return None(NoData)
	}
	shares := make([]*big.Rat, len(past))
	for i := range past {
		shares[i] = at.share(past[i])
	}
	slices.SortFunc(shares, (*big.Rat).Cmp)
	low, high := shares[(len(shares)-1)/2], shares[len(shares)/2]
	return above(Of(new(big.Rat).Mul(new(big.Rat).Add(low, high), big.NewRat(1, 2))))
}

// replay walks forward over the months: each is landed at the same stage, by the months before it and by its own run rate,
// and both are held against what it came to. It tells whether the shape did better.
func (at stage) replay(past []pastMonth) bool {
	shape, pace, nearer, tried := new(big.Rat), new(big.Rat), 0, 0
	for i, month := range past {
		then := at.in(month)
		share := then.median(past[:i])
		if !share.OK() {
			continue
		}
		so := Of(then.sums(month)[then.done])
		a := month.miss(Div(so, share))
		b := month.miss(Mul(so, Of(big.NewRat(int64(then.all), int64(then.done)))))
		tried++
		shape.Add(shape, a)
		pace.Add(pace, b)
		if a.Cmp(b) < 0 {
			nearer++
		}
	}
	return tried >= leastReplays && 3*nearer >= 2*tried && shape.Cmp(pace.Mul(pace, replayBound)) <= 0
}

// in is the same stage of another month: its business day that is nearest to as large a part of them.
func (at stage) in(month pastMonth) stage {
	done := (2*at.done*month.days + at.all) / (2 * at.all)
	return stage{min(max(done, 1), month.days), month.days, at.off}
}

// miss is how far a landing is from what the month came to, as a part of that.
func (past pastMonth) miss(landing Num) *big.Rat {
	off := new(big.Rat).Sub(landing.Rat, past.total)
	return off.Quo(off.Abs(off), past.total)
}
