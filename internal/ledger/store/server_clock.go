package store

import (
	"context"
	"errors"
	"time"

	"bilan/internal/ledger/database"
)

// ErrNoServer reports that the state is in a file, so there is no database server.
var ErrNoServer = errors.New("the state is not on a database server")

func (s *sqlite) ServerTime(context.Context) (time.Time, error) { return time.Time{}, ErrNoServer }

func (p *postgres) ServerTime(ctx context.Context) (time.Time, error) {
	var at int64
	err := database.One(ctx, p.Reader(), "SELECT "+serverClock, nil, &at)
	return database.Instant(at), err
}
