package ledger

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"bilan/internal/clock"
	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/store"
)

// CompareClock compares the machine's clock with the database server's, if there is one.
func (l *Ledger) CompareClock(ctx context.Context, g *clock.Guard) error {
	err := g.Compare(ctx, l.db.ServerTime)
	if errors.Is(err, store.ErrNoServer) {
		return nil
	}
	return err
}

// KeepReading keeps the last confirmed reading for the next process.
func (l *Ledger) KeepReading(ctx context.Context, r clock.Reading) error {
	return l.db.Write(ctx, func(t database.Tx) error {
		_, err := t.Exec(ctx, `INSERT INTO bilan_clock (only_row, wall, uptime, boot) VALUES (1, $1, $2, $3)
			ON CONFLICT (only_row) DO UPDATE SET wall = excluded.wall, uptime = excluded.uptime, boot = excluded.boot`,
			database.Micros(r.Wall), r.Uptime.Microseconds(), r.Boot)
		return err
	})
}

// LastReading returns the last reading that KeepReading stored; zero if there is none. With a database server it is
// always zero, because the server's clock decides, and several machines use the state.
func (l *Ledger) LastReading(ctx context.Context) (r clock.Reading, err error) {
	if _, err := l.db.ServerTime(ctx); !errors.Is(err, store.ErrNoServer) {
		return r, err
	}
	var wall, uptime int64
	err = database.One(ctx, l.db.Reader(), "SELECT wall, uptime, boot FROM bilan_clock", nil, &wall, &uptime, &r.Boot)
	if errors.Is(err, ErrNotFound) {
		return clock.Reading{}, nil
	}
	r.Wall, r.Uptime = database.Instant(wall), time.Duration(uptime)*time.Microsecond
	return r, err
}

// aheadBy is how far a watermark may be ahead of the clock. The planner looks a minute ahead, and the clocks of
// machines differ.
const aheadBy = 10 * time.Minute

// Ahead reports whether a report is planned further than the planner looks.
func (m Watermark) Ahead(now time.Time) bool { return m.Until.Sub(now) > aheadBy }

// PlannedAhead lists the reports that are planned further than the planner looks, and until when: a clock that was wrong has
// planned them, and nothing is planned for them until then.
func (l *Ledger) PlannedAhead(ctx context.Context) (map[string]time.Time, error) {
	ahead := map[string]time.Time{}
	_, err := database.All(ctx, l.db.Reader(), "SELECT report, until FROM bilan_watermark WHERE until > $1", []any{database.Micros(l.now().Add(aheadBy))},
		func(scan func(...any) error) (struct{}, error) {
			var report string
			var until int64
			err := scan(&report, &until)
			ahead[report] = database.Instant(until)
			return struct{}{}, err
		})
	return ahead, err
}

// Repair describes the changes when a report that was planned ahead is set back to the clock.
type Repair struct {
	Report string
	Until  time.Time // it was planned until then
	GaveUp int       // turns ahead that were given up or left out, and will be planned again
	Made   []Slot    // turns ahead that were made: they stay as made by hand, and the schedule's own will be made
}

// RepairAhead sets reports that are planned ahead back to the clock; what was due while it was wrong is planned next. With dry
// it changes nothing and returns what it would do.
func (l *Ledger) RepairAhead(ctx context.Context, dry bool) (list []Repair, err error) {
	ahead, err := l.PlannedAhead(ctx)
	if err != nil {
		return nil, err
	}
	for _, report := range slices.Sorted(maps.Keys(ahead)) {
		r := Repair{Report: report, Until: ahead[report]}
		err := l.db.Write(ctx, func(t database.Tx) error { return l.repair(ctx, t, &r, dry) })
		if err != nil {
			return list, err
		}
		list = append(list, r)
	}
	return list, nil
}

// Turns ahead that nobody left out by hand. The minute that the planner looks ahead is excluded.
const (
	givenUpAhead = "FROM bilan_slot WHERE report = $1 AND due > $2 AND extra = 0 AND (state = 'missed' OR state = 'skipped' AND reason LIKE 'paused%')"
	referred     = "(EXISTS (SELECT 1 FROM bilan_delivery d WHERE d.slot_id = bilan_slot.id) OR EXISTS (SELECT 1 FROM bilan_attempt a WHERE a.slot_id = bilan_slot.id))"
	madeAhead    = "WHERE report = $1 AND due > $2 AND extra = 0 AND state IN ('produced', 'failed', 'held', 'retrying') ORDER BY due /*lock*/"
)

func (l *Ledger) repair(ctx context.Context, t database.Tx, r *Repair, dry bool) error {
	now := l.now()
	args := []any{r.Report, database.Micros(now.Add(time.Minute))}
	if err := database.One(ctx, t, "SELECT count(*) "+givenUpAhead, args, &r.GaveUp); err != nil {
		return err
	}
	made, err := entry.ReadSlots(ctx, t, madeAhead, args...)
	if err != nil {
		return err
	}
	r.Made = nil
	for _, s := range made {
		r.Made = append(r.Made, s.Slot)
		if dry {
			continue
		}
		if err := makeExtra(ctx, t, s); err != nil {
			return err
		}
	}
	if dry {
		return nil
	}
	// Turns that a notice has mentioned stay in the history.
	told, err := entry.ReadSlots(ctx, t, "WHERE id IN (SELECT bilan_slot.id "+givenUpAhead+" AND "+referred+")", args...)
	if err != nil {
		return err
	}
	for _, s := range told {
		if err := makeExtra(ctx, t, s); err != nil {
			return err
		}
	}
	if _, err := t.Exec(ctx, "DELETE "+givenUpAhead, args...); err != nil {
		return err
	}
	until, err := plannedUpTo(ctx, t, r.Report, now)
	if err != nil {
		return err
	}
	_, err = t.Exec(ctx, "UPDATE bilan_watermark SET until = $2 WHERE report = $1", r.Report, database.Micros(until))
	return err
}

// plannedUpTo is up to when a report was planned for sure: its newest turn that is not ahead, or when its rule was loaded. What was due since,
// while the clock was wrong, is planned with the rest.
func plannedUpTo(ctx context.Context, t database.Tx, report string, now time.Time) (time.Time, error) {
	var due, loaded int64
	err := database.One(ctx, t, `SELECT coalesce((SELECT max(due) FROM bilan_slot WHERE report = $1 AND extra = 0 AND due <= $2), 0), loaded FROM bilan_watermark WHERE report = $1`,
		[]any{report, database.Micros(now)}, &due, &loaded)
	return database.Instant(min(max(due, loaded), database.Micros(now))), err
}

// makeExtra makes a turn one that was asked for by hand, so that the schedule's own can be planned.
func makeExtra(ctx context.Context, t database.Tx, s entry.SlotRow) error {
	var extra int64
	err := database.One(ctx, t, "SELECT coalesce(max(extra), 0) + 1 FROM bilan_slot WHERE report = $1 AND slot = $2 AND row_key = $3", []any{s.Report, s.Key.Slot, s.Row}, &extra)
	if err != nil {
		return err
	}
	for _, table := range []string{"bilan_edition", "bilan_delivery"} {
		if _, err := t.Exec(ctx, "UPDATE "+table+" SET extra = $2 WHERE slot_id = $1", s.ID, extra); err != nil {
			return err
		}
	}
	_, err = t.Exec(ctx, "UPDATE bilan_slot SET extra = $2, kind = 'again' WHERE id = $1", s.ID, extra)
	return err
}
