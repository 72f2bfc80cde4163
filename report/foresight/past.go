// Package foresight applies report/forecast to the calendar of a metric: it decides which past periods to ask for, and
// estimates a month, a quarter or a year that is not over, with its range. It also carries an open period on to its
// end. Actual amounts are exact; estimates are rounded to the cent.
package foresight

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/forecast"
)

const (
	historyMonths = 84 // that a forecast rests on at the most
	daysMonths    = 24 // whose days show how an open month ends, if a forecast gives its total
	shapeMonths   = 12 // whose days show it without a forecast
	furthest      = 24 // months ahead
)

// Calendar is a company's calendar, with the first day that is not known.
type Calendar struct {
	*period.Calendar
	CutOff period.Date
}

// Past is the history of an additive metric.
type Past struct {
	Calendar
	Covers func(period.Period) bool     // whether the data had begun when a period did
	Whole  func(period.Period) *big.Rat // the total of a month; nil if it is not known
	Sum    func(period.Period) *big.Rat // the sum of a day, or of an open month so far; nil for none

	ahead *ahead
}

// next is the first month that is not completely known.
func (c Calendar) next() period.Period { return c.Containing(period.Month, c.CutOff) }

// months are the positions of a period's months ahead, 1 being the next one; ok is false if it is complete, does not
// consist of whole months, or is too far ahead.
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

// Needs lists the periods whose values are needed to forecast a period, none if no forecast is possible: months, those
// by which members share it, and for an open month the actual so far and the days of two years.
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

// LastYear is the time that determines the members' shares of the expected rest: the last 12 complete months.
func (c Calendar) LastYear() period.Period {
	next := c.next()
	return period.Period{Unit: period.Month, Start: c.Shift(next, -12).Start, End: next.Start, Close: next.Start}
}

// Days lists the days that show the course of an open month.
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

// byDays is a past month by its days.
func (p *Past) byDays(of period.Period) forecast.PastMonth {
	sum := new(big.Rat)
	past := forecast.PastMonth{By: []*big.Rat{new(big.Rat)}}
	for d := of.Start; d.Before(of.End); d = d.AddDays(1) {
		works := p.BusinessDays(d, d.AddDays(1)) > 0
		if works {
			past.Between = append(past.Between, new(big.Rat).Set(sum))
		}
		if n := p.Sum(p.Containing(period.Day, d)); n != nil {
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

// Pace is the factor from the actual of an open period to its end, without a forecast: the run rate or, for a month,
// its shape if that was better in a replay. The factor is nil if no business day has passed.
func (p *Past) Pace(open period.Period) (factor *big.Rat, by forecast.Method) {
	at := p.stage(open)
	if at.Done == 0 {
		return nil, forecast.RunRate
	}
	if goesOn := p.CutOff.IsZero() || p.CutOff.Before(open.Close); goesOn && p.IsOpenMonth(open) {
		past := p.sold(open)
		if share := at.Share(past); share != nil && at.ShapeIsNearer(past) {
			return share.Inv(share), forecast.Shape
		}
	}
	return big.NewRat(int64(at.All), int64(at.Done)), forecast.RunRate
}

// sold are the last 12 months in which something was sold, the oldest first.
func (p *Past) sold(open period.Period) (list []forecast.PastMonth) {
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
	return p.Whole(of)
}

// ahead is what comes next of a whole metric.
type ahead struct {
	outlook *forecast.Outlook
	first   period.Period // of the history
	open    *forecast.Landed
}
