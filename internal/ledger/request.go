package ledger

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// TurnRequest is a request for a turn, made by hand.
type TurnRequest struct {
	Key           // the ledger chooses Extra
	Kind          // "" means Scheduled
	Work          // of the schedule's turn; of another turn only Day, the day that it reports
	To   []string // the addresses of a test, for Kind Address only
	Due  time.Time
	On   string

	Along func(context.Context, Tx, Slot) error // called in the transaction that stores a new turn; may be nil
}

// Request asks that a slot is produced now. For the kind Scheduled it uses the slot of the schedule, which it creates
// if it is missing. done is true if that slot was produced already; then nothing happens. Any other kind creates a turn
// of its own.
func (l *Ledger) Request(ctx context.Context, a TurnRequest) (s Slot, done bool, err error) {
	if err := l.origin.Check(ctx); err != nil {
		return Slot{}, false, err
	}
	err = l.db.Write(ctx, func(t database.Tx) (err error) {
		if a.Kind == "" || a.Kind == Scheduled {
			s, done, err = l.requestTurn(ctx, t, a)
		} else {
			s, err = l.requestExtra(ctx, t, a)
		}
		return err
	})
	if err != nil {
		err = fmt.Errorf("ask for %s: %w", a.Key, err)
	}
	return s, done, err
}

func (l *Ledger) requestTurn(ctx context.Context, t database.Tx, a TurnRequest) (Slot, bool, error) {
	a.Extra = 0
	known, err := entry.SlotRow{}, ErrNotFound
	if !strings.Contains(a.Slot, "/") {
		known, err = findSameWork(ctx, t, Slot{Key: a.Key, Work: a.Work, Due: a.Due})
	}
	if errors.Is(err, ErrNotFound) { // no slot does the same work, but an edit may have skipped this turn
		known, err = entry.ReadSlot(ctx, t, entry.ByKey, a.Key.Args()...)
	}
	if errors.Is(err, ErrNotFound) {
		s, err := l.newTurn(ctx, t, a, Scheduled)
		if !errors.Is(err, ErrNotFound) {
			return s, false, err
		}
		known, err = entry.ReadSlot(ctx, t, entry.ByKey, a.Key.Args()...) // another process was faster
		return known.Slot, known.State == Produced, err
	}
	if err != nil || known.State == Produced || known.State == Producing {
		return known.Slot, known.State == Produced, err
	}
	s, err := l.entries.Restart(ctx, t, known)
	return s, false, err
}

func (l *Ledger) requestExtra(ctx context.Context, t database.Tx, a TurnRequest) (Slot, error) {
	for {
		err := database.One(ctx, t, "SELECT coalesce(max(extra), 0) + 1 FROM bilan_slot WHERE report = $1 AND slot = $2 AND row_key = $3",
			[]any{a.Report, a.Slot, a.Row}, &a.Extra)
		if err != nil {
			return Slot{}, err
		}
		s, err := l.newTurn(ctx, t, a, a.Kind)
		if !errors.Is(err, ErrNotFound) {
			return s, err
		}
	}
}

// newTurn stores a new slot that runs now. If a slot with the same key exists, nothing is
// stored and the error is ErrNotFound.
func (l *Ledger) newTurn(ctx context.Context, t database.Tx, a TurnRequest, kind Kind) (Slot, error) {
	now := l.now().UTC()
	s := Slot{Key: a.Key, Work: a.Work, Kind: kind, To: a.To, On: a.On, Due: a.Due.UTC(), State: Planned, Next: now}
	if s.Due.IsZero() {
		s.Due = now
	}
	var err error
	if s.ID, err = entry.InsertSlot(ctx, t, s); err != nil {
		return s, err
	}
	if a.Along != nil {
		if err := a.Along(ctx, entry.NewTx(t), s); err != nil {
			return s, err
		}
	}
	return s, l.entries.QueueSlots(ctx, t, s)
}

// RetrySlot makes a slot run now that is held, retrying, failed, missed or skipped. It returns ErrDone if the slot was
// produced, and ErrBusy while it is being produced.
func (l *Ledger) RetrySlot(ctx context.Context, k Key) error {
	if err := l.origin.Check(ctx); err != nil {
		return err
	}
	return l.onSlot(ctx, "retry", k, func(t database.Tx, s entry.SlotRow) error {
		_, err := l.entries.Restart(ctx, t, s)
		return err
	})
}

// SkipSlot skips a turn of a report, even if the turn is not planned yet. It returns ErrDone if the turn was produced,
// and ErrBusy while it is being produced.
func (l *Ledger) SkipSlot(ctx context.Context, report string, turn Turn, reason string) error {
	k := Key{Report: report, Slot: turn.Slot}
	err := l.onSlot(ctx, "skip", k, func(t database.Tx, s entry.SlotRow) error {
		if _, err := t.Exec(ctx, "UPDATE bilan_slot SET edited = 0 WHERE id = $1", s.ID); err != nil {
			return err
		}
		return l.entries.EndSlot(ctx, t, s.ID, Skipped, reason)
	})
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	return l.db.Write(ctx, func(t database.Tx) error {
		s := Slot{Key: k, Work: turn.Work, Kind: Scheduled, On: turn.On, Due: turn.Due.UTC(), State: Skipped, Reason: reason, Finished: l.now().UTC()}
		_, err := entry.InsertSlot(ctx, t, s)
		return err
	})
}

// onSlot calls do with a slot, unless the slot is produced or being produced.
func (l *Ledger) onSlot(ctx context.Context, what string, k Key, do func(database.Tx, entry.SlotRow) error) error {
	err := l.db.Write(ctx, func(t database.Tx) error {
		s, err := entry.ReadSlot(ctx, t, entry.ByKey, k.Args()...)
		switch {
		case err != nil:
			return err
		case s.State == Produced:
			return ErrDone
		case s.State == Producing:
			return ErrBusy
		}
		return do(t, s)
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", what, k, err)
	}
	return nil
}
