package target

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/metrictest"
)

// Random targets must satisfy two rules with every calendar, grain and way to split: the parts of a period sum to the
// period, and the members sum to the total.

var calendars = []period.Options{
	{Holidays: "FR"}, {Holidays: "US", Weeks: "us"}, {FiscalYearStarts: "april", Workdays: "monday-saturday"},
	{Pattern: "4-4-5"}, {Pattern: "5-4-4", YearEnds: "last saturday of january"},
	{Closures: [][2]period.Date{{period.NewDate(2026, 8, 1), period.NewDate(2026, 8, 31)}}},
}

var grains = []period.Unit{period.Day, period.Week, period.Month, period.Quarter, period.Year}

// random makes three random targets for 2025 to 2027, the last one without gaps. It returns their values for the total
// and by rep.
func random(r *rand.Rand, cal *period.Calendar) (whole, cut []Values) {
	first, last := period.NewDate(2025, 1, 1), period.NewDate(2027, 12, 31)
	for i := range 3 {
		t := &metric.Target{Metric: "revenue", Per: grains[r.IntN(len(grains))], Share: []metric.Share{"", metric.Evenly, metric.AsLastYear}[r.IntN(3)],
			Dataset: fmt.Sprint("quotas", i), By: []string{"rep"}}
		if i < 2 {
			t.From = first.AddDays(r.IntN(800))
			t.Until = t.From.AddDays(r.IntN(400))
		}
		rows := map[period.Date]map[string]*big.Rat{}
		for at := first; !last.Before(at); {
			grain := cal.Containing(t.Per, at)
			rows[grain.Start] = map[string]*big.Rat{}
			for _, rep := range []string{"anna", "marc", "zoé"} {
				if i == 2 || r.IntN(3) > 0 {
					rows[grain.Start][rep] = big.NewRat(r.Int64N(1_000_000), 100)
				}
			}
			at = grain.End
		}
		whole, cut = append(whole, filed(t, rows)("")), append(cut, filed(t, rows)("rep"))
	}
	return whole, cut
}

// daily makes random actuals for most days, some of them negative.
func daily(r *rand.Rand, cal *period.Calendar) history.Facts {
	f := history.Facts{Values: map[history.Cell]history.Measured{}, Span: history.Span{Days: metrictest.Days("2023-01-01", "2028-01-01")}}
	for d := period.NewDate(2023, 1, 1); d.Before(period.NewDate(2028, 1, 1)); d = d.AddDays(1) {
		if r.IntN(4) > 0 {
			f.Values[history.Cell{Period: cal.Containing(period.Day, d)}] = history.Measured{Value: metric.NumOf(big.NewRat(r.Int64N(100_000)-10_000, 100)), Rows: 1}
		}
	}
	return f
}

func TestPartsSumToThePeriod(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2026))
	for n := range 60 {
		cal := metrictest.Calendar(t, calendars[n%len(calendars)])
		whole, cut := random(r, cal)
		sh := NewSharing((&metric.Model{Calendar: cal}), &metric.Metric{AddsUp: true, Date: "day"}, daily(r, cal))
		p := cal.Containing(grains[r.IntN(len(grains))], period.NewDate(2026, 1, 10).AddDays(r.IntN(340)))
		for _, s := range []history.Cut{{}, {By: "rep", Key: "anna"}} {
			all := whole
			if s.By != "" {
				all = cut
			}
			want := sh.target(all, s, p)
			sum := new(big.Rat)
			for at := p.Start; at.Before(p.End); {
				end := history.EarlierDay(at.AddDays(1+r.IntN(40)), p.End)
				if got := sh.target(all, s, period.Period{Unit: period.Day, Start: at, End: end, Close: end}); got.OK() {
					sum.Add(sum, got.Rat)
				}
				at = end
			}
			if !want.OK() || sum.Cmp(want.Rat) != 0 {
				t.Fatalf("case %d, %v: the parts of %v sum to %s, and it has %s", n, s, p, sum.FloatString(4), metrictest.Show(want))
			}
		}
		sum := new(big.Rat)
		for _, rep := range []string{"anna", "marc", "zoé"} {
			sum.Add(sum, sh.target(cut, history.Cut{By: "rep", Key: rep}, p).Rat)
		}
		if want := sh.target(whole, history.Cut{}, p); sum.Cmp(want.Rat) != 0 {
			t.Fatalf("case %d: in %v the reps sum to %s and the whole has %s", n, p, sum.FloatString(4), metrictest.Show(want))
		}
	}
}

func TestSharesOfAGrainSumToOne(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2026))
	for i, options := range calendars {
		cal := metrictest.Calendar(t, options)
		sh := NewSharing((&metric.Model{Calendar: cal}), &metric.Metric{AddsUp: true, Date: "day"}, daily(r, cal))
		for _, unit := range grains {
			grain := cal.Containing(unit, period.NewDate(2026, 8, 5))
			for _, share := range []metric.Share{metric.ByBusinessDays, metric.Evenly, metric.AsLastYear} {
				sum := new(big.Rat)
				for d := grain.Start; d.Before(grain.End); d = d.AddDays(1) {
					sum.Add(sum, sh.share(part{grain: grain, share: share}, d, d.AddDays(1)))
				}
				if sum.Cmp(big.NewRat(1, 1)) != 0 {
					t.Errorf("calendar %d: the days of a %s sum to %s by %s", i, unit, sum.FloatString(6), share)
				}
			}
		}
	}
}
