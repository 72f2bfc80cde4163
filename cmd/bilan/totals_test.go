package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/check"
)

// A row is a total if it is the sum of other rows, whatever its name is. The name alone does not make it one.
func TestTotalsAmongRows(t *testing.T) {
	var months []period.Period
	cal, err := period.NewCalendar(period.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for m := 1; m <= 4; m++ {
		months = append(months, cal.Containing(period.Month, period.NewDate(2026, time.Month(m), 1)))
	}
	for name, c := range map[string]struct {
		row    func(month int) []string // rows (rep,team,amount) in addition to those of four reps in two teams
		column string
		want   []string
	}{
		"none":          {row: func(int) []string { return nil }},
		"a grand total": {func(m int) []string { return []string{"Total général,," + sum(m, 0, 4)} }, "rep", []string{"Total général"}},
		"subtotals by team": {func(m int) []string {
			return []string{"Sous-total,Nord," + sum(m, 0, 2), "Sous-total,Sud," + sum(m, 2, 4)}
		}, "rep", []string{"Sous-total"}},
		"subtotals without a name": {func(m int) []string { return []string{",Nord," + sum(m, 0, 2), ",Sud," + sum(m, 2, 4)} }, "rep", []string{""}},
		"both, in German": {func(m int) []string {
			return []string{"Zwischensumme,Nord," + sum(m, 0, 2), "Zwischensumme,Sud," + sum(m, 2, 4), "Gesamtsumme,," + sum(m, 0, 4)}
		}, "rep", []string{"Gesamtsumme", "Zwischensumme"}},
		"a member who is all others":     {func(m int) []string { return []string{"R00,Siège," + sum(m, 0, 4)} }, "rep", []string{"R00"}},
		"a customer who is called Total": {row: func(m int) []string { return []string{"Total,Nord," + fmt.Sprint(100*m) + ".17"} }},
		"sales without a rep":            {row: func(m int) []string { return []string{",Nord," + fmt.Sprint(90*m) + ".01", ",Sud,12.50"} }},
		"equal by chance in one month": {row: func(m int) []string {
			return []string{"E,Nord," + map[bool]string{true: sum(2, 0, 4), false: "7.00"}[m == 2]}
		}},
		"as much without a rep, one time": {row: func(m int) []string {
			return []string{",Est," + map[bool]string{true: sum(3, 0, 4), false: "7.00"}[m == 3]}
		}},
	} {
		var csv strings.Builder
		csv.WriteString("day,rep,team,amount\n")
		for m := 1; m <= 4; m++ {
			for rep := range 4 {
				fmt.Fprintf(&csv, "2026-%02d-11,%c,%s,%s\n", m, 'A'+rep, []string{"Nord", "Sud"}[rep/2], sum(m, rep, rep+1))
			}
			for _, row := range c.row(m) {
				fmt.Fprintf(&csv, "2026-%02d-28,%s\n", m, row)
			}
		}
		model := &metric.Model{Calendar: cal, Metrics: map[string]*metric.Metric{
			"revenue": {Name: "revenue", Dataset: "orders", Date: "day", Value: "sum(amount)", Unit: metric.Currency, AddsUp: true},
		}, Datasets: map[string]metric.Dataset{"orders": {Name: "orders", Keys: map[string]string{"rep": "rep", "team": "team"}}}}
		found, err := check.Totals(context.Background(), model, targetBench(t, map[string]string{"orders": csv.String()}), "revenue", []string{"rep", "team"}, months[1:3])
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range found {
			if f.Column == c.column {
				got = append(got, f.Key)
			}
		}
		if slices.Sort(got); !slices.Equal(got, c.want) || len(got) == 0 && len(found) > 0 {
			t.Errorf("%s: %q, want %q (all: %v)", name, got, c.want, found)
		}
	}
}

// sum returns the joint sales of the reps numbered from (included) to (excluded) in a month.
func sum(month, from, to int) string {
	cents := 0
	for rep := from; rep < to; rep++ {
		cents += 10_017*(rep+1)*(rep+2) + 7*month*month*(rep+3)
	}
	return fmt.Sprintf("%d.%02d", cents/100, cents%100)
}
