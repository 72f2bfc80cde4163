package main

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/book"
)

const holesTables = `
reps
id,name,team,since
01,Anne,north,2020-01-01
02,Zoé,north,2020-01-01
03,Ugo,south,2020-01-01

orders
day,rep,amount
2026-01-12,01,90
2026-02-12,01,95
2026-03-12,01,80
2026-01-13,02,40
2026-02-13,02,45
2026-03-13,02,50
2026-01-14,03,10
2026-03-14,03,15

quotas
day,rep,amount
2025-12-01,01,100
2026-01-01,01,100
2026-02-01,01,100
2026-03-01,01,100
%s
2026-01-01,03,20
2026-03-01,03,20
`

// A member with sales in a month without a target has no target for the period, and neither has a total that includes
// him. A member without sales in that month changes nothing for the others.
func TestHoles(t *testing.T) {
	ctx := context.Background()
	q1, jan, feb := "2026-Q1", "2026-01", "2026-02"
	for _, test := range []struct {
		name, zoe string
		period    string
		want      map[string]string // the target by rep or team, "" for the total; "–" means no target
		holes     []string
	}{
		{"inside", "2026-01-01,02,50\n2026-03-01,02,50", q1,
			map[string]string{"": "–", "01": "300", "02": "–", "03": "–", "north": "–"}, []string{"Zoé 2026-02-01"}},
		{"inside, another month", "2026-01-01,02,50\n2026-03-01,02,50", jan,
			map[string]string{"": "170", "01": "100", "02": "50", "03": "20", "north": "150", "south": "20"}, nil},
		{"the month itself", "2026-01-01,02,50\n2026-03-01,02,50", feb,
			map[string]string{"": "–", "01": "100", "02": "–", "03": "–", "north": "–"}, []string{"Zoé 2026-02-01"}},
		{"first month, with a target before it", "2025-12-01,02,50\n2026-02-01,02,50\n2026-03-01,02,50", q1,
			map[string]string{"": "–", "02": "–", "north": "–"}, []string{"Zoé 2026-01-01"}},
		{"began later", "2026-02-01,02,50\n2026-03-01,02,50", q1, map[string]string{"": "440", "02": "100", "north": "400"}, nil},
		{"no longer there", "2026-01-01,02,50", q1, map[string]string{"": "390", "north": "350"}, nil},
		{"whole", "2026-01-01,02,50\n2026-02-01,02,50\n2026-03-01,02,50", q1, map[string]string{"": "490", "02": "150", "north": "450"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := targetModel(t)
			m.CutOff = period.NewDate(2026, time.April, 1)
			m.Metrics = map[string]*metric.Metric{"sales": {Name: "sales", Dataset: "orders", Date: "day", Value: "sum(amount)", AddsUp: true}}
			m.Targets = []metric.Target{{Metric: "sales", Dataset: "quotas", Per: period.Month, Date: "day", Value: "amount", By: []string{"rep"}}}
			p, err := m.Calendar.ParsePeriod(test.period)
			if err != nil {
				t.Fatal(err)
			}
			asks := []metric.Ask{{Metric: "sales", Period: p}, {Metric: "sales", By: "rep", Period: p}, {Metric: "sales", By: "team", Period: p}}
			book, err := book.Compute(ctx, m, targetBench(t, tables(fmt.Sprintf(holesTables, test.zoe))), asks)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]metric.Num{"": book.Answer(asks[0]).Total.PL}
			for _, a := range asks[1:] {
				for _, s := range book.Answer(a).Slices {
					got[s.Key] = s.Figure.PL
				}
			}
			for key, want := range test.want {
				text := "–"
				if got[key].OK() {
					text = metric.Decimal(got[key].Rat)
				}
				if text != want {
					t.Errorf("%q has %s, want %s", key, text, want)
				}
			}
			var holes []string
			for _, h := range book.Holes("sales", metric.TargetScenario, p) {
				holes = append(holes, h.Label+" "+h.Grain.Start.String())
			}
			if !slices.Equal(holes, test.holes) {
				t.Errorf("holes %q, want %q", holes, test.holes)
			}
		})
	}
}
