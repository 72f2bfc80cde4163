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

// CompareClock compares the machine's clock with that of the database server. It does nothing for SQLite.
func (l *Ledger) CompareClock(ctx context.Context, g *clock.Guard) error {
	err := g.Compare(ctx, l.db.ServerTime)
	if errors.Is(err, store.ErrNoServer) {
		return nil
	}
	return err
}

// KeepReading stores the last confirmed reading of the clock for the next process.
func (l *Ledger) KeepReading(ctx context.Context, r clock.Reading) error {
	return l.db.Write(ctx, func(t database.Tx) error {
		_, err := t.Exec(ctx, `INSERT INTO bilan_clock (only_row, wall, uptime, boot) VALUES (1, $1, $2, $3)
			ON CONFLICT (only_row) DO UPDATE SET wall = excluded.wall, uptime = excluded.uptime, boot = excluded.boot`,
			database.Micros(r.Wall), r.Uptime.Microseconds(), r.Boot)
		return err
	})
}

// LastReading returns the reading that KeepReading stored, or a zero Reading if there is none. With a database server
// it is always zero: several machines use the state, and the server's clock decides.
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

// Ahead reports whether a report is planned further ahead than the planner looks.
func (m Watermark) Ahead(now time.Time) bool { return m.Until.Sub(now) > aheadBy }

// PlannedAhead returns the reports that are planned further ahead than the planner looks, with the time up to which
// each is planned. A wrong clock has planned them, and until that time nothing is planned for them.
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

// Repair describes how a report that was planned ahead is set back to the clock.
type Repair struct {
	Report string
	Until  time.Time // the time up to which it was planned
	GaveUp int       // turns ahead that were missed or skipped, which will be planned again
	// turns ahead that were made: they become turns requested by hand, and the schedule's turns will be made
	Made []Slot
}

// RepairAhead sets reports that are planned ahead back to the clock. The next call of Plan plans what was due while the
// clock was wrong. With dry it changes nothing and returns what it would do.
func (l *Ledger) RepairAhead(ctx context.Context, dry bool) (list []Repair, err error) {
	ahead, err := l.PlannedAhead(ctx)
	if err != nil {
		return nil, err
	}
	for _, report := range slices.Sorted(maps.Keys(ahead)) {
		r := Repair{Report: report, Until: ahead[report]}
		err := l.db.Write(ctx, func(t database.Tx) error { return l.repairReport(ctx, t, &r, dry) })
		if err != nil {
			return list, err
		}
		list = append(list, r)
	}
	return list, nil
}

// SQL conditions for turns ahead that nobody skipped by hand. They exclude the minute that the planner looks ahead.
const (
	givenUpAhead = "FROM bilan_slot WHERE report = $1 AND due > $2 AND extra = 0 AND (state = 'missed' OR state = 'skipped' AND reason LIKE 'paused%')"
	referredTo   = "(EXISTS (SELECT 1 FROM bilan_delivery d WHERE d.slot_id = bilan_slot.id) OR EXISTS (SELECT 1 FROM bilan_attempt a WHERE a.slot_id = bilan_slot.id))"
	madeAhead    = "WHERE report = $1 AND due > $2 AND extra = 0 AND state IN ('produced', 'failed', 'held', 'retrying') ORDER BY due /*lock*/"
)

func (l *Ledger) repairReport(ctx context.Context, t database.Tx, r *Repair, dry bool) error {
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
	reported, err := entry.ReadSlots(ctx, t, "WHERE id IN (SELECT bilan_slot.id "+givenUpAhead+" AND "+referredTo+")", args...)
	if err != nil {
		return err
	}
	for _, s := range reported {
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

// plannedUpTo returns the time up to which a report was certainly planned: the due time of its newest turn that is not
// ahead, or the time when its rule was loaded. Turns that were due later are planned again.
func plannedUpTo(ctx context.Context, t database.Tx, report string, now time.Time) (time.Time, error) {
	var due, loaded int64
	err := database.One(ctx, t, `SELECT coalesce((SELECT max(due) FROM bilan_slot WHERE report = $1 AND extra = 0 AND due <= $2), 0), loaded FROM bilan_watermark WHERE report = $1`,
		[]any{report, database.Micros(now)}, &due, &loaded)
	return database.Instant(min(max(due, loaded), database.Micros(now))), err
}

// makeExtra turns a turn of the schedule into one requested by hand, so that the schedule's turn can be planned again.
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
