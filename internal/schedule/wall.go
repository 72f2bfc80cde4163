package schedule

import (
	"time"

	"bilan/internal/period"
)

// Fold says whether a local time occurs once, never or twice in a zone.
type Fold int

// The folds of a local time.
const (
	Plain  Fold = iota // it occurs once
	Gap                // it does not occur: the clock is moved forward over it
	Double             // it occurs twice: the clock is moved back over it
)

// LocalInstant returns the instant at which a zone's clock shows a minute since midnight on a day. If the local time
// occurs twice, it is the first instant; if never, the first instant after the gap.
func LocalInstant(d period.Date, minute int, loc *time.Location) (time.Time, Fold) {
	u := d.Time().Add(time.Duration(minute) * time.Minute) // the local time, taken as UTC
	var hits []time.Time
	z := newZone(u.Add(-48*time.Hour), loc)
	for {
		t := u.Add(-z.offset)
		if !t.Before(z.start) && (z.end.IsZero() || t.Before(z.end)) {
			hits = append(hits, t.In(loc))
		}
		if z.end.IsZero() || z.end.After(u.Add(48*time.Hour)) {
			break
		}
		next := newZone(z.end, loc)
		next.start = z.end
		if len(hits) == 0 && !u.Before(z.end.Add(z.offset)) && u.Before(z.end.Add(next.offset)) {
			return z.end.In(loc), Gap
		}
		z = next
	}
	switch len(hits) {
	case 0: // cannot happen: no zone's clock is moved by more than a day
		return d.In(loc), Gap
	case 1:
		return hits[0], Plain
	}
	return hits[0], Double
}

// zone is a span of time with one offset from UTC. A zero start or end means no limit.
type zone struct {
	start, end time.Time
	offset     time.Duration
}

func newZone(t time.Time, loc *time.Location) zone {
	t = t.In(loc)
	start, end := t.ZoneBounds()
	if !end.IsZero() && !end.After(t) { // from 2038 on, Go applies a zone's rule, and ends leap years a day early
		_, end = t.AddDate(0, 0, 1).ZoneBounds()
	}
	_, seconds := t.Zone()
	return zone{start, end, time.Duration(seconds) * time.Second}
}
