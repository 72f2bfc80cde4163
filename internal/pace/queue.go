package pace

import (
	"sync"
	"time"
)

// Queue spreads the messages of one process over the instants that all processes share. The zero value is ready for use,
// and safe for concurrent use.
type Queue struct {
	mu       sync.Mutex
	reserved map[int64]reservation
	latest   time.Time // the latest instant in begin
}

// reservation is the instant at which a message may begin, if it is granted, or ask for an instant, if it is not.
type reservation struct {
	at      time.Time
	granted bool
}

// Reserve returns the instant at which the message id may begin or must ask again; the zero time means that it may begin
// now. grant reserves the next shared instant; if that is too far ahead, it returns the instant with granted false.
func (q *Queue) Reserve(m Limits, id int64, now func() time.Time, grant func() (at time.Time, granted bool, err error)) (time.Time, error) {
	if !m.Paced() {
		return time.Time{}, nil
	}
	at, granted := q.reserveLocally(m, id, now())
	if granted || at.After(now()) {
		return at, nil
	}
	at, granted, err := grant()
	if err != nil {
		return time.Time{}, err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case !granted: // ask again when the instant is near enough to be granted
		q.latest = laterOf(laterOf(q.latest, now()), at.Add(-Ahead)).Add(m.spacing())
		q.reserved[id] = reservation{at: q.latest}
		return q.latest, nil
	case !at.After(now()):
		delete(q.reserved, id)
		return time.Time{}, nil
	}
	q.reserved[id] = reservation{at, true}
	return at, nil
}

// reserveLocally spreads the requests of this process over time, so that a thousand messages do not ask for an instant
// at once.
func (q *Queue) reserveLocally(m Limits, id int64, now time.Time) (at time.Time, granted bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.reserved == nil {
		q.reserved = map[int64]reservation{}
	}
	b, known := q.reserved[id]
	switch {
	case known && b.at.After(now):
		return b.at, false
	case known && b.granted:
		delete(q.reserved, id)
		return time.Time{}, true
	case known:
		return now, false
	}
	q.latest = laterOf(q.latest.Add(m.spacing()), now)
	q.reserved[id] = reservation{at: q.latest}
	return q.latest, false
}
