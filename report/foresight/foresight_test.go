package foresight

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"bilan/internal/period"
	"bilan/report/forecast"
)

// company returns a past of a number of complete months before the cut-off. Each business day brings about 1,000, in
// August half of that.
func company(t *testing.T, months int, cutOff period.Date) *Past {
	t.Helper()
	cal, err := period.NewCalendar(period.Options{Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	c := Calendar{cal, cutOff}
	first := cal.Shift(c.next(), -months).Start
	day := func(d period.Date) int64 {
		r := rand.New(rand.NewPCG(uint64(d.Year), uint64(d.Month)*100+uint64(d.Day)))
		grown := 1000 * math.Pow(1.008, float64(first.Days(d))/30)
		if d.Month == 8 {
			grown /= 2
		}
		return int64(grown * math.Exp(0.3*r.NormFloat64()))
	}
	sum := func(p period.Period) *big.Rat {
		total := int64(0)
		for d := p.Start; d.Before(p.End); d = d.AddDays(1) {
			if cal.IsBusinessDay(d) {
				total += day(d)
			}
		}
		return big.NewRat(total, 1)
	}
	return &Past{Calendar: c, Covers: func(p period.Period) bool { return !p.Start.Before(first) }, MonthTotal: sum, TotalOf: sum}
}

func date(y int, m time.Month, d int) period.Date { return period.NewDate(y, m, d) }

func TestWhatAPeriodNeeds(t *testing.T) {
	p := company(t, 60, date(2026, 11, 17))
	for _, test := range []struct {
		unit period.Unit
		day  period.Date
		want int
	}{
		{period.Month, date(2026, 10, 5), 0},
		{period.Month, date(2026, 11, 5), 1 + 84 + 1 + 730}, {period.Month, date(2027, 3, 5), 816},
		{period.Quarter, date(2026, 11, 5), 816}, {period.Year, date(2026, 11, 5), 816},
		{period.Week, date(2026, 11, 18), 0}, {period.Month, date(2028, 12, 5), 0},
	} {
		if got := len(p.Needs(p.Containing(test.unit, test.day))); got != test.want {
			t.Errorf("%s of %s: %d periods, want %d", test.unit, test.day, got, test.want)
		}
	}
	if got := len(company(t, 60, date(2026, 11, 1)).Needs(p.Containing(period.Month, date(2026, 11, 5)))); got != 85 {
		t.Errorf("before the month has begun: %d periods, want 85", got)
	}
}

// The forecast of a quarter or a year is the sum of the actuals of its complete months and the forecasts of the others.
func TestAQuarterIsMadeOfItsMonths(t *testing.T) {
	p := company(t, 60, date(2026, 11, 17))
	at := func(u period.Unit, d period.Date) *Foresight { return p.Forecast(p.Containing(u, d)) }
	november, december, quarter := at(period.Month, date(2026, 11, 1)), at(period.Month, date(2026, 12, 1)), at(period.Quarter, date(2026, 12, 1))
	sum := new(big.Rat).Add(p.MonthTotal(p.Containing(period.Month, date(2026, 10, 1))), november.Value)
	sum.Add(sum, december.Value)
	if off := sum.Sub(sum, quarter.Value); off.Abs(off).Cmp(big.NewRat(2, 100)) > 0 {
		t.Errorf("the months and the quarter are %s apart", off.FloatString(2))
	}
	if november.Method == "" || december.Method != "" || quarter.Method != forecast.Rest {
		t.Errorf("methods %q, %q, %q", november.Method, december.Method, quarter.Method)
	}
	for name, f := range map[string]*Foresight{"november": november, "december": december, "quarter": quarter, "year": at(period.Year, date(2026, 12, 1))} {
		if !f.IsForecast() || f.Basis != forecast.Smooth || f.Months != 60 || f.Low == nil || f.Low.Cmp(f.Value) >= 0 || f.High.Cmp(f.Value) <= 0 {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if august := at(period.Month, date(2027, 8, 1)); august.Value.Cmp(new(big.Rat).Mul(december.Value, big.NewRat(3, 4))) > 0 {
		t.Errorf("August is half of a month, and is foreseen at %s of %s", august.Value.FloatString(0), december.Value.FloatString(0))
	}
}

// The range of an open month is narrower than before the month began, and near the result.
func TestAnOpenMonthIsKnownBetter(t *testing.T) {
	before, late := company(t, 60, date(2026, 11, 1)), company(t, 60, date(2026, 11, 24))
	month := before.Containing(period.Month, date(2026, 11, 1))
	wide, narrow := before.Forecast(month), late.Forecast(month)
	width := func(f *Foresight) float64 { w, _ := new(big.Rat).Sub(f.High, f.Low).Float64(); return w }
	if width(narrow) > 0.8*width(wide) {
		t.Errorf("%.0f wide late in the month, %.0f before it", width(narrow), width(wide))
	}
	came := before.MonthTotal(month)
	if off, _ := new(big.Rat).Quo(narrow.Value, came).Float64(); off < 0.9 || off > 1.1 {
		t.Errorf("lands at %.2f of what it came to", off)
	}
}

func TestShortHistories(t *testing.T) {
	for months, want := range map[int]forecast.Basis{9: forecast.Nothing, 17: forecast.LastYear} {
		p := company(t, months, date(2026, 11, 17))
		month := p.Containing(period.Month, date(2026, 12, 1))
		f := p.Forecast(month)
		if f.Basis != want || f.Reason != forecast.Short || f.Months != months || f.IsForecast() {
			t.Errorf("%d months: %+v", months, f)
		}
		if months == 17 && f.Value.Cmp(p.MonthTotal(p.Containing(period.Month, date(2025, 12, 1)))) != 0 {
			t.Errorf("last year's December is %s", f.Value.FloatString(2))
		}
	}
}

// A history under 44 months gives a value without a range, also for an open month.
func TestNoRangeOfAShortHistory(t *testing.T) {
	p := company(t, 40, date(2026, 11, 17))
	for _, month := range []time.Month{11, 12} {
		if f := p.Forecast(p.Containing(period.Month, date(2026, month, 1))); !f.IsForecast() || f.Low != nil {
			t.Errorf("month %d: %+v", month, f)
		}
	}
}

func TestMembersSumToTheWhole(t *testing.T) {
	f := &Foresight{Value: big.NewRat(1000, 1), Low: big.NewRat(900, 1), High: big.NewRat(1100, 1)}
	a := f.ForMember(big.NewRat(100, 1), big.NewRat(400, 1), big.NewRat(300, 1), big.NewRat(900, 1))
	b := f.ForMember(big.NewRat(300, 1), big.NewRat(400, 1), big.NewRat(600, 1), big.NewRat(900, 1))
	if a.Value.Cmp(big.NewRat(300, 1)) != 0 || new(big.Rat).Add(a.Value, b.Value).Cmp(f.Value) != 0 {
		t.Errorf("%s and %s", a.Value, b.Value)
	}
	if a.Low != nil || f.Low == nil {
		t.Error("a member has a range, or the whole has lost its own")
	}
}
