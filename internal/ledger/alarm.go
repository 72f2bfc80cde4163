package ledger

import (
	"context"
	"slices"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// An alarm is raised immediately, once a day while it lasts, and when it ends. A failed attempt to raise it is repeated
// after a minute.
const (
	raiseAgainAfter = 24 * time.Hour
	retryRaiseAfter = time.Minute
)

// Alarms returns the alarms that have not ended.
func (l *Ledger) Alarms(ctx context.Context) ([]Alarm, error) {
	return entry.LastingAlarms(ctx, l.db.Reader())
}

// ClaimAlarms returns the alarms that are due to be raised now, and the ends of alarms. Each goes to one process, which
// raises it and then calls AlarmRaised. Without that call it is due again after a minute.
func (l *Ledger) ClaimAlarms(ctx context.Context) (due []Alarm, err error) {
	now := l.now()
	const waiting = "WHERE tell_at > 0 AND tell_at <= $1"
	if list, err := entry.ReadAlarms(ctx, l.db.Reader(), waiting, database.Micros(now)); err != nil || len(list) == 0 {
		return nil, err
	}
	err = l.db.Write(ctx, func(t database.Tx) error {
		if due, err = entry.ReadAlarms(ctx, t, waiting+" /*lock*/", database.Micros(now)); err != nil {
			return err
		}
		for _, a := range due {
			if _, err := t.Exec(ctx, "UPDATE bilan_alarm SET tell_at = $2 WHERE kind = $1", a.Kind, database.Micros(now.Add(retryRaiseAfter))); err != nil {
				return err
			}
		}
		return nil
	})
	return due, err
}

// AlarmRaised records that an alarm from ClaimAlarms was raised.
func (l *Ledger) AlarmRaised(ctx context.Context, a Alarm) error {
	next := l.now().Add(raiseAgainAfter)
	if !a.Over.IsZero() {
		next = time.Time{}
	}
	return l.db.Write(ctx, func(t database.Tx) error {
		// An alarm that began or ended in the meantime is still due.
		_, err := t.Exec(ctx, "UPDATE bilan_alarm SET tell_at = $4 WHERE kind = $1 AND since = $2 AND over = $3", a.Kind, database.Micros(a.Since), database.Micros(a.Over), database.Micros(next))
		return err
	})
}

// SetAlarm begins an alarm, or ends it when reason is "". It writes nothing if the alarm is already in that state.
func (l *Ledger) SetAlarm(ctx context.Context, kind, reason string) error {
	lasting, err := l.Alarms(ctx)
	if err != nil || slices.ContainsFunc(lasting, func(a Alarm) bool { return a.Kind == kind }) == (reason != "") {
		return err
	}
	return l.db.Write(ctx, func(t database.Tx) error {
		if reason == "" {
			return l.entries.EndAlarm(ctx, t, kind)
		}
		return l.entries.RaiseAlarm(ctx, t, kind, reason)
	})
}
