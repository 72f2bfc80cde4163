// Package prepared caches the prepared statements of one connection.
package prepared

import (
	"context"
	"database/sql"
	"strings"
	"sync"
)

// Statements keeps a writer's SQL prepared: parsing it again for each message would cost a fifth of a delivery. There
// is one connection, and a transaction occupies it, so statements first seen within one are prepared before the next.
// The zero value is ready to use, and safe for concurrent use. Close it.
type Statements struct {
	mu     sync.Mutex
	ready  map[string]*sql.Stmt
	wanted map[string]bool
}

// mostStatements is more than a program has; SQL composed of parts could grow without end.
const mostStatements = 300

// find is the prepared form of a query, nil when it has none yet.
func (s *Statements) find(q string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st := s.ready[q]; st != nil {
		return st
	}
	if len(s.ready)+len(s.wanted) < mostStatements && repeated(q) {
		if s.wanted == nil {
			s.wanted = map[string]bool{}
		}
		s.wanted[q] = true
	}
	return nil
}

// repeated reports whether a statement may come again: migrations do not.
func repeated(q string) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(q), " ")
	switch strings.ToUpper(word) {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH":
		return true
	}
	return false
}

// Prepare prepares the requested statements. No transaction may be in progress. A statement that cannot be prepared
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

// Tx runs SQL in a transaction, in its prepared form where there is one.
type Tx struct {
	t *sql.Tx
	s *Statements
}

// In is a transaction that uses the prepared statements, and requests missing ones.
func (s *Statements) In(t *sql.Tx) Tx { return Tx{t, s} }

// ExecContext is the transaction's.
func (p Tx) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	if st := p.s.find(q); st != nil {
		return p.t.StmtContext(ctx, st).ExecContext(ctx, args...)
	}
	return p.t.ExecContext(ctx, q, args...)
}

// QueryContext is the transaction's.
func (p Tx) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	if st := p.s.find(q); st != nil {
		return p.t.StmtContext(ctx, st).QueryContext(ctx, args...)
	}
	return p.t.QueryContext(ctx, q, args...)
}
