package ledger

import (
	"context"
	"time"

	"bilan/internal/ledger/database"
)

// Pause is the pause of a report.
type Pause struct {
	Report, Reason string
	Since          time.Time
}

// Pause pauses a report. Turns that become due are Skipped, and their reason is "paused" with the given reason. Queued
// deliveries are still sent, and requests by hand are still made.
func (l *Ledger) Pause(ctx context.Context, report, reason string) error {
	return l.db.Write(ctx, func(t database.Tx) error {
		_, err := t.Exec(ctx, "INSERT INTO bilan_pause (report, reason, since) VALUES ($1, $2, $3) ON CONFLICT (report) DO UPDATE SET reason = excluded.reason",
			report, reason, database.Micros(l.now()))
		return err
	})
}

// Resume ends a pause. It returns false if the report was not paused.
func (l *Ledger) Resume(ctx context.Context, report string) (was bool, err error) {
	err = l.db.Write(ctx, func(t database.Tx) error {
		n, err := t.Exec(ctx, "DELETE FROM bilan_pause WHERE report = $1", report)
		was = n > 0
		return err
	})
	return was, err
}

// Paused returns the pauses, sorted by report.
func (l *Ledger) Paused(ctx context.Context) ([]Pause, error) {
	return database.All(ctx, l.db.Reader(), "SELECT report, reason, since FROM bilan_pause ORDER BY report", nil, func(scan func(...any) error) (p Pause, err error) {
		var since int64
		err = scan(&p.Report, &p.Reason, &since)
		p.Since = database.Instant(since)
		return p, err
	})
}
