package foresight

import (
	"encoding/json"
	"math/big"

	"bilan/report/forecast"
)

// Record is a Foresight as machines read it.
type Record struct {
	Basis    string       `json:"basis"`            // forecast, intermittent, last_year; "" where nothing can be said
	Reason   string       `json:"reason,omitempty"` // why it is not the forecast: short, negative, gate
	Months   int          `json:"history_months"`
	Method   string       `json:"landing_method,omitempty"` // of a period that has begun
	Value    *json.Number `json:"value"`
	Low      *json.Number `json:"low"` // 8 times in 10
	High     *json.Number `json:"high"`
	WideLow  *json.Number `json:"wide_low"` // 95 times in 100
	WideHigh *json.Number `json:"wide_high"`
	Error    *json.Number `json:"error"` // in replay, as a part of that of last year's value
	ByDays   bool         `json:"by_business_days,omitempty"`
	Cleaned  []string     `json:"left_out,omitempty"` // months
	Shift    string       `json:"new_level,omitempty"`
}

// Record writes the numbers as given.
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
