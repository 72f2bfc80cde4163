// Package prepared caches the prepared statements of one connection.
package prepared

import (
	"context"
	"database/sql"
	"strings"
	"sync"
)

// Statements holds the prepared statements of a writer, because parsing the SQL again for each message would take a
// fifth of the time of a delivery. A transaction occupies the only connection. A statement that is first used in a
// transaction is therefore prepared after it, by Prepare. The zero value is ready for use, and safe for concurrent use.
// The owner calls Close.
type Statements struct {
	mu     sync.Mutex
	ready  map[string]*sql.Stmt // the prepared statements, by their SQL
	wanted map[string]bool      // the SQL that Prepare is to prepare
}

// mostStatements bounds the cache, because SQL composed of parts could grow without end. No program has that many fixed
// statements.
const mostStatements = 300

// find returns the prepared form of a query. If there is none, it returns nil and notes the query for Prepare.
func (s *Statements) find(q string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st := s.ready[q]; st != nil {
		return st
	}
	if len(s.ready)+len(s.wanted) < mostStatements && mayRepeat(q) {
		if s.wanted == nil {
			s.wanted = map[string]bool{}
		}
		s.wanted[q] = true
	}
	return nil
}

// mayRepeat reports whether a statement may run again. The statements of migrations run once.
func mayRepeat(q string) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(q), " ")
	switch strings.ToUpper(word) {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH":
		return true
	}
	return false
}

// Prepare prepares the statements that find noted. No transaction may be in progress. A statement that cannot be prepared
// runs unprepared.
func (s *Statements) Prepare(ctx context.Context, db *sql.DB) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for q := range s.wanted {
		if st, err := db.PrepareContext(ctx, q); err == nil {
			if s.ready == nil {
				s.ready = map[string]*sql.Stmt{}
			}
			s.ready[q] = st
		}
	}
	clear(s.wanted)
}

// Close closes the prepared statements.
func (s *Statements) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.ready {
		_ = st.Close()
	}
	s.ready = nil
}

// Tx runs SQL in a transaction, in its prepared form if it has one.
type Tx struct {
	t *sql.Tx
	s *Statements
}

// Tx returns a transaction that uses the prepared statements, and notes missing ones for Prepare.
func (s *Statements) Tx(t *sql.Tx) Tx { return Tx{t, s} }

// ExecContext is that of sql.Tx.
func (p Tx) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	if st := p.s.find(q); st != nil {
		return p.t.StmtContext(ctx, st).ExecContext(ctx, args...)
	}
	return p.t.ExecContext(ctx, q, args...)
}

// QueryContext is that of sql.Tx.
func (p Tx) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	if st := p.s.find(q); st != nil {
		return p.t.StmtContext(ctx, st).QueryContext(ctx, args...)
	}
	return p.t.QueryContext(ctx, q, args...)
}
