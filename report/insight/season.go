package insight

import (
	"math"
	"math/big"
)

// seasonLevel is how probable a change like this one, after one like it in the years before, may be where the time of year changes
// nothing.
const seasonLevel = 0.002

// ofSeason tells whether a difference from the period before is that of the time of year: without a season the total would be out of
// range, the years before had such a change, and it makes enough of this one. usual tells whether it leaves nothing to be
// explained: with the season the total lies in its range.
func (q *Question) ofSeason(b *background, gap *big.Rat) (c *Cause, usual bool) {
	if q.Previous == nil || q.Cycle < 2 || len(q.Past) < 2*q.Cycle {
		return nil, false
	}
	if b.season == unseasonal {
		b = &background{past: q.Past, log: b.log, season: oneStep}
		b.fit(newDesign(len(q.Past), q.Cycle, oneStep))
	}
	y := make([]float64, len(b.past))
	for t, x := range b.past {
		y[t] = b.in(x)
	}
	df, rise := float64(b.line.df()), dot(b.line.rise, y)
	actual := b.in(float(q.Actual))
	change, off := actual-b.in(*q.Previous), actual-(b.nextLine-rise)
	out := math.Abs(off) > studentQuantile(0.1, df)*b.sd && off*change > 0
	before := rise / (b.sd * math.Sqrt(b.line.riseLever))
	surprise := (before + off/b.sd) / math.Sqrt2 / studentQuantile(seasonLevel, df) // what it was and what it is are told by different periods
	least := 0.5
	if math.Abs(surprise) >= clearly {
		least = 1.0 / 3
	}
	if !out || rise*change <= 0 || math.Abs(rise) < math.Abs(change)*least || math.Abs(before) < studentQuantile(0.1, df) || math.Abs(surprise) < 1 {
		return nil, false
	}
	r, now := b.expects(), float(q.Actual)
	return &Cause{Cut: Season, Gap: gap, Amount: gap, OneSided: true, Surprise: math.Abs(surprise), Range: q.Range}, r.Low <= now && now <= r.High
}
