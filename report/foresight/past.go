// Package foresight applies report/forecast to the calendar of a metric. It lists the past periods that a forecast
// needs, and estimates a month, quarter or year that is not complete, with a range. It also extrapolates open periods
// without a forecast. Actual amounts are exact; estimates are rounded to the cent.
package foresight

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/forecast"
)

const (
	historyMonths = 84 // the largest number of months that a forecast uses
	daysMonths    = 24 // the months whose days the landing of an open month uses, if it has a forecast
	shapeMonths   = 12 // the months whose days Pace uses, without a forecast
	furthest      = 24 // the last month ahead that can be forecast
)

// Calendar is a company's calendar with the metric's CutOff: the first day that is not known.
type Calendar struct {
	*period.Calendar
	CutOff period.Date
}

// Past is the history of an additive metric.
type Past struct {
	Calendar
	Covers     func(period.Period) bool     // whether the data begins at or before the start of a period
	MonthTotal func(period.Period) *big.Rat // the total of a complete month; nil if unknown
	TotalOf    func(period.Period) *big.Rat // the total of a day, or of an open month so far; nil if there are no rows

	ahead *ahead
}

// next is the first month that is not completely known.
func (c Calendar) next() period.Period { return c.Containing(period.Month, c.CutOff) }

// months returns the positions of a period's first and last month: 1 is the month of next, 0 the month before it. ok is
// false if the period is complete, does not consist of whole months, or is too far ahead.
func (c Calendar) months(p period.Period) (from, to int, ok bool) {
	next := c.next()
	at := c.Containing(period.Month, p.Start)
	if p.Close.Compare(next.Start) <= 0 || p.Unit == period.Day || p.Unit == period.Week || at.Start != p.Start {
		return 0, 0, false
	}
	for from = 1; at.Start.Before(next.Start); from-- {
		next = c.Shift(next, -1)
	}
	for ; next.Start.Before(at.Start); from++ {
		next = c.Shift(next, 1)
	}
	for to = from; at.Close.Before(p.Close); to++ {
		at = c.Shift(at, 1)
	}
	return from, to, at.Close == p.Close && to >= 1 && to <= furthest
}

// Needs lists the periods whose values the forecast of a period needs: months, LastYear for the members' parts, and, if
// a month has begun, its days so far and the days of two years. It is nil if no forecast is possible.
func (c Calendar) Needs(p period.Period) []period.Period {
	if _, _, ok := c.months(p); !ok {
		return nil
	}
	next := c.next()
	list := []period.Period{c.LastYear()}
	for i := -historyMonths; i < 0; i++ {
		list = append(list, c.Shift(next, i))
	}
	if next.End = c.CutOff; next.Start.Before(next.End) {
		list = append(append(list, next), c.days(next, daysMonths)...)
	}
	return list
}

// LastYear is the last 12 complete months as one period. It determines the members' parts in Foresight.ForMember.
func (c Calendar) LastYear() period.Period {
	next := c.next()
	return period.Period{Unit: period.Month, Start: c.Shift(next, -12).Start, End: next.Start, Close: next.Start}
}

// Days lists the days of the 12 months before an open month. Pace needs their values.
func (c Calendar) Days(open period.Period) []period.Period {
	return c.days(c.Containing(period.Month, open.Start), shapeMonths)
}

func (c Calendar) days(month period.Period, months int) (days []period.Period) {
	for d := c.Shift(month, -months).Start; d.Before(month.Start); d = d.AddDays(1) {
		days = append(days, c.Containing(period.Day, d))
	}
	return days
}

// IsOpenMonth reports whether a period is the beginning of one month of the calendar.
func (c Calendar) IsOpenMonth(p period.Period) bool {
	month := c.Containing(period.Month, p.Start)
	return p.Unit == period.Month && p.Open() && month.Start == p.Start && month.Close == p.Close
}

func (c Calendar) stage(p period.Period) forecast.Stage {
	last := p.End.AddDays(-1)
	return forecast.Stage{Done: c.BusinessDays(p.Start, p.End), All: c.BusinessDays(p.Start, p.Close), Off: c.BusinessDays(last, p.End) == 0}
}

// byDays is a past month with its running sums by business day.
func (p *Past) byDays(of period.Period) forecast.PastMonth {
	sum := new(big.Rat)
	past := forecast.PastMonth{By: []*big.Rat{new(big.Rat)}}
	for d := of.Start; d.Before(of.End); d = d.AddDays(1) {
		works := p.BusinessDays(d, d.AddDays(1)) > 0
		if works {
			past.Between = append(past.Between, new(big.Rat).Set(sum))
		}
		if n := p.TotalOf(p.Containing(period.Day, d)); n != nil {
			sum.Add(sum, n)
		}
		if works {
			past.Days++
			past.By = append(past.By, new(big.Rat).Set(sum))
		}
	}
	past.Between = append(past.Between, sum)
	past.Total = sum
	return past
}

// Pace returns the factor that extrapolates the actual of an open period to its end, without a forecast. It is the run
// rate or, for a month, the shape of past months if that was better in a replay. It is nil if no business day has
// passed.
func (p *Past) Pace(open period.Period) (factor *big.Rat, by forecast.Method) {
	at := p.stage(open)
	if at.Done == 0 {
		return nil, forecast.RunRate
	}
	if goesOn := p.CutOff.IsZero() || p.CutOff.Before(open.Close); goesOn && p.IsOpenMonth(open) {
		past := p.soldMonths(open)
		if share := at.Share(past); share != nil && at.ShapeIsNearer(past) {
			return share.Inv(share), forecast.Shape
		}
	}
	return big.NewRat(int64(at.All), int64(at.Done)), forecast.RunRate
}

// soldMonths returns those of the last 12 months whose total is above zero, oldest first.
func (p *Past) soldMonths(open period.Period) (list []forecast.PastMonth) {
	month := p.Containing(period.Month, open.Start)
	for i := -shapeMonths; i < 0; i++ {
		of := p.Shift(month, i)
		if !p.Covers(of) {
			continue
		}
		if past := p.byDays(of); past.Total.Sign() > 0 {
			list = append(list, past)
		}
	}
	return list
}

// month is the value of a complete month; nil if the data does not cover it.
func (p *Past) month(of period.Period) *big.Rat {
	if !p.Covers(of) {
		return nil
	}
	return p.MonthTotal(of)
}

// ahead is the forecast of a metric's next months.
type ahead struct {
	outlook *forecast.Outlook
	first   period.Period    // the first month of the history
	open    *forecast.Landed // the landing of the month that has begun; nil for none
}
