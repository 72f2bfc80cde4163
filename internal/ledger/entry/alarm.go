package entry

import (
	"context"
	"time"

	"bilan/internal/ledger/database"
)

// Alarm is a problem of the whole program, not of one report. Times are UTC.
type Alarm struct {
	Kind   string
	Reason string // the latest reason
	Since  time.Time
	Last   time.Time // when the problem was last seen
	Over   time.Time // when it ended; zero while it lasts
}

// The kinds of alarm.
const (
	MailAlarm   = "mail"   // the mail server accepts no messages
	BehindAlarm = "behind" // the state was restored from a copy and is not settled
	AheadAlarm  = "ahead"  // reports are planned ahead of the clock
)

const alarmColumns = "kind, reason, since, last_at, over"

func scanAlarm(scan func(...any) error) (a Alarm, err error) {
	var since, last, over int64
	err = scan(&a.Kind, &a.Reason, &since, &last, &over)
	a.Since, a.Last, a.Over = database.Instant(since), database.Instant(last), database.Instant(over)
	return a, err
}

// ReadAlarms returns the alarms that the SQL after FROM selects.
func ReadAlarms(ctx context.Context, c database.Conn, rest string, args ...any) ([]Alarm, error) {
	return database.All(ctx, c, "SELECT "+alarmColumns+" FROM bilan_alarm "+rest, args, scanAlarm)
}

// LastingAlarms returns the alarms that have not ended, sorted by kind.
func LastingAlarms(ctx context.Context, c database.Conn) ([]Alarm, error) {
	return ReadAlarms(ctx, c, "WHERE over = 0 ORDER BY kind")
}

// RaiseAlarm begins an alarm, or records that it continues.
func (w Writer) RaiseAlarm(ctx context.Context, t database.Tx, kind, reason string) error {
	now := database.Micros(w.now())
	n, err := t.Exec(ctx, "UPDATE bilan_alarm SET last_at = $2, reason = $3 WHERE kind = $1 AND over = 0", kind, now, reason)
	if err != nil || n > 0 {
		return err
	}
	_, err = t.Exec(ctx, `INSERT INTO bilan_alarm (kind, reason, since, last_at, over, tell_at) VALUES ($1, $3, $2, $2, 0, $2)
		ON CONFLICT (kind) DO UPDATE SET reason = excluded.reason, since = excluded.since, last_at = excluded.last_at, over = 0, tell_at = excluded.tell_at`, kind, now, reason)
	return err
}

// EndAlarm ends an alarm, if it has not ended yet.
func (w Writer) EndAlarm(ctx context.Context, t database.Tx, kind string) error {
	now := database.Micros(w.now())
	_, err := t.Exec(ctx, "UPDATE bilan_alarm SET over = $2, tell_at = $2 WHERE kind = $1 AND over = 0", kind, now)
	return err
}
