package insight

import (
	"math"
	"math/big"
)

// seasonLevel is how probable a change like this one, after one like it in the years before, may be where the time of year changes
// nothing.
const seasonLevel = 0.001

// ofSeason reports whether a difference from the period before is seasonal: without a season the total would be outside
// its range, the years before had such a change, and it explains enough of this one. usual reports whether nothing
// remains to be explained: with the season the total is in its range.
func (q *Question) ofSeason(b *background, gap *big.Rat) (c *Cause, usual bool) {
	if q.Previous == nil || q.Cycle < 2 || len(q.Past) < 2*q.Cycle {
		return nil, false
	}
	if b.season == unseasonal {
		b = &background{past: q.Past, log: b.log, season: oneStep}
		b.fit(newDesign(len(q.Past), q.Cycle, oneStep))
	}
	df, actual := float64(b.line.df()), b.in(float(q.Actual))
	rise, before, off := b.rises(actual)
	change := actual - b.in(*q.Previous)
	out := math.Abs(off) > studentQuantile(0.1, df) && off*change > 0
	surprise := q.surprise(b, before, off) / studentQuantile(seasonLevel, df)
	least := 0.5
	if surprise*sign(change) >= clearly {
		least = 1.0 / 3
	}
	if !out || rise*change <= 0 || math.Abs(rise) < math.Abs(change)*least || math.Abs(before) < studentQuantile(0.1, df) || surprise*sign(change) < 1 {
		return nil, false
	}
	r, now := b.expects(), float(q.Actual)
	return &Cause{Cut: Season, Gap: gap, Amount: gap, OneSided: true, Surprise: math.Abs(surprise), Range: q.Range}, r.Low <= now && now <= r.High
}

// rises returns by how much the step after the observed ones exceeds the last one, in the line's unit, how many
// standard deviations that is, and how many a value differs from the step without season.
func (b *background) rises(actual float64) (rise, before, off float64) {
	y := make([]float64, len(b.past))
	for t, x := range b.past {
		y[t] = b.in(x)
	}
	rise = dot(b.line.rise, y)
	sd := math.Max(b.sd, 1e-12)
	return rise, rise / (sd * math.Sqrt(b.line.riseLever)), (actual - (b.nextLine - rise)) / sd
}

// surprise is the combined rise of the years before and of this year, in standard deviations; the two come from
// different periods. A season moves all members, and a large member's noise moves the total: the common movement of
// many members shows the season better than their sum.
func (q *Question) surprise(b *background, before, off float64) float64 {
	if past, now, ok := q.common(); ok {
		c := &background{past: past, season: b.season}
		c.fit(b.line)
		_, before, off = c.rises(now)
	}
	return (before + off) / math.Sqrt2
}

// many members have something in common.
const many = 20

// common is the mean of the members of the cut that has the most, each in its own mean as the unit.
func (q *Question) common() (past []float64, now float64, ok bool) {
	var cut *Cut
	for i := range q.Cuts {
		if c := &q.Cuts[i]; !c.Own && (cut == nil || len(c.Parts) > len(cut.Parts)) {
			cut = c
		}
	}
	if cut == nil {
		return nil, 0, false
	}
	past = make([]float64, len(q.Past))
	n := 0
	for _, p := range cut.Parts {
		y, last, size := even(p.Past, p.Now)
		if size == 0 || p.Aside {
			continue
		}
		n, now = n+1, now+last
		for t := range y {
			past[t] += y[t]
		}
	}
	return past, now, n >= many
}

func sign(x float64) float64 { return math.Copysign(1, x) }
