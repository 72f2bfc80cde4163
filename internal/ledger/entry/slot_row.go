package entry

import (
	"context"
	"encoding/json"

	"bilan/internal/ledger/database"
)

const slotColumns = `id, report, slot, row_key, extra, kind, addresses, on_day, due, state, reason, attempts, next_at,
	held_since, deadline, started, finished, edition, made, worker, job, day, unit, span, rule, edited`

// SlotRow is a slot with the fields that only the ledger uses.
type SlotRow struct {
	Slot
	Worker string
	Job    int64
}

func scanSlot(scan func(...any) error) (s SlotRow, err error) {
	var to string
	var due, next, held, deadline, started, finished, made, edited int64
	err = scan(&s.ID, &s.Report, &s.Key.Slot, &s.Row, &s.Extra, &s.Kind, &to, &s.On, &due, &s.State, &s.Reason, &s.Attempts, &next,
		&held, &deadline, &started, &finished, &s.Edition, &made, &s.Worker, &s.Job, &s.Day, &s.Unit, &s.Span, &s.Rule, &edited)
	if err != nil {
		return s, err
	}
	s.Due, s.Next, s.HeldSince, s.Deadline = database.Instant(due), database.Instant(next), database.Instant(held), database.Instant(deadline)
	s.Started, s.Finished, s.Made = database.Instant(started), database.Instant(finished), database.Instant(made)
	s.Edited = Edited(edited)
	return s, json.Unmarshal([]byte(to), &s.To)
}

// ReadSlots returns the slots that the SQL after FROM selects.
func ReadSlots(ctx context.Context, c database.Conn, rest string, args ...any) ([]SlotRow, error) {
	return database.All(ctx, c, "SELECT "+slotColumns+" FROM bilan_slot "+rest, args, scanSlot)
}

// ReadSlot returns a slot and locks its row. It returns ErrNotFound if there is none.
func ReadSlot(ctx context.Context, c database.Conn, where string, args ...any) (SlotRow, error) {
	list, err := ReadSlots(ctx, c, "WHERE "+where+" /*lock*/", args...)
	if err == nil && len(list) == 0 {
		err = database.ErrNotFound
	}
	if err != nil {
		return SlotRow{}, err
	}
	return list[0], nil
}

// ByKey is the SQL condition for a slot with a key. Its arguments are Key.Args.
const ByKey = "report = $1 AND slot = $2 AND row_key = $3 AND extra = $4"

// Args returns the arguments of ByKey.
func (k Key) Args() []any { return []any{k.Report, k.Slot, k.Row, k.Extra} }

// InsertSlot stores a new slot. It returns ErrNotFound if a slot with its key exists.
func InsertSlot(ctx context.Context, c database.Conn, s Slot) (id int64, err error) {
	to, err := json.Marshal(append([]string{}, s.To...))
	if err != nil {
		return 0, err
	}
	return id, database.One(ctx, c, `INSERT INTO bilan_slot (report, slot, row_key, extra, kind, addresses, on_day, due, state, reason, attempts,
			next_at, held_since, deadline, started, finished, edition, made, worker, job, day, unit, span, rule, edited)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, 0, 0, 0, $12, $13, $14, '', 0, $15, $16, $17, $18, $19)
		ON CONFLICT (report, slot, row_key, extra) DO NOTHING RETURNING id`,
		[]any{s.Report, s.Key.Slot, s.Row, s.Extra, string(s.Kind), string(to), s.On, database.Micros(s.Due), string(s.State), s.Reason,
			database.Micros(s.Next), database.Micros(s.Finished), s.Edition, database.Micros(s.Made), s.Day, s.Unit, s.Span, s.Rule, int64(s.Edited)}, &id)
}
