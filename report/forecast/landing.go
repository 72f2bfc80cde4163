package forecast

import (
	"math"
	"slices"
)

// Method is a way to estimate an open month at its end.
type Method string

// These are all methods. A is the actual up to the k-th of n business days.
const (
	RunRate   Method = "run_rate"    // A × n ÷ k
	Shape     Method = "month_shape" // A ÷ the median share of a month that is reached on that day
	YearShape Method = "last_year"   // A × last year's month ÷ its part up to the same day
	Rest      Method = "forecast"    // A + (1 − that median share) × the forecast of the whole month
	Mixed     Method = "mixed"       // the mean of Rest and RunRate
)

var methods = []Method{Mixed, Rest, RunRate, Shape, YearShape}

const (
	shareMonths  = 12   // months before the open one from which the course of a month is learned
	leastShares  = 4    // how many of these months must be known
	leastReplays = 6    // how many past months a method must have been tried on
	clearly      = 0.75 // the largest error of a method that replaces another, as a share of its error; with a larger share chance would choose (decision 0116)
)

// Month is a month by business days: Done[k] is the actual at the end of the k-th day, and Done[0] the actual before the
// first day. The last element is the actual of the complete month.
type Month struct {
	Done     []float64
	Forecast float64 // of the complete month, made before it began; NaN if there is none
}

func (m Month) whole() float64 { return m.Done[len(m.Done)-1] }

// after returns the actual when a part (0 to 1) of the business days had passed, interpolated between two days.
func (m Month) after(part float64) float64 {
	at := part * float64(len(m.Done)-1)
	k := min(int(at+1e-9), len(m.Done)-1)
	if rest := at - float64(k); rest > 1e-9 && k+1 < len(m.Done) {
		return m.Done[k] + rest*(m.Done[k+1]-m.Done[k])
	}
	return m.Done[k]
}

// Open is a month that is not over.
type Open struct {
	Came, Part float64 // the actual so far, and the part (0 to 1) of the business days that has passed
	Forecast   float64 // of the complete month; NaN if there is none
}

// Landed is the estimate for an open month.
type Landed struct {
	Value    float64
	First    float64 // the forecast that was made before the month began
	Method   Method
	Errors   map[Method]float64 // mean absolute error in the replay, as a share of the months' totals
	Replayed int
	past     []miss
	floor    float64
}

// Land estimates the end of an open month by the method that a replay chooses: each of the last 12 months is estimated
// at the same stage, from the data known then. The default is the mean of forecast and run rate (Bates and Granger
// 1969: the mean of two is closer than either if their errors differ); another method is chosen if its error was at
// most three quarters of the mean's. The months are those before the open one, oldest first and without gaps; ok is
// false if no method gives an estimate.
func Land(past []Month, open Open) (l Landed, ok bool) {
	tried := attempts(past, open.Part)
	l.First, l.Errors, l.floor = open.Forecast, map[Method]float64{}, floor(past, open.Came)
	for _, m := range methods {
		value := m.land(past, open)
		if math.IsNaN(value) || math.IsInf(value, 0) {
			continue
		}
		misses := tried[m]
		if len(misses) >= leastReplays {
			l.Errors[m] = relative(misses)
		}
		if l.Method == "" || l.prefers(m) {
			l.Value, l.Method, l.past, l.Replayed = value, m, misses, len(misses)
		}
	}
	return l, l.Method != ""
}

// prefers reports whether a method is clearly better than the present one.
func (l Landed) prefers(m Method) bool {
	now, known := l.Errors[l.Method]
	then, tried := l.Errors[m]
	return tried && known && then <= clearly*now
}

// Range returns the range that contains the month's final value 8 times in 10, from the past errors of the same method. ok
// is false with fewer than ten past months. If the actual never fell within a month, the range does not begin below the
// actual so far.
func (l Landed) Range() (Range, bool) {
	if len(l.past) < leastMisses {
		return Range{}, false
	}
	r, ok := conformal(l.Value, l.past, 0.8, unfading, 1)
	r.Low = math.Max(r.Low, l.floor)
	return r, ok
}

// floor returns the lower bound of a month's final value: the actual so far if no past month ever fell, else −Inf.
func floor(past []Month, came float64) float64 {
	for _, m := range past {
		if !slices.IsSorted(m.Done) {
			return math.Inf(-1)
		}
	}
	return came
}

// attempts returns, for each method, the estimates of past months at a stage, from the data known then.
func attempts(past []Month, part float64) map[Method][]miss {
	out := map[Method][]miss{}
	for i := max(0, len(past)-shareMonths); i < len(past); i++ {
		then := Open{past[i].after(part), part, past[i].Forecast}
		for _, m := range methods {
			if v := m.land(past[:i], then); !math.IsNaN(v) && !math.IsInf(v, 0) {
				out[m] = append(out[m], miss{v, past[i].whole()})
			}
		}
	}
	return out
}

// land returns the method's estimate of an open month, NaN if there is none.
func (m Method) land(past []Month, open Open) float64 {
	switch m {
	case RunRate:
		if open.Part == 0 {
			return math.NaN()
		}
		return open.Came / open.Part
	case Shape:
		if share := shareDone(past, open.Part); share > 0 {
			return open.Came / share
		}
		return math.NaN()
	case YearShape:
		if len(past) < shareMonths {
			return math.NaN()
		}
		year := past[len(past)-shareMonths]
		return open.Came * year.whole() / year.after(open.Part)
	case Mixed:
		return (Rest.land(past, open) + RunRate.land(past, open)) / 2
	}
	return open.Came + (1-shareDone(past, open.Part))*open.Forecast
}

// shareDone returns the median share of the last months' actual that was reached at a stage; NaN if too few are known.
func shareDone(past []Month, part float64) float64 {
	var shares []float64
	for _, m := range past[max(0, len(past)-shareMonths):] {
		if m.whole() > 0 {
			shares = append(shares, m.after(part)/m.whole())
		}
	}
	if len(shares) < leastShares {
		return math.NaN()
	}
	return median(shares)
}

// relative returns the mean absolute error as a share of the actual.
func relative(list []miss) float64 {
	total, n := 0.0, 0
	for _, m := range list {
		if m.came > 0 {
			total += math.Abs(m.forecast-m.came) / m.came
			n++
		}
	}
	return total / math.Max(1, float64(n))
}
