package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// growing returns the sales of a shop that grows by 1 % a month, so that last year's value is a bad forecast.
func growing(months int) []float64 {
	values := shop(rand.New(rand.NewPCG(21, 22)), months)
	for i := range values {
		values[i] *= math.Pow(1.01, float64(i))
	}
	return values
}

// looked is an outlook with its forecasts of some totals.
type looked struct {
	*Outlook
	Totals []Foreseen
}

func (h History) ahead(totals ...Total) looked {
	far := 0
	for _, t := range totals {
		far = max(far, t.To)
	}
	l := looked{Outlook: h.Ahead(far)}
	for _, t := range totals {
		if f, ok := l.Total(t); ok {
			l.Totals = append(l.Totals, f)
		}
	}
	return l
}

func TestLeastHistories(t *testing.T) {
	values := growing(72)
	for _, test := range []struct {
		months       int
		basis        Basis
		reason       Reason
		span, spread bool
	}{
		{12, Nothing, Short, false, false},
		{13, LastYear, Short, false, false},
		{23, LastYear, Short, false, false},
		{43, Smooth, "", false, false},
		{44, Smooth, "", true, false},
		{59, Smooth, "", true, false},
		{60, Smooth, "", true, true},
	} {
		o := History{Values: values[72-test.months:], Season: 12}.ahead(Total{1, 1})
		if o.Basis != test.basis || o.Reason != test.reason || o.Periods != test.months {
			t.Errorf("%d months: %q because %q", test.months, o.Basis, o.Reason)
		}
		if test.basis == Nothing {
			if len(o.Totals) > 0 {
				t.Errorf("%d months: %v", test.months, o.Totals)
			}
			continue
		}
		if f := o.Totals[0]; (f.Range != nil) != test.span || (f.Wide != nil) != test.spread {
			t.Errorf("%d months: ranges %v, %v", test.months, f.Range, f.Wide)
		}
	}
}

func TestWhatIsToldOfTotals(t *testing.T) {
	values := growing(72)
	o := History{Values: values, Season: 12}.ahead(Total{1, 1}, Total{2, 2}, Total{3, 3}, Total{1, 3}, Total{1, 12})
	month, quarter, year := o.Totals[0], o.Totals[3], o.Totals[4]
	if sum := o.Totals[0].Value + o.Totals[1].Value + o.Totals[2].Value; !near(sum, quarter.Value, 1e-6*sum) {
		t.Errorf("months come to %g, the quarter to %g", sum, quarter.Value)
	}
	if year.Range == nil || year.Wide != nil {
		t.Errorf("the year has ranges %v and %v: 8 in 10 only", year.Range, year.Wide)
	}
	if month.Wide.Low > month.Range.Low || month.Wide.High < month.Range.High || !month.Range.Holds(month.Value) {
		t.Errorf("ranges %v and %v of %g", month.Range, month.Wide, month.Value)
	}
	if month.Tried < 30 || month.Held < month.Tried/2 {
		t.Errorf("%d of %d past months held", month.Held, month.Tried)
	}
	if narrow := (quarter.Range.High - quarter.Range.Low) / quarter.Value; narrow > (month.Range.High-month.Range.Low)/month.Value {
		t.Errorf("the quarter's range is wider than the month's: %g", narrow)
	}
}

// No forecast is better than last year's value if every year repeats the year before.
func TestTheGateCloses(t *testing.T) {
	values := make([]float64, 72)
	for i := range values {
		values[i] = 100 + float64((i%12)*(i%12)*7%31)
	}
	o := History{Values: values, Season: 12}.ahead(Total{1, 1})
	if o.Basis != LastYear || o.Reason != NoBetter || o.Totals[0].Value != values[60] || o.Totals[0].Range == nil {
		t.Errorf("%+v", o)
	}
}

func TestNegativePeriodsAreRefused(t *testing.T) {
	values := shop(rand.New(rand.NewPCG(1, 2)), 50)
	values[20] = -5
	if o := (History{Values: values, Season: 12}).ahead(Total{1, 1}); o.Basis != Nothing || o.Reason != Negative {
		t.Errorf("%+v", o)
	}
}

func TestBusinessDaysCorrectWhereTheyHelp(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	days, values, flat := make([]float64, 84), make([]float64, 72), make([]float64, 72)
	for i := range days {
		days[i] = float64(18 + r.IntN(6))
	}
	for i := range values {
		values[i], flat[i] = days[i]*1000*math.Exp(0.02*r.NormFloat64()), 20000*math.Exp(0.05*r.NormFloat64())
	}
	o := History{Values: values, Season: 12, Days: days}.ahead(Total{1, 1})
	if !o.ByDays || !near(o.Totals[0].Value, 1000*days[72], 20*days[72]) {
		t.Errorf("%g for %g days, by days: %v", o.Totals[0].Value, days[72], o.ByDays)
	}
	if o = (History{Values: flat, Season: 12, Days: days}).ahead(Total{1, 1}); o.ByDays {
		t.Error("what does not depend on days is corrected for them")
	}
}

