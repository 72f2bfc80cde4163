package forecast

import "math"

// History contains a metric's values in complete periods, oldest first.
type History struct {
	Values []float64
	Season int       // periods in a year
	Days   []float64 // business days of these periods and of the periods ahead; nil if they are not known
}

// Basis is the kind of method behind an outlook.
type Basis string

// These are all bases.
const (
	Nothing  Basis = ""             // nothing can be said
	LastYear Basis = "last_year"    // last year's value of each period
	Smooth   Basis = "forecast"     // the mean of three methods
	Sparse   Basis = "intermittent" // the chance of a value and its size, smoothed separately
)

// Reason says why an outlook is not the statistical forecast.
type Reason string

// These are all reasons.
const (
	Short    Reason = "short"    // the history is too short
	Negative Reason = "negative" // a period is negative
	NoBetter Reason = "gate"     // in the replay the forecast was not better than last year's value
)

// Outlook is the forecast of the next periods, and its basis.
type Outlook struct {
	Basis   Basis
	Reason  Reason // "" if it is the statistical forecast
	Periods int    // number of periods in the history

	Error, NaiveError float64 // errors of the forecast and of last year's value in the replay; NaN without a replay
	Origins           int     // number of past periods at whose end both were computed

	ByDays  bool      // whether it is corrected for business days
	Cleaned []int     // indices of the outliers that were replaced before fitting
	Shift   int       // index of the value with which a new level began; 0 if there is none
	Next    []float64 // for each past period, its forecast made one period before; NaN if there was none

	history History
	past    replayed
	ahead   []float64
}

// Foreseen is the forecast of a total.
type Foreseen struct {
	Total
	Value       float64
	Range       *Range // contains the total 8 times in 10; nil if the history is too short
	Wide        *Range // contains the total 95 times in 100; nil if the history is too short, or the total too far ahead
	Held, Tried int    // number of past totals that were within their range of 8 in 10, and number of past totals with such a range
}

const (
	leastOrigins = 9
	mostOrigins  = 60
	gate         = 0.95 // the largest error of a printed forecast, as a share of that of last year's value
	byDaysFrom   = 0.98 // the largest error of a forecast by business days, as a share of that without them
	gateHorizon  = 3
	errorsFade   = 2 // years after which an error has half the weight (decision 0140)
	wideHorizon  = 6 // farther ahead, ranges of 95 in 100 contain the total only 88 times (decision 0115)
)

// These are the shortest histories, in periods, for last year's value, for a forecast, for a range of 8 in 10 and for one of
// 95 in 100. They are 13, 24, 44 and 60 months.
func (h History) leastYear() int  { return h.Season + 1 }
func (h History) leastValue() int { return 2 * h.Season }
func (h History) leastRange() int { return 2*h.Season + 20 }
func (h History) leastWide() int  { return 2*h.Season + 36 }

// half returns the half-life of an error's weight, in periods.
func (h History) half() float64 { return errorsFade * float64(h.Season) }

// Ahead returns the outlook of the next periods; far is their number. The forecast is corrected for business days only if
// those of all these periods are known.
func (h History) Ahead(far int) *Outlook {
	o := &Outlook{Periods: len(h.Values), Error: math.NaN(), NaiveError: math.NaN(), history: h}
	switch {
	case len(h.Values) < h.leastYear():
		o.Reason = Short
	case least(h.Values) < 0:
		o.Reason = Negative
	case len(h.Values) < h.leastValue():
		o.Basis, o.Reason = LastYear, Short
		o.ahead = SeasonalNaive(h.Values, h.Season, far)
	default:
		o.choose(max(gateHorizon, far))
	}
	return o
}

// choose sets the outlook to the forecast or to last year's value, whichever was more accurate in the replay.
func (o *Outlook) choose(far int) {
	h := o.history
	naive := func(past, n int) []float64 { return SeasonalNaive(h.Values[:past], h.Season, n) }
	last := replay(h.Values, h.first(), far, naive)
	best, how := h.candidate(o, far)
	o.Origins = len(best.forecasts)
	o.Error, o.NaiveError = best.mae(gateHorizon), last.mae(gateHorizon)
	if o.Basis == Sparse {
		o.Error, o.NaiveError = math.Sqrt(best.mse(gateHorizon)), math.Sqrt(last.mse(gateHorizon))
	}
	if o.Origins < leastOrigins || !(o.Error < gate*o.NaiveError) {
		o.Basis, o.Reason, o.ByDays, best, how = LastYear, NoBetter, false, last, naive
	}
	o.past, o.Next, o.ahead = best, best.next(), how(len(h.Values), far)
}

