package ledger

import (
	"context"
	"errors"
	"time"

	"bilan/internal/ledger/database"
)

// Counts are the numbers of slots and deliveries for health checks and metrics.
type Counts struct {
	Slots      map[State]int         // slots that are not finished
	Deliveries map[DeliveryState]int // deliveries that are not finished, dead or uncertain
	Doubled    int                   // sent deliveries of which another copy may have arrived before
	Overdue    int                   // slots that could run now and do not run yet
	Waiting    int                   // deliveries that could run now and do not run yet
}

// Counts counts open work, and deliveries that are dead, uncertain or doubled.
func (l *Ledger) Counts(ctx context.Context) (Counts, error) {
	c := Counts{Slots: map[State]int{}, Deliveries: map[DeliveryState]int{}}
	if err := l.db.Present(); err != nil {
		return c, err
	}
	now := database.Micros(l.now())
	count := func(sql string, args []any, add func(state string, n int)) error {
		_, err := database.All(ctx, l.db.Reader(), sql, args, func(scan func(...any) error) (struct{}, error) {
			var state string
			var n int
			err := scan(&state, &n)
			if err == nil {
				add(state, n)
			}
			return struct{}{}, err
		})
		return err
	}
	return c, errors.Join(
		count("SELECT state, count(*) FROM bilan_slot WHERE state IN ('planned', 'producing', 'held', 'retrying') GROUP BY state", nil,
			func(s string, n int) { c.Slots[State(s)] = n }),
		count("SELECT state, count(*) FROM bilan_delivery WHERE state IN ('pending', 'sending', 'retrying') GROUP BY state", nil,
			func(s string, n int) { c.Deliveries[DeliveryState(s)] = n }),
		count("SELECT state, count(*) FROM bilan_delivery WHERE state IN ('dead', 'uncertain') GROUP BY state", nil,
			func(s string, n int) { c.Deliveries[DeliveryState(s)] = n }),
		count("SELECT '', count(*) FROM bilan_delivery WHERE state = 'sent' AND doubts > 0", nil,
			func(_ string, n int) { c.Doubled = n }),
		count("SELECT '', count(*) FROM bilan_slot WHERE state IN ('planned', 'held', 'retrying') AND next_at <= $1", []any{now},
			func(_ string, n int) { c.Overdue = n }),
		count("SELECT '', count(*) FROM bilan_delivery WHERE state IN ('pending', 'retrying') AND next_at <= $1", []any{now},
			func(_ string, n int) { c.Waiting = n }))
}

// LastSuccess returns for each report the time at which the newest edition of its schedule was stored.
func (l *Ledger) LastSuccess(ctx context.Context) (map[string]time.Time, error) {
	last := map[string]time.Time{}
	_, err := database.All(ctx, l.db.Reader(), "SELECT report, max(finished) FROM bilan_slot WHERE state = 'produced' AND row_key = '' AND extra = 0 GROUP BY report", nil,
		func(scan func(...any) error) (struct{}, error) {
			var report string
			var at int64
			err := scan(&report, &at)
			last[report] = database.Instant(at)
			return struct{}{}, err
		})
	return last, err
}

// Unmade counts the turns of each report's schedule that failed or were missed or skipped, as far as they are still
// stored.
func (l *Ledger) Unmade(ctx context.Context) (map[string]map[State]int, error) {
	counts := map[string]map[State]int{}
	_, err := database.All(ctx, l.db.Reader(), `SELECT report, state, count(*) FROM bilan_slot
		WHERE state IN ('failed', 'missed', 'skipped') AND row_key = '' AND extra = 0 GROUP BY report, state`, nil,
		func(scan func(...any) error) (struct{}, error) {
			var report string
			var state State
			var n int
			err := scan(&report, &state, &n)
			if counts[report] == nil {
				counts[report] = map[State]int{}
			}
			counts[report][state] = n
			return struct{}{}, err
		})
	return counts, err
}
