package worker

import (
	"context"

	"bilan/internal/ledger/database"
)

// Texts of attempts that did not end by themselves.
const (
	Interrupted = "interrupted"             // the outcome when the process was killed
	Stopped     = "the program was stopped" // the reason when it was told to stop
)

// beginAttempt records the start of an attempt at a slot or a delivery (depending on column). An earlier attempt
// without an end was interrupted.
func (c *Process) beginAttempt(ctx context.Context, t database.Tx, column string, id int64, number int) error {
	now := database.Micros(c.now())
	_, err := t.Exec(ctx, "UPDATE bilan_attempt SET ended = $2, outcome = $3 WHERE "+column+" = $1 AND ended = 0", id, now, Interrupted)
	if err != nil {
		return err
	}
	_, err = t.Exec(ctx, "INSERT INTO bilan_attempt ("+column+", number, worker, started, ended, outcome, reason, code, detail) VALUES ($1, $2, $3, $4, 0, '', '', 0, '')",
		id, number, c.Name, now)
	return err
}

// attemptEnd is how an attempt came out.
type attemptEnd struct {
	outcome, reason string
	code            int
	detail          string
}

// endAttempt writes it down, also of an attempt that was never begun.
func (c *Process) endAttempt(ctx context.Context, t database.Tx, column string, id int64, number int, e attemptEnd) error {
	now := database.Micros(c.now())
	n, err := t.Exec(ctx, "UPDATE bilan_attempt SET ended = $3, outcome = $4, reason = $5, code = $6, detail = $7 WHERE "+column+" = $1 AND number = $2 AND ended = 0",
		id, number, now, e.outcome, e.reason, e.code, e.detail)
	if err != nil || n > 0 {
		return err
	}
	_, err = t.Exec(ctx, "INSERT INTO bilan_attempt ("+column+", number, worker, started, ended, outcome, reason, code, detail) VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)",
		id, number, c.Name, now, e.outcome, e.reason, e.code, e.detail)
	return err
}
