package worker

import (
	"context"

	"bilan/internal/ledger/database"
)

// The outcome and the reason of attempts that did not end by themselves.
const (
	Interrupted = "interrupted"             // the outcome if the process was killed
	Stopped     = "the program was stopped" // the reason if the process was told to stop
)

// beginAttempt records the start of an attempt. column says whether id is a slot or a delivery. An earlier attempt
// without an end is recorded as interrupted.
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

// attemptEnd is the result of an attempt.
type attemptEnd struct {
	outcome, reason string
	code            int
	detail          string
}

// endAttempt records the end of an attempt, even if its start was not recorded.
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
