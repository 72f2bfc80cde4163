package schedule

import (
	"time"

	"bilan/internal/period"
)

// Fold is what a zone's clock does at a wall time.
type Fold int

// The folds.
const (
	Plain  Fold = iota
	Gap         // the clock leaps over it
	Double      // the clock shows it twice
)

// Wall is the instant at which a zone's clock shows a minute of a day: the first of two, or the first one after the
// gap when it shows it never.
func Wall(d period.Date, minute int, loc *time.Location) (time.Time, Fold) {
	u := d.Time().Add(time.Duration(minute) * time.Minute) // the wall time, read as UTC
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
	case 0: // no zone leaps by more than a day
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
	if !end.IsZero() && !end.After(t) { // Go ends a year of 366 days a day early where it goes by a zone's rule, as from 2038
		_, end = t.AddDate(0, 0, 1).ZoneBounds()
	}
	_, seconds := t.Zone()
	return zone{start, end, time.Duration(seconds) * time.Second}
}
