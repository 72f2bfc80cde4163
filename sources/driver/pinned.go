package driver

import (
	"context"
	"database/sql"
)

// Pinned is a pool of which a session uses one connection, in one transaction.
type Pinned struct {
	DB   *sql.DB
	Conn *sql.Conn
}

// Pin takes a connection, and begin prepares it. If that fails, the connection and the pool are closed.
func (p *Pinned) Pin(ctx context.Context, rollback string, begin func() error) (err error) {
	if p.Conn, err = p.DB.Conn(ctx); err == nil {
		err = begin()
	}
	if err != nil {
		_ = p.Unpin(rollback) // the first error is more informative
	}
	return err
}

// Unpin runs the statement rollback, within StopTimeout, and closes the connection and the pool.
func (p *Pinned) Unpin(rollback string) error {
	if p.Conn != nil {
		ctx, cancel := context.WithTimeout(context.Background(), StopTimeout)
		defer cancel()
		_, _ = p.Conn.ExecContext(ctx, rollback)
		_ = p.Conn.Close()
	}
	return p.DB.Close()
}
