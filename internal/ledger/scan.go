package ledger

import (
	"context"
	"encoding/json"

	"bilan/internal/ledger/database"
)

const slotColumns = `id, report, slot, row_key, extra, kind, addresses, on_day, due, state, reason, attempts, next_at,
	held_since, deadline, started, finished, edition, made, worker, job, day, unit, span, rule, edited`

// slotRow is a slot with what only the ledger knows of it.
type slotRow struct {
	Slot
	worker string
	job    int64
}

func scanSlot(scan func(...any) error) (s slotRow, err error) {
	var to string
	var due, next, held, deadline, started, finished, made, edited int64
	err = scan(&s.ID, &s.Report, &s.Key.Slot, &s.Row, &s.Extra, &s.Kind, &to, &s.On, &due, &s.State, &s.Reason, &s.Attempts, &next,
		&held, &deadline, &started, &finished, &s.Edition, &made, &s.worker, &s.job, &s.Day, &s.Unit, &s.Span, &s.Rule, &edited)
	if err != nil {
		return s, err
	}
	s.Due, s.Next, s.HeldSince, s.Deadline = database.Instant(due), database.Instant(next), database.Instant(held), database.Instant(deadline)
	s.Started, s.Finished, s.Made = database.Instant(started), database.Instant(finished), database.Instant(made)
	s.Edited = Edited(edited)
	return s, json.Unmarshal([]byte(to), &s.To)
}

// slots reads the slots that rest chooses.
func slots(ctx context.Context, c database.Conn, rest string, args ...any) ([]slotRow, error) {
	return database.All(ctx, c, "SELECT "+slotColumns+" FROM bilan_slot "+rest, args, scanSlot)
}

// slotBy reads one slot and locks it; ErrNotFound when there is none.
func slotBy(ctx context.Context, c database.Conn, where string, args ...any) (slotRow, error) {
	list, err := slots(ctx, c, "WHERE "+where+" /*lock*/", args...)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return slotRow{}, err
	}
	return list[0], nil
}

const byKey = "report = $1 AND slot = $2 AND row_key = $3 AND extra = $4"

func (k Key) args() []any { return []any{k.Report, k.Slot, k.Row, k.Extra} }

// insertSlot keeps a new slot; ErrNotFound when its key is taken.
func insertSlot(ctx context.Context, c database.Conn, s Slot) (id int64, err error) {
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

const deliveryColumns = `id, coalesce(edition, 0), coalesce(slot_id, 0), report, slot, row_key, extra, address, copy, sender, role, name,
	message_id, purpose, coalesce(dedupe, ''), state, code, reply, attempts, doubts, created, next_at, sent_at, job`

type deliveryRow struct {
	Delivery
	slot int64
	job  int64
}

func scanDelivery(scan func(...any) error) (deliveryRow, error) { return scanParcel(scan) }

// scanParcel reads a delivery and, into more, what is selected after its columns.
func scanParcel(scan func(...any) error, more ...any) (d deliveryRow, err error) {
	var created, next, sent int64
	dest := []any{&d.ID, &d.Edition, &d.slot, &d.Key.Report, &d.Key.Slot, &d.Key.Row, &d.Key.Extra, &d.Address, &d.Copy, &d.Sender, &d.Role,
		&d.Name, &d.MessageID, &d.Purpose, &d.Dedupe, &d.State, &d.Code, &d.Reply, &d.Attempts, &d.Doubts, &created, &next, &sent, &d.job}
	if err = scan(append(dest, more...)...); err != nil {
		return d, err
	}
	d.Created, d.Next, d.SentAt = database.Instant(created), database.Instant(next), database.Instant(sent)
	return d, nil
}

func deliveries(ctx context.Context, c database.Conn, rest string, args ...any) ([]deliveryRow, error) {
	return database.All(ctx, c, "SELECT "+deliveryColumns+" FROM bilan_delivery "+rest, args, scanDelivery)
}
