package foresight

import (
	"fmt"
	"math"
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report/forecast"
)

// Foresight is the forecast of a metric for an open or future period, in the metric's unit. Unknown numbers are nil.
type Foresight struct {
	Basis  forecast.Basis
	Reason forecast.Reason // why the value is not from the forecast model
	Months int             // the number of months in the history
	Method forecast.Method // the method for the rest of a period that has begun

	Value             *big.Rat        // the total of the period; last year's if the history is too short
	Low, High         *big.Rat        // the range that contains the result 8 times in 10
	WideLow, WideHigh *big.Rat        // the range that contains the result 95 times in 100
	Error             *big.Rat        // error in a replay, divided by the error of using last year's value
	ByDays            bool            // corrected for business days
	Cleaned           []period.Period // months left out as outliers
	Shift             period.Period   // the first month of a new level, zero for none
}

// IsForecast reports whether f has a forecast. Last year's value, given if the history is too short, is none. f may be nil.
func (f *Foresight) IsForecast() bool {
	return f != nil && f.Value != nil && f.Reason != forecast.Short
}

// BasisKey is the end of the key of the sentence about the basis: the Basis, with ".bare" for last year's value without
// range.
func (f *Foresight) BasisKey() string {
	if f.Basis == forecast.LastYear && f.Low == nil {
		return string(f.Basis) + ".bare"
	}
	return string(f.Basis)
}

// ForMember is the foresight of a member, so that the members add up to the total f. His value is his actual own plus a part
// of f.Value − whole, the expected rest. That part is in proportion to the last 12 months: ownYear ÷ wholeYear. It has
// no ranges.
func (f *Foresight) ForMember(own, whole, ownYear, wholeYear *big.Rat) *Foresight {
	part := *f
	part.Low, part.High, part.WideLow, part.WideHigh = nil, nil, nil, nil
	if f.Value == nil {
		return &part
	}
	if part.Value = nil; wholeYear.Sign() != 0 {
		rest := new(big.Rat).Sub(f.Value, whole)
		part.Value = rest.Add(own, rest.Mul(rest, new(big.Rat).Quo(ownYear, wholeYear)))
	}
	return &part
}

// analyse computes the forecast of the months ahead from the past. It does so once and keeps the result.
func (p *Past) analyse() *ahead {
	if p.ahead != nil {
		return p.ahead
	}
	a, h := &ahead{first: p.next()}, forecast.History{Season: 12}
	for i := 1; i <= historyMonths; i++ {
		month := p.Shift(p.next(), -i)
		came := p.month(month)
		if came == nil {
			break
		}
		v, _ := came.Float64()
		h.Values, a.first = append(h.Values, v), month
	}
	slices.Reverse(h.Values)
	for i := range len(h.Values) + furthest {
		month := p.Shift(a.first, i)
		h.Days = append(h.Days, float64(p.BusinessDays(month.Start, month.Close)))
	}
	a.outlook, p.ahead = h.Ahead(furthest), a
	p.landOpenMonth(a)
	return a
}

// landOpenMonth computes the landing of the month that has begun and sets a.open, if there are a forecast and known days.
func (p *Past) landOpenMonth(a *ahead) {
	open := p.next()
	open.End = p.CutOff
	f, ok := a.outlook.Total(forecast.Total{From: 1, To: 1})
	if !ok || !open.Start.Before(open.End) || a.outlook.Reason == forecast.Short {
		return
	}
	at, known := p.stage(open), a.outlook.Next[max(0, len(a.outlook.Next)-daysMonths):]
	var past []forecast.PastMonth
	for i := -len(known); i < 0; i++ {
		past = append(past, p.byDays(p.Shift(p.next(), i)))
	}
	came := 0.0
	if n := p.TotalOf(open); n != nil {
		came, _ = n.Float64()
	}
	if l, ok := forecast.Land(at.Months(past, known), forecast.Open{Came: came, Part: float64(at.Done) / float64(at.All), Forecast: f.Value}); ok {
		a.open = &l
	}
}

// Forecast returns the forecast of a period. It is nil if the period is complete, does not consist of whole months, or is too
// far ahead.
func (p *Past) Forecast(of period.Period) *Foresight {
	from, to, ok := p.months(of)
	if !ok {
		return nil
	}
	a := p.analyse()
	f := p.basis(a)
	total, ok := a.outlook.Total(forecast.Total{From: max(1, from), To: to})
	known := p.actualOf(of, 1-from)
	if !ok || known == nil {
		return f
	}
	if from <= 1 && a.open != nil {
		f.applyLanding(a.open, &total)
	}
	f.Value = addRounded(known, total.Value)
	if r := total.Range; r != nil {
		f.Low, f.High = addRounded(known, r.Low), addRounded(known, r.High)
	}
	if r := total.Wide; r != nil {
		f.WideLow, f.WideHigh = addRounded(known, r.Low), addRounded(known, r.High)
	}
	return f
}

// basis returns a Foresight with the fields that are equal for all periods.
func (p *Past) basis(a *ahead) *Foresight {
	o := a.outlook
	f := &Foresight{Basis: o.Basis, Reason: o.Reason, Months: o.Periods, ByDays: o.ByDays}
	if o.NaiveError > 0 {
		f.Error = addRounded(new(big.Rat), o.Error/o.NaiveError)
	}
	for _, i := range o.Cleaned {
		f.Cleaned = append(f.Cleaned, p.Shift(a.first, i))
	}
	if o.Shift > 0 {
		f.Shift = p.Shift(a.first, o.Shift)
	}
	return f
}

// applyLanding replaces the forecast of the open month in total with its landing. If total is that month alone, it gets the
// landing's range; if it is several months, its range keeps its width.
func (f *Foresight) applyLanding(l *forecast.Landed, total *forecast.Foreseen) {
	by := l.Value - l.First
	total.Value += by
	if total.To > 1 {
		f.Method, total.Range, total.Wide = forecast.Rest, total.Range.Moved(by), total.Wide.Moved(by)
		return
	}
	long := total.Range != nil // the history is long enough for a range
	f.Method, total.Range, total.Wide = l.Method, nil, nil
	if r, ok := l.Range(); ok && long {
		total.Range = &r
	}
}

// actualOf is the sum of the actuals of the first months of a period; nil if one of them is unknown.
func (p *Past) actualOf(of period.Period, months int) *big.Rat {
	sum, month := new(big.Rat), p.Containing(period.Month, of.Start)
	for ; months > 0; months-- {
		v := p.month(month)
		if v == nil {
			return nil
		}
		sum.Add(sum, v)
		month = p.Shift(month, 1)
	}
	return sum
}

// addRounded adds to known an estimate rounded to two decimals, which makes forecasts equal on all machines. It is nil if
// the estimate is not a finite number.
func addRounded(known *big.Rat, v float64) *big.Rat {
	r, ok := new(big.Rat).SetString(fmt.Sprintf("%.2f", v))
	if !ok || math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return r.Add(r, known)
}
