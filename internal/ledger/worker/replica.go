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

// Standing is how a process's YAML stands among those of the replicas that are alive.
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

// Announce says under a process's name which YAML it has in force, and that it is alive: to be called every five seconds, and
// before anything is planned by another YAML. On SQLite there is one process, whose YAML is the newest.
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

// Withdraw says that a process works no more.
func (p *Pool) Withdraw(ctx context.Context, name string) error { return p.db.Withdraw(ctx, name) }

// elsewhere reports whether a slot is another replica's to make: its YAML is newer, or this one does not know the report.
func (c *Process) elsewhere(ctx context.Context, t database.Tx, s entry.SlotRow) (bool, error) {
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
