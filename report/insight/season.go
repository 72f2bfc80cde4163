package insight

import (
	"math"
	"math/big"
)

// seasonLevel is the largest probability that chance alone makes similar changes in earlier years and now.
const seasonLevel = 0.001

// seasonCause returns the season as the cause of a difference from the previous period, or nil. It is the cause if the
// total would be outside its range without a season, earlier years had a similar change, and that explains enough of
// this one. usual is true if the total is inside its range with the season, so that nothing remains to explain.
func (q *Question) seasonCause(b *background, gap *big.Rat) (c *Cause, usual bool) {
	if q.Previous == nil || q.Cycle < 2 || len(q.Past) < 2*q.Cycle {
		return nil, false
	}
	if b.season == unseasonal {
		b = &background{past: q.Past, log: b.log, season: oneStep}
		b.fit(newDesign(len(q.Past), q.Cycle, oneStep))
	}
	df, actual := float64(b.line.df()), b.transform(toFloat(q.Actual))
	rise, before, off := b.expectedRise(actual)
	change := actual - b.transform(*q.Previous)
	out := math.Abs(off) > studentQuantile(0.1, df) && off*change > 0
	surprise := q.surprise(b, before, off) / studentQuantile(seasonLevel, df)
	least := 0.5
	if surprise*sign(change) >= clearSurprise {
		least = 1.0 / 3
	}
	if !out || rise*change <= 0 || math.Abs(rise) < math.Abs(change)*least || math.Abs(before) < studentQuantile(0.1, df) || surprise*sign(change) < 1 {
		return nil, false
	}
	r, now := b.nextRange(), toFloat(q.Actual)
	return &Cause{Cut: Season, Gap: gap, Amount: gap, OneSided: true, Surprise: math.Abs(surprise), Range: q.Range}, r.Low <= now && now <= r.High
}

// expectedRise returns the expected rise from the last period to the next one, in the line's unit; the same rise in standard
// deviations (before); and the deviation of actual from the next period without that rise, in standard deviations
// (off).
func (b *background) expectedRise(actual float64) (rise, before, off float64) {
	y := make([]float64, len(b.past))
	for t, x := range b.past {
		y[t] = b.transform(x)
	}
	rise = dot(b.line.rise, y)
	sd := math.Max(b.sd, 1e-12)
	return rise, rise / (sd * math.Sqrt(b.line.riseLever)), (actual - (b.nextLine - rise)) / sd
}

// surprise combines the rise of earlier years and that of this year, in standard deviations. If there are many members,
// it uses their common movement instead of the total: a season moves all members, but the noise of one large member
// moves the total too.
func (q *Question) surprise(b *background, before, off float64) float64 {
	if past, now, ok := q.commonMovement(); ok {
		c := &background{past: past, season: b.season}
		c.fit(b.line)
		_, before, off = c.expectedRise(now)
	}
	return (before + off) / math.Sqrt2
}

// manyMembers is the minimum number of members with a common movement.
const manyMembers = 20

// commonMovement is the sum of the members of the cut with the most parts, each divided by its mean, so that large and small
// members have equal weight. ok is false if there are too few members.
func (q *Question) commonMovement() (past []float64, now float64, ok bool) {
	var cut *Cut
	for i := range q.Cuts {
		if c := &q.Cuts[i]; !c.OwnPast && (cut == nil || len(c.Parts) > len(cut.Parts)) {
			cut = c
		}
	}
	if cut == nil {
		return nil, 0, false
	}
	past = make([]float64, len(q.Past))
	n := 0
	for _, p := range cut.Parts {
		y, last, size := normalise(p.Past, p.Now)
		if size == 0 || p.NotCause {
			continue
		}
		n, now = n+1, now+last
		for t := range y {
			past[t] += y[t]
		}
	}
	return past, now, n >= manyMembers
}

func sign(x float64) float64 { return math.Copysign(1, x) }
