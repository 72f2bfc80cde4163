package ledger

import (
	"context"
	"errors"
	"time"

	"bilan/internal/ledger/database"
)

// Counts are for health and metrics.
type Counts struct {
	Slots      map[State]int         // the open ones
	Deliveries map[DeliveryState]int // the open ones, the dead and the uncertain
	Doubled    int                   // sent ones of which another copy may have arrived before
	Overdue    int                   // slots that could run now and do not yet
	Waiting    int                   // deliveries that could run now and do not yet
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

// LastSuccess is when the schedule's newest edition of each report was kept.
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

// Unmade counts the schedule's turns of each report that were failed, missed or skipped and are still kept.
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
