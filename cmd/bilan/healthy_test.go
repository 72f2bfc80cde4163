package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"bilan/internal/period"
)

// trade describes a company's sales: how many on a day, and how large.
type trade struct {
	name   string
	first  period.Date
	orders func(d period.Date, r *rand.Rand) int
	size   func(r *rand.Rand) float64
}

// trades are typical companies. None of them stops selling, and their quotas are realistic.
func trades(cal *period.Calendar) []trade {
	long := period.NewDate(2022, time.January, 1)
	launch := period.NewDate(2025, time.March, 10)
	usual := func(r *rand.Rand) float64 { return 200 + 800*r.Float64() }
	worked := func(share float64, most int) func(period.Date, *rand.Rand) int {
		return func(d period.Date, r *rand.Rand) int {
			if !cal.IsBusinessDay(d) || r.Float64() > share {
				return 0
			}
			return 1 + r.IntN(most)
		}
	}
	only := func(is func(period.Date) bool, n int) func(period.Date, *rand.Rand) int {
		return func(d period.Date, _ *rand.Rand) int {
			if is(d) {
				return n
			}
			return 0
		}
	}
	return []trade{
		{"every day", long, worked(0.98, 3), usual},
		{"now and then", long, worked(0.12, 1), usual},
		{"in summer", long, func(d period.Date, r *rand.Rand) int {
			if d.Month < time.April || d.Month > time.September {
				return 0
			}
			return worked(0.97, 4)(d, r)
		}, usual},
		{"exported at the end of the month", long, only(func(d period.Date) bool { return d.AddDays(1).Day == 1 }, 3), usual},
		{"launched in March", launch, worked(0.95, 3), usual},
		{"a few large deals", long, worked(0.03, 1), func(r *rand.Rand) float64 { return 40_000 + 400_000*r.Float64() }},
		{"closed in August", long, func(d period.Date, r *rand.Rand) int {
			if d.Month == time.August {
				return 0
			}
			return worked(1, 4)(d, r)
		}, usual},
		{"on Fridays", long, only(func(d period.Date) bool { return d.Weekday() == time.Friday }, 3), usual},
		{"growing from nothing", period.NewDate(2024, time.October, 21), func(d period.Date, r *rand.Rand) int {
			return worked(min(1, 0.2+float64(period.NewDate(2024, time.October, 21).Days(d))/250), 1)(d, r)
		}, usual},
		{"left alone for a year and a half", long, func(d period.Date, r *rand.Rand) int {
			if !d.Before(period.NewDate(2023, time.February, 1)) && d.Before(period.NewDate(2024, time.August, 1)) {
				return 0
			}
			return worked(0.99, 2)(d, r)
		}, usual},
	}
}

const healthyYAML = `company: Example
owner: ops@shop.example
locale: en-GB
currency: EUR
timezone: Europe/Paris
calendar: {holidays: FR}
sources: {exports: {files: data}}
dimensions: {rep: {name: Rep}}
datasets:
  orders: {source: exports, query: "select * from orders where day < :today", keys: {rep: rep}, checks: {fresh: day}}
  quotas: {source: exports, query: select * from quotas, keys: {rep: rep}}
metrics:
  revenue: {label: Revenue, dataset: orders, date: day, value: sum(amount), unit: currency}
  orders: {label: Orders, dataset: orders, date: day, value: count(*)}
targets: [{metric: revenue, dataset: quotas, per: month, date: month, value: quota, by: [rep]}]
mail: {from: ops@shop.example, folder: out}
reports:
  weekly:
    title: Weekly
    if_empty: send
    periods: [last week, month to date]
    sections: [{scorecard: [revenue, orders]}, {target_table: {metric: revenue, by: rep}}, {trend: {metric: revenue, last: 13 weeks, compare: last_year}}]
  monthly:
    title: Monthly
    if_empty: send
    periods: [last month, year to last month]
    sections: [{scorecard: [revenue, orders]}, {target_table: {metric: revenue, by: rep}}, {trend: {metric: revenue, last: 12 months, compare: [target, last_year]}}]
`

// No check and no doubt holds a report with healthy data, even if it is sparse, seasonal, exported once a month or
// young, if the company closes for a month, or if a rep has no quota yet or no sale so far.
func TestHealthyDataIsNeverHeld(t *testing.T) {
	cal, err := period.NewCalendar(period.Options{Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	for i, shop := range trades(cal) {
		t.Run(shop.name, func(t *testing.T) {
			folder := t.TempDir()
			shop.write(t, folder, rand.New(rand.NewPCG(uint64(i), 7)))
			for _, slot := range []struct{ report, day string }{
				{"weekly", "2025-01-06"}, {"weekly", "2026-08-24"}, {"monthly", "2025-06-01"}, {"monthly", "2025-09-01"},
			} {
				day, err := period.ParseDate(slot.day)
				if err != nil {
					t.Fatal(err)
				}
				if day.Before(shop.first) {
					continue
				}
				var out, problems bytes.Buffer
				world := World{Stdout: &out, Stderr: &problems, Getenv: os.LookupEnv, Now: func() time.Time { return day.Time().Add(8 * time.Hour) }, Child: again}
				args := []string{"-c", filepath.Join(folder, "bilan.yaml"), "render", slot.report, "--json"}
				if code := Main(context.Background(), args, world); code != 0 {
					t.Errorf("%s of %s is held: exit code %d: %s", slot.report, slot.day, code, problems.String())
				}
			}
		})
	}
}

// write writes the exports of a shop: its orders, and a quota per rep and month with the seasons of the year before.
// One rep joins without a quota, and one has a quota long before the first sale.
func (s trade) write(t *testing.T, folder string, r *rand.Rand) {
	t.Helper()
	var orders, quotas bytes.Buffer
	orders.WriteString("day,rep,amount\n")
	quotas.WriteString("month,rep,quota\n")
	sold := map[string]float64{} // amounts by rep and month
	for d := s.first; d.Year < 2027; d = d.AddDays(1) {
		for n := s.orders(d, r); n > 0; n-- {
			rep := []string{"ann", "bob", "cid"}[n%3]
			if joined := period.NewDate(2025, time.July, 1); d.After(joined) && r.IntN(4) == 0 {
				rep = "new"
			}
			amount := s.size(r)
			sold[rep+d.String()[:7]] += amount
			fmt.Fprintf(&orders, "%s,%s,%.2f\n", d, rep, amount)
		}
	}
	for m := period.NewDate(2022, time.January, 1); m.Year < 2027; m = period.NewDate(m.Year, m.Month+1, 1) {
		for _, rep := range []string{"ann", "bob", "cid"} {
			before := sold[rep+period.NewDate(m.Year-1, m.Month, 1).String()[:7]]
			if before == 0 && sold[rep+m.String()[:7]] > 0 {
				before = sold[rep+m.String()[:7]]
			}
			fmt.Fprintf(&quotas, "%s,%s,%.0f\n", m, rep, before*1.05)
		}
		fmt.Fprintf(&quotas, "%s,zoe,%d\n", m, 100)
	}
	for name, text := range map[string][]byte{"bilan.yaml": []byte(healthyYAML), "data/orders.csv": orders.Bytes(), "data/quotas.csv": quotas.Bytes()} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
