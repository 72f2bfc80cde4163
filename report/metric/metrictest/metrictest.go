// Package metrictest makes numbers, calendars and days for the tests of figures.
package metrictest

import (
	"math/big"
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
)

// Num parses a number or a fraction such as 1/3; "" is NoData. It panics on other text.
func Num(s string) metric.Num {
	if s == "" {
		return metric.NoNum(metric.NoData)
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return metric.NumOf(r)
}

// Show writes a number as a fraction, or the reason why it is absent.
func Show(n metric.Num) string {
	if !n.OK() {
		return [...]string{"no data", "present", "no target", "not yet", "undefined"}[n.State]
	}
	return n.Rat.RatString()
}

// Calendar makes a calendar, or ends the test.
func Calendar(t *testing.T, o period.Options) *period.Calendar {
	t.Helper()
	c, err := period.NewCalendar(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Period parses a period such as 2026-W46, or ends the test.
func Period(t *testing.T, c *period.Calendar, s string) period.Period {
	t.Helper()
	p, err := c.ParsePeriod(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Days returns the days from from up to, but excluding, until. Both are in the form 2026-11-30. It panics on other
// text.
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