func TestOutliersAreNamedAndLeftOutOfTheFit(t *testing.T) {
	values := shop(rand.New(rand.NewPCG(51, 52)), 60)
	before := meanOfThree(values, 12, 12)
	values[50] *= 6
	o := History{Values: values, Season: 12}.ahead(Total{1, 12})
	if !slices.Equal(o.Cleaned, []int{50}) {
		t.Errorf("cleaned: %v", o.Cleaned)
	}
	with, without := sum(meanOfThree(values, 12, 12)), (History{Values: values, Season: 12}).mean(values, 12)
	if math.Abs(sum(without)-sum(before)) > math.Abs(with-sum(before))/2 {
		t.Errorf("a year of %g, %g without the outlier; it was %g before", with, sum(without), sum(before))
	}
	for i := 51; i < 60; i++ { // not a single outlier but a new level
		values[i] *= 6
	}
	if _, at := cleaned(values, 12); len(at) > 0 {
		t.Errorf("a new level is cleaned away: %v", at)
	}
}

func TestANewLevelIsTold(t *testing.T) {
	found, right := 0, 0
	for seed := range uint64(100) {
		values := shop(rand.New(rand.NewPCG(61, seed)), 60)
		if at := shift(values, 12); at != 0 {
			found++
		}
		for i := 48; i < 60; i++ {
			values[i] *= 2
		}
		if at := shift(values, 12); at >= 46 && at <= 50 {
			right++
		}
	}
	if found > 2 || right < 80 {
		t.Errorf("of 100 shops %d are told to have a new level, %d that a level doubled", found, right)
	}
}

func TestWhatIsIntermittent(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 72))
	values := make([]float64, 60)
	for i := range values {
		if r.Float64() < 0.4 {
			values[i] = 1000 * math.Exp(0.5*r.NormFloat64())
		}
	}
	h := History{Values: values, Season: 12}
	o := h.ahead(Total{1, 1}, Total{1, 12})
	if o.Basis != Sparse || o.Totals[1].Range == nil {
		t.Fatalf("%+v", o)
	}
	if r := o.Totals[1].Range; r.Low < 1000 || r.High > 13000 || !r.Holds(o.Totals[1].Value) {
		t.Errorf("a year of %g within %v", o.Totals[1].Value, *r)
	}
	if o.Totals[0].Range.Low != 0 {
		t.Errorf("a month may be empty: %v", *o.Totals[0].Range)
	}
	if again := h.ahead(Total{1, 12}).Totals[0]; *again.Range != *o.Totals[1].Range {
		t.Errorf("%v, then %v", *o.Totals[1].Range, *again.Range)
	}
}

// The forecast of a past period does not depend on later values.
func TestReplayKnowsNothingOfWhatCame(t *testing.T) {
	values := shop(rand.New(rand.NewPCG(81, 82)), 60)
	before := History{Values: values[:50], Season: 12}.ahead(Total{1, 1})
	for i := 50; i < 60; i++ {
		values[i] *= 1.5
	}
	after := History{Values: values, Season: 12}.ahead(Total{1, 1})
	for i := 24; i < 50; i++ {
		if before.Next[i] != after.Next[i] {
			t.Fatalf("of period %d %g was foreseen, and later %g", i, before.Next[i], after.Next[i])
		}
	}
	if !math.IsNaN(after.Next[23]) || math.IsNaN(after.Next[59]) {
		t.Error("forecasts begin after two years and go on to the last period")
	}
}

// For made-up shops, the next month and the next quarter are within their ranges 8 times in 10.
func TestRangesHoldAsOftenAsTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("400 shops")
	}
	var list []series
	for seed := range uint64(400) {
		values := shop(rand.New(rand.NewPCG(91, seed)), 84)
		list = append(list, series{history: values[:72], future: values[72:]})
	}
	for _, total := range []Total{{1, 1}, {1, 3}, {1, 12}} {
		within := 0
		for _, s := range list {
			f := History{Values: s.history, Season: 12}.ahead(total).Totals[0]
			if f.Range.Holds(sum(s.future[total.From-1 : total.To])) {
				within++
			}
		}
		if within < 296 || within > 344 {
			t.Errorf("%v: %d of 400 within", total, within)
		}
	}
}