// first returns the length of the shortest past that is replayed: two years, or one year if too few origins would remain. For a long history
// only the last origins are replayed: a company's sales ten years ago show little about today's errors.
func (h History) first() int {
	if len(h.Values)-h.leastValue() < leastOrigins {
		return h.leastYear()
	}
	return max(h.leastValue(), len(h.Values)-mostOrigins)
}

// candidate returns the forecast that may be printed, as a function, and its replay.
func (h History) candidate(o *Outlook, far int) (replayed, way) {
	if intermittent(h.Values) {
		o.Basis = Sparse
		how := func(past, n int) []float64 { return flat(h.Values[:past], n) }
		return replay(h.Values, h.first(), far, how), how
	}
	o.Basis = Smooth
	_, o.Cleaned = cleaned(h.Values, h.Season)
	o.Shift = shift(h.Values, h.Season)
	plain := replay(h.Values, h.first(), far, h.plain)
	if len(h.Days) < len(h.Values)+far {
		return plain, h.plain
	}
	if days := replay(h.Values, h.first(), far, h.byDays); days.mae(gateHorizon) <= byDaysFrom*plain.mae(gateHorizon) {
		o.ByDays = true
		return days, h.byDays
	}
	return plain, h.plain
}

// plain forecasts with the mean of the three methods, without business days.
func (h History) plain(past, n int) []float64 { return h.mean(h.Values[:past], n) }

// byDays forecasts the value per business day, and multiplies it by the number of business days.
func (h History) byDays(past, n int) []float64 {
	daily := make([]float64, past)
	for i, v := range h.Values[:past] {
		daily[i] = v / math.Max(1, h.Days[i])
	}
	out := h.mean(daily, n)
	for i := range out {
		out[i] *= math.Max(1, h.Days[past+i])
	}
	return out
}

// mean returns the forecast of the next n periods that Bilan prints: the mean of damped exponential smoothing, the dynamic
// optimised Theta model and the classical Theta method on seasonally adjusted values without outliers. The mean of several
// methods is more accurate than the method that looks best (Bates and Granger 1969; Makridakis, Spiliotis and Assimakopoulos 2020).
func (h History) mean(values []float64, n int) []float64 {
	values, _ = cleaned(values, h.Season)
	return combined(values, n, SeasonalityOf(values, h.Season), damped, optimised, classic)
}

// next returns the forecasts one period ahead, in the order of the values that they are about.
func (r replayed) next() []float64 {
	out := make([]float64, len(r.values))
	for i := range out {
		out[i] = math.NaN()
		if i >= r.first {
			out[i] = r.forecasts[i-r.first][0]
		}
	}
	return out
}

// Total returns the forecast of a total, with its accuracy. ok is false if no forecast is possible, or if the total ends
// after the periods of the outlook.
func (o *Outlook) Total(t Total) (f Foreseen, ok bool) {
	if o.Basis == Nothing || t.From < 1 || t.To > len(o.ahead) {
		return f, false
	}
	h := o.history
	f = Foreseen{Total: t, Value: t.of(o.ahead)}
	known := o.past.misses(t, len(h.Values))
	if len(h.Values) < h.leastRange() || len(known) < leastMisses {
		return f, true
	}
	f.Held, f.Tried = o.past.coverage(t, 0.8, h.half())
	f.Range = o.span(f, known, 0.8)
	if len(h.Values) >= h.leastWide() && t.To <= wideHorizon && t.Periods() < h.Season {
		f.Wide = o.span(f, known, 0.95)
	}
	return f, true
}

func (o *Outlook) span(f Foreseen, known []miss, level float64) *Range {
	if o.Basis == Sparse {
		r := drawn(o.history.Values, f.Periods(), level)
		return &r
	}
	r, ok := conformal(f.Value, known, level, o.history.half(), f.To)
	if !ok {
		return nil
	}
	r.Low = math.Max(0, r.Low)
	return &r
}
