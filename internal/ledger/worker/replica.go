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

// ReplicaStatus compares the YAML of a process with those of the living replicas.
type ReplicaStatus struct {
	Newest bool            // no living replica has a YAML that was announced later, so this process plans and works
	Others []store.Replica // the replicas with another YAML, sorted by name
	Now    time.Time       // the time of the database's clock
}

// OtherNames returns the names of the replicas with another YAML, separated by commas.
func (s ReplicaStatus) OtherNames() string {
	names := make([]string, len(s.Others))
	for i, r := range s.Others {
		names[i] = r.Name
	}
	return strings.Join(names, ", ")
}

// byHandFor is how long a request by hand for a report that no replica knows is left to the command that made it.
const byHandFor = 10 * time.Minute

// Announce records which YAML a process uses, and that it is alive. It must be called every five seconds, and before
// planning with another YAML. On SQLite there is one process, whose YAML is the newest.
func (p *Pool) Announce(ctx context.Context, name, hash string) (ReplicaStatus, error) {
	number, others, now, err := p.db.Announce(ctx, name, hash)
	if err != nil {
		return ReplicaStatus{}, fmt.Errorf("announce the YAML: %w", err)
	}
	p.number.Store(number)
	s := ReplicaStatus{Newest: true, Now: now}
	for _, r := range others {
		s.Newest = s.Newest && r.Number <= number
		if r.Number != number {
			s.Others = append(s.Others, r)
		}
	}
	return s, nil
}

// Withdraw records that a process no longer works.
func (p *Pool) Withdraw(ctx context.Context, name string) error { return p.db.Withdraw(ctx, name) }

// isLeftToOthers reports whether another replica should make a slot, because its YAML is newer or this process does not
// know the report.
func (c *Process) isLeftToOthers(ctx context.Context, t database.Tx, s entry.SlotRow) (bool, error) {
	mine := c.number.Load()
	if mine == 0 { // it announced no YAML: it is a command, or the only process
		return false, nil
	}
	live, recent, err := c.db.Newest(ctx, t)
	switch {
	case err != nil || live > mine:
		return true, err
	case c.KnowsReport == nil || c.KnowsReport(s.Report):
		return false, nil
	case s.Kind != entry.Scheduled:
		return c.now().Sub(s.Next) < byHandFor, nil
	}
	return recent > mine, nil
}
