// Package metrictest makes numbers, calendars and days for the tests of figures.
package metrictest

import (
	"math/big"
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
)

// Num parses a fraction such as 1/3, "" for no data. It panics on other text.
func Num(s string) metric.Num {
	if s == "" {
		return metric.None(metric.NoData)
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return metric.Of(r)
}

// Show writes a number, or the reason why there is none.
func Show(n metric.Num) string {
	if !n.OK() {
		return [...]string{"no data", "present", "no target", "not yet", "undefined"}[n.State]
	}
	return n.Rat.RatString()
}

// Calendar makes a calendar.
func Calendar(t *testing.T, o period.Options) *period.Calendar {
	t.Helper()
	c, err := period.NewCalendar(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Period reads a period as command lines name it.
func Period(t *testing.T, c *period.Calendar, s string) period.Period {
	t.Helper()
	p, err := c.ParsePeriod(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Days are the days from one on until another, which is left out; both as 2026-11-30. It panics if one is not a day.
func Days(from, until string) []period.Date {
	first, err := period.ParseDate(from)
	if err != nil {
		panic(err)
	}
	end, err := period.ParseDate(until)
	if err != nil {
		panic(err)
	}
	var list []period.Date
	for d := first; d.Before(end); d = d.AddDays(1) {
		list = append(list, d)
	}
	return list
}
