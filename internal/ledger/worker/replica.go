package worker

import (
	"context"
	"fmt"
	"strings"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/store"
)

// Standing compares a process's YAML with those of the live replicas.
type Standing struct {
	Newest bool            // none of them has a YAML that was announced later: this one plans and works
	Others []store.Replica // those with another YAML, by name
	Now    time.Time       // by the database's clock
}

// OtherNames are the names of the replicas with another YAML.
func (s Standing) OtherNames() string {
	names := make([]string, len(s.Others))
	for i, r := range s.Others {
		names[i] = r.Name
	}
	return strings.Join(names, ", ")
}

// byHandFor is how long a report that was asked for by hand, and is in no replica's YAML, is left to the command that asked.
const byHandFor = 10 * time.Minute

// Announce records under a process's name which YAML it uses, and that it is alive. Call it every five seconds, and
// before planning with another YAML. On SQLite there is one process, and its YAML is the newest.
func (p *Pool) Announce(ctx context.Context, name, hash string) (Standing, error) {
	number, others, now, err := p.db.Announce(ctx, name, hash)
	if err != nil {
		return Standing{}, fmt.Errorf("announce the YAML: %w", err)
	}
	p.number.Store(number)
	s := Standing{Newest: true, Now: now}
	for _, r := range others {
		s.Newest = s.Newest && r.Number <= number
		if r.Number != number {
			s.Others = append(s.Others, r)
		}
	}
	return s, nil
}

// Withdraw records that a process stops working.
func (p *Pool) Withdraw(ctx context.Context, name string) error { return p.db.Withdraw(ctx, name) }

// leftToOthers reports whether another replica should make a slot: its YAML is newer, or this process does not know the
// report.
func (c *Process) leftToOthers(ctx context.Context, t database.Tx, s entry.SlotRow) (bool, error) {
	mine := c.number.Load()
	if mine == 0 { // it announced nothing: a command, or the only process
		return false, nil
	}
	live, recent, err := c.db.Newest(ctx, t)
	switch {
	case err != nil || live > mine:
		return true, err
	case c.Knows == nil || c.Knows(s.Report):
		return false, nil
	case s.Kind != entry.Scheduled:
		return c.now().Sub(s.Next) < byHandFor, nil
	}
	return recent > mine, nil
}
