package driver

import (
	"context"
	"database/sql"
)

// Pinned is a pool from which a session uses one connection, in one transaction.
type Pinned struct {
	DB   *sql.DB
	Conn *sql.Conn
}

// Pin takes the connection and has begin prepare it. When that fails both are closed again.
func (p *Pinned) Pin(ctx context.Context, rollback string, begin func() error) (err error) {
	if p.Conn, err = p.DB.Conn(ctx); err == nil {
		err = begin()
	}
	if err != nil {
		_ = p.Unpin(rollback) // the first error is more informative
	}
	return err
}

// Unpin ends the transaction by a statement, within StopTimeout, and closes the connection and the pool.
func (p *Pinned) Unpin(rollback string) error {
	if p.Conn != nil {
		ctx, cancel := context.WithTimeout(context.Background(), StopTimeout)
		defer cancel()
		_, _ = p.Conn.ExecContext(ctx, rollback)
		_ = p.Conn.Close()
	}
	return p.DB.Close()
}
