package main

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/cohort"
	"bilan/sources/workbench"
)

// visit is a row of a customer's purchases. The customer or the day may be missing.
type visit struct {
	who   string
	day   period.Date
	cents int64
}

func randomVisits(n int) []visit {
	r := rand.New(rand.NewPCG(5, 26))
	list := make([]visit, n)
	for i := range list {
		c := r.IntN(n / 6)
		v := visit{fmt.Sprintf([]string{"C%04d", "C%04d ", "\u00a0C%04d"}[r.IntN(3)], c), period.NewDate(2025, 6, 1).AddDays(c%500 + r.IntN(120)), r.Int64N(90_000) - 5_000}
		switch r.IntN(60) {
		case 0:
			v.who = " "
		case 1:
			v.day = period.Date{}
		}
		list[i] = v
	}
	return list
}

func visitBench(t *testing.T, visits []visit) *workbench.Workbench {
	t.Helper()
	ctx := context.Background()
	w, err := workbench.Open(ctx, workbench.Options{Dir: t.TempDir(), Zone: paris(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	tb := table.Table{Columns: []table.Column{{Name: "who", Kind: table.Text}, {Name: "day", Kind: table.Date}, {Name: "amount", Kind: table.Decimal, Scale: 2}}}
	for _, v := range visits {
		var day table.Cell
		if !v.day.IsZero() {
			day = v.day.Time()
		}
		tb.Rows = append(tb.Rows, []table.Cell{v.who, day, decimal.New(v.cents, -2)})
	}
	if _, err := w.LoadRows(ctx, "", "visits", &rowsOf{Table: tb}); err != nil {
		t.Fatal(err)
	}
	if err := w.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	return w
}

// reckonCohort computes in plain Go how many members of the cohort that began in one period came back in another, and
// the sum of their amounts there.
func reckonCohort(visits []visit, cutOff period.Date, began, at period.Period) (members int64, sum *big.Rat) {
	first, back, cents := map[string]period.Date{}, map[string]bool{}, int64(0)
	counts := func(v visit) (string, bool) {
		who := strings.Trim(v.who, " \u00a0")
		return who, who != "" && !v.day.IsZero() && v.day.Before(cutOff)
	}
	for _, v := range visits {
		if who, ok := counts(v); ok && (first[who].IsZero() || v.day.Before(first[who])) {
			first[who] = v.day
		}
	}
	for _, v := range visits {
		if who, ok := counts(v); ok && began.Contains(first[who]) && at.Contains(v.day) {
			back[who] = true
			cents += v.cents
		}
	}
	return int64(len(back)), big.NewRat(cents, 100)
}

func TestCohortsEqualAnotherReckoning(t *testing.T) {
	visits := randomVisits(3_000)
	bench, m := visitBench(t, visits), figuresModel(t)
	for _, unit := range []period.Unit{period.Week, period.Month, period.Quarter, period.Year} {
		last := m.Calendar.Containing(unit, m.CutOff)
		var periods []period.Period
		for i := range 9 {
			periods = append(periods, m.Calendar.Shift(last, i-7)) // the last period has not begun, and the one before it is open
		}
		for _, value := range []string{"", "sum(amount) -- of theirs"} {
			ask := metric.CohortAsk{Dataset: "visits", Member: "who", Date: "day", Value: value, AddsUp: value != "", Periods: periods}
			list, err := cohort.Compute(context.Background(), m, bench, ask)
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range list {
				if len(c.Cells) != len(periods)-i {
					t.Fatalf("%d cells for cohort %d of %d", len(c.Cells), i, len(periods))
				}
				for k, cell := range c.Cells {
					members, sum := reckonCohort(visits, m.CutOff, periods[i], periods[i+k])
					want := sum
					if value == "" {
						want = new(big.Rat).SetInt64(members)
					}
					switch {
					case !periods[i+k].Start.Before(m.CutOff):
						if cell.State != metric.NotYet {
							t.Errorf("%s cohort %d, cell %d has not begun, and is %v", unit, i, k, cell)
						}
					case !cell.OK() || cell.Rat.Cmp(want) != 0:
						t.Errorf("%s cohort %d, cell %d %s: %v, want %s", unit, i, k, value, cell.Rat, want)
					}
					if k == 0 && c.Size != members {
						t.Errorf("%s cohort %d has %d members, want %d", unit, i, c.Size, members)
					}
				}
			}
		}
	}
}

func TestAverageOfNobodyIsNoData(t *testing.T) {
	visits := []visit{{"a", period.NewDate(2026, 8, 1), 1000}}
	m := figuresModel(t)
	ask := metric.CohortAsk{Dataset: "visits", Member: "who", Date: "day", Value: "avg(amount)", Periods: m.Calendar.Last(3, period.Month, period.NewDate(2026, 11, 1))}
	list, err := cohort.Compute(context.Background(), m, visitBench(t, visits), ask)
	if err != nil {
		t.Fatal(err)
	}
	var states []metric.State
	for _, c := range list[0].Cells {
		states = append(states, c.State)
	}
	if want := []metric.State{metric.Present, metric.NoData, metric.NoData}; !slices.Equal(states, want) {
		t.Errorf("states %v, want %v", states, want)
	}
}
