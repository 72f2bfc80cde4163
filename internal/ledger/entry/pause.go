package entry

import (
	"context"
	"errors"

	"bilan/internal/ledger/database"
)

// PausedFor returns "paused" with the reason of a report's pause. It is "" if the report is not paused.
func PausedFor(ctx context.Context, c database.Conn, report string) (string, error) {
	var reason string
	err := database.One(ctx, c, "SELECT reason FROM bilan_pause WHERE report = $1", []any{report}, &reason)
	switch {
	case errors.Is(err, database.ErrNotFound):
		return "", nil
	case err != nil || reason == "":
		return "paused", err
	}
	return "paused: " + reason, nil
}
