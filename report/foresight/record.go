package foresight

import (
	"encoding/json"
	"math/big"

	"bilan/report/forecast"
)

// Record is a Foresight in the JSON of an edition.
type Record struct {
	Basis    string       `json:"basis"`            // forecast, intermittent, last_year; "" if there is no forecast
	Reason   string       `json:"reason,omitempty"` // why the basis is not forecast: "short" history, "negative" values, or "gate" (no better than last year's value)
	Months   int          `json:"history_months"`
	Method   string       `json:"landing_method,omitempty"` // the method for the rest of a period that has begun
	Value    *json.Number `json:"value"`
	Low      *json.Number `json:"low"` // low to high contains the result 8 times in 10
	High     *json.Number `json:"high"`
	WideLow  *json.Number `json:"wide_low"` // wide_low to wide_high contains it 95 times in 100
	WideHigh *json.Number `json:"wide_high"`
	Error    *json.Number `json:"error"` // error in a replay, divided by the error of using last year's value
	ByDays   bool         `json:"by_business_days,omitempty"`
	Cleaned  []string     `json:"left_out,omitempty"`  // months left out as outliers: 2026-03
	Shift    string       `json:"new_level,omitempty"` // the first month of a new level
}

// Record returns the foresight as JSON. The caller chooses with number how numbers are written.
func (f *Foresight) Record(number func(*big.Rat) *json.Number, c Calendar) *Record {
	r := &Record{
		Basis: string(f.Basis), Reason: string(f.Reason), Months: f.Months, Method: string(f.Method), ByDays: f.ByDays,
		Value: number(f.Value), Low: number(f.Low), High: number(f.High), WideLow: number(f.WideLow), WideHigh: number(f.WideHigh), Error: number(f.Error),
	}
	if f.Basis == forecast.LastYear {
		r.Error = nil // the value is that of last year itself
	}
	for _, p := range f.Cleaned {
		r.Cleaned = append(r.Cleaned, c.ID(p))
	}
	if !f.Shift.Start.IsZero() {
		r.Shift = c.ID(f.Shift)
	}
	return r
}
