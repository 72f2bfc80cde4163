package ledger

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// Filter selects slots. A zero field selects all.
type Filter struct {
	Report   string
	Slot     string
	Row      *string
	States   []State
	Since    time.Time // due at or after this time
	Until    time.Time // due before this time
	NoExtras bool
	Limit    int
}

// where returns the filter as SQL, with its arguments.
func (f Filter) where() (string, []any) {
	sql, args := "WHERE 1 = 1", []any{}
	add := func(condition string, arg any) {
		args = append(args, arg)
		sql += fmt.Sprintf(" AND "+condition, fmt.Sprintf("$%d", len(args)))
	}
	if f.Report != "" {
		add("report = %s", f.Report)
	}
	if f.Slot != "" {
		add("slot = %s", f.Slot)
	}
	if f.Row != nil {
		add("row_key = %s", *f.Row)
	}
	if !f.Since.IsZero() {
		add("due >= %s", database.Micros(f.Since))
	}
	if !f.Until.IsZero() {
		add("due < %s", database.Micros(f.Until))
	}
	if f.NoExtras {
		sql += " AND extra = 0"
	}
	if len(f.States) > 0 {
		var placeholders []string
		for _, s := range f.States {
			args = append(args, string(s))
			placeholders = append(placeholders, fmt.Sprintf("$%d", len(args)))
		}
		sql += " AND state IN (" + strings.Join(placeholders, ", ") + ")"
	}
	sql += " ORDER BY due DESC, id DESC"
	if f.Limit > 0 {
		sql += fmt.Sprintf(" LIMIT %d", f.Limit)
	}
	return sql, args
}

// Slots returns the slots that a filter selects, the newest due time first.
func (l *Ledger) Slots(ctx context.Context, f Filter) ([]Slot, error) {
	where, args := f.where()
	list, err := entry.ReadSlots(ctx, l.db.Reader(), where, args...)
	out := make([]Slot, len(list))
	for i, s := range list {
		out[i] = s.Slot
	}
	return out, err
}

// Slot returns the slot with this key, or ErrNotFound.
func (l *Ledger) Slot(ctx context.Context, k Key) (Slot, error) {
	list, err := entry.ReadSlots(ctx, l.db.Reader(), "WHERE "+entry.ByKey, k.Args()...)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s: %w", k, ErrNotFound)
	}
	if err != nil {
		return Slot{}, err
	}
	return list[0].Slot, nil
}

// Editions returns a report's editions without PDF and figures, newest first. If slot is not "", it returns only those
// of the slot.
func (l *Ledger) Editions(ctx context.Context, report, slot string) ([]Edition, error) {
	return entry.ReadEditions(ctx, l.db.Reader(), "WHERE report = $1 AND ($2 = '' OR slot = $2) ORDER BY id DESC", report, slot)
}

// Edition returns an edition with all its content. It returns ErrNotFound if the edition does not exist or was removed
// because of its age.
func (l *Ledger) Edition(ctx context.Context, id int64) (Edition, error) {
	return entry.ReadEdition(ctx, l.db.Reader(), id)
}

// Deliveries returns the deliveries of an edition without their bytes, in the order in which they were requested.
func (l *Ledger) Deliveries(ctx context.Context, edition int64) ([]Delivery, error) {
	return l.deliveries(ctx, "WHERE edition = $1 ORDER BY id", edition)
}

// TurnDeliveries returns the deliveries of all editions of a turn, including those of members, without their bytes,
// oldest first.
func (l *Ledger) TurnDeliveries(ctx context.Context, k Key) ([]Delivery, error) {
	return l.deliveries(ctx, "WHERE report = $1 AND slot = $2 AND extra = $3 AND edition IS NOT NULL ORDER BY id", k.Report, k.Slot, k.Extra)
}

// ReplacedBy returns, by edition, the newest version that replaces an edition of the turn or of its corrections.
// Editions that are not replaced are not in the map.
func (l *Ledger) ReplacedBy(ctx context.Context, k Key) (map[int64]int, error) {
	return entry.ReadReplaced(ctx, l.db.Reader(), k)
}

// NoticesOf returns the notices about a report's slot, or about all its slots if slot is "". They are without their
// bytes, oldest first.
func (l *Ledger) NoticesOf(ctx context.Context, report, slot string) ([]Delivery, error) {
	return l.deliveries(ctx, "WHERE edition IS NULL AND report = $1 AND ($2 = '' OR slot = $2) ORDER BY id", report, slot)
}

func (l *Ledger) deliveries(ctx context.Context, rest string, args ...any) ([]Delivery, error) {
	list, err := entry.ReadDeliveries(ctx, l.db.Reader(), rest, args...)
	out := make([]Delivery, len(list))
	for i, d := range list {
		out[i] = d.Delivery
	}
	return out, err
}

// Delivery returns a delivery with its bytes, or ErrNotFound.
func (l *Ledger) Delivery(ctx context.Context, id int64) (Delivery, error) {
	d, err := entry.ReadDelivery(ctx, l.db.Reader(), id)
	if err != nil {
		err = fmt.Errorf("delivery %d: %w", id, err)
	}
	return d.Delivery, err
}

// Attempts returns the attempts at a slot and at its deliveries, oldest first.
func (l *Ledger) Attempts(ctx context.Context, slot int64) ([]Attempt, error) {
	return database.All(ctx, l.db.Reader(), `SELECT id, coalesce(slot_id, 0), coalesce(delivery, 0), number, worker, started, ended, outcome, reason, code, detail FROM bilan_attempt
		WHERE slot_id = $1 OR delivery IN (SELECT id FROM bilan_delivery WHERE slot_id = $1) ORDER BY id`, []any{slot},
		func(scan func(...any) error) (a Attempt, err error) {
			var started, ended int64
			err = scan(&a.ID, &a.Slot, &a.Delivery, &a.Number, &a.Worker, &started, &ended, &a.Outcome, &a.Reason, &a.Code, &a.Detail)
			a.Started, a.Ended = database.Instant(started), database.Instant(ended)
			return a, err
		})
}

// followEvery is how often Follow reads the state.
const followEvery = 150 * time.Millisecond

// Follow calls see with a slot and its deliveries, including those of its members, immediately and after each change.
// The deliveries are without their bytes. It returns when see returns true or ctx ends. The work may be done by any
// process.
func (l *Ledger) Follow(ctx context.Context, k Key, see func(Slot, []Delivery) (done bool)) error {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	var last Slot
	var sent []Delivery
	for first := true; ; first = false {
		s, err := l.Slot(ctx, k)
		if err != nil {
			return err
		}
		list, err := l.deliveries(ctx, "WHERE report = $1 AND slot = $2 AND extra = $3 AND ($4 = '' OR row_key = $4) ORDER BY id", k.Report, k.Slot, k.Extra, k.Row)
		if err != nil {
			return err
		}
		if first || !reflect.DeepEqual(s, last) || !slices.EqualFunc(list, sent, func(a, b Delivery) bool { return reflect.DeepEqual(a, b) }) {
			if see(s, list) {
				return nil
			}
			last, sent = s, list
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}
