package ledger

import (
	"context"
	"errors"
	"time"
)

// Pause is a paused report.
type Pause struct {
	Report, Reason string
	Since          time.Time
}

// Pause stops a report: what falls due is Skipped, with "paused" and the reason. Deliveries that are asked for already go
// out, and what is asked for by hand is made.
func (l *Ledger) Pause(ctx context.Context, report, reason string) error {
	return l.db.write(ctx, func(t tx) error {
		_, err := t.exec(ctx, "INSERT INTO bilan_pause (report, reason, since) VALUES ($1, $2, $3) ON CONFLICT (report) DO UPDATE SET reason = excluded.reason",
			report, reason, micros(l.now()))
		return err
	})
}

// Resume ends a pause. False when there was none.
func (l *Ledger) Resume(ctx context.Context, report string) (was bool, err error) {
	err = l.db.write(ctx, func(t tx) error {
		n, err := t.exec(ctx, "DELETE FROM bilan_pause WHERE report = $1", report)
		was = n > 0
		return err
	})
	return was, err
}

// Paused lists the paused reports by name.
func (l *Ledger) Paused(ctx context.Context) ([]Pause, error) {
	return all(ctx, l.db.reader(), "SELECT report, reason, since FROM bilan_pause ORDER BY report", nil, func(scan func(...any) error) (p Pause, err error) {
		var since int64
		err = scan(&p.Report, &p.Reason, &since)
		p.Since = instant(since)
		return p, err
	})
}

// isPaused gives the reason to skip what falls due, "" when the report is not paused.
func isPaused(ctx context.Context, c conn, report string) (string, error) {
	var reason string
	err := one(ctx, c, "SELECT reason FROM bilan_pause WHERE report = $1", []any{report}, &reason)
	switch {
	case errors.Is(err, ErrNotFound):
		return "", nil
	case err != nil || reason == "":
		return "paused", err
	}
	return "paused: " + reason, nil
}
