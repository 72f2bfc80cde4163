package ledger

import (
	"context"
	"slices"
	"time"

	"bilan/internal/ledger/database"
)

// Alarm is something wrong with the whole, not with one report. Times are UTC.
type Alarm struct {
	Kind   string
	Reason string // the newest words
	Since  time.Time
	Last   time.Time // when it was seen last
	Over   time.Time // when it ended; zero while it lasts
}

// The kinds of alarm.
const (
	MailAlarm   = "mail"   // the mail server takes nothing
	BehindAlarm = "behind" // the state was restored from a copy and is not settled
	AheadAlarm  = "ahead"  // reports are planned ahead of the clock
)

// When an alarm is told: at once, each day while it lasts, and at its end. A telling that failed is tried again soon.
const (
	tellAgain  = 24 * time.Hour
	tellFailed = time.Minute
)

const alarmColumns = "kind, reason, since, last_at, over"

func scanAlarm(scan func(...any) error) (a Alarm, err error) {
	var since, last, over int64
	err = scan(&a.Kind, &a.Reason, &since, &last, &over)
	a.Since, a.Last, a.Over = database.Instant(since), database.Instant(last), database.Instant(over)
	return a, err
}

// Alarms lists those that last.
func (l *Ledger) Alarms(ctx context.Context) ([]Alarm, error) {
	return database.All(ctx, l.db.Reader(), "SELECT "+alarmColumns+" FROM bilan_alarm WHERE over = 0 ORDER BY kind", nil, scanAlarm)
}

// ClaimAlarms gives the alarms, and ends of alarms, that are to be told now. Each is given to one process, which then calls
// AlarmTold; what it cannot tell is given out again after a minute.
func (l *Ledger) ClaimAlarms(ctx context.Context) (due []Alarm, err error) {
	now := l.now()
	const waiting = " FROM bilan_alarm WHERE tell_at > 0 AND tell_at <= $1"
	if list, err := database.All(ctx, l.db.Reader(), "SELECT "+alarmColumns+waiting, []any{database.Micros(now)}, scanAlarm); err != nil || len(list) == 0 {
		return nil, err
	}
	err = l.db.Write(ctx, func(t database.Tx) error {
		if due, err = database.All(ctx, t, "SELECT "+alarmColumns+waiting+" /*lock*/", []any{database.Micros(now)}, scanAlarm); err != nil {
			return err
		}
		for _, a := range due {
			if _, err := t.Exec(ctx, "UPDATE bilan_alarm SET tell_at = $2 WHERE kind = $1", a.Kind, database.Micros(now.Add(tellFailed))); err != nil {
				return err
			}
		}
		return nil
	})
	return due, err
}

// AlarmTold writes down that somebody was told of what ClaimAlarms gave.
func (l *Ledger) AlarmTold(ctx context.Context, a Alarm) error {
	next := l.now().Add(tellAgain)
	if !a.Over.IsZero() {
		next = time.Time{}
	}
	return l.db.Write(ctx, func(t database.Tx) error {
		// One that began or ended meanwhile is still to be told.
		_, err := t.Exec(ctx, "UPDATE bilan_alarm SET tell_at = $4 WHERE kind = $1 AND since = $2 AND over = $3", a.Kind, database.Micros(a.Since), database.Micros(a.Over), database.Micros(next))
		return err
	})
}

// SetAlarm begins an alarm, or ends it when reason is "". It writes nothing when that is so already.
func (l *Ledger) SetAlarm(ctx context.Context, kind, reason string) error {
	lasting, err := l.Alarms(ctx)
	if err != nil || slices.ContainsFunc(lasting, func(a Alarm) bool { return a.Kind == kind }) == (reason != "") {
		return err
	}
	return l.db.Write(ctx, func(t database.Tx) error {
		if reason == "" {
			return l.endAlarm(ctx, t, kind)
		}
		return l.raise(ctx, t, kind, reason)
	})
}

// raise begins an alarm, or notes that it goes on.
func (l *Ledger) raise(ctx context.Context, t database.Tx, kind, reason string) error {
	now := database.Micros(l.now())
	n, err := t.Exec(ctx, "UPDATE bilan_alarm SET last_at = $2, reason = $3 WHERE kind = $1 AND over = 0", kind, now, reason)
	if err != nil || n > 0 {
		return err
	}
	_, err = t.Exec(ctx, `INSERT INTO bilan_alarm (kind, reason, since, last_at, over, tell_at) VALUES ($1, $3, $2, $2, 0, $2)
		ON CONFLICT (kind) DO UPDATE SET reason = excluded.reason, since = excluded.since, last_at = excluded.last_at, over = 0, tell_at = excluded.tell_at`, kind, now, reason)
	return err
}

// endAlarm ends what lasts.
func (l *Ledger) endAlarm(ctx context.Context, t database.Tx, kind string) error {
	now := database.Micros(l.now())
	_, err := t.Exec(ctx, "UPDATE bilan_alarm SET over = $2, tell_at = $2 WHERE kind = $1 AND over = 0", kind, now)
	return err
}
