package ledger

import (
	"context"
	"fmt"
	"time"
)

// Replica is a process that shares the state, and what it said last of its YAML. Times are those of the database's clock.
type Replica struct {
	Name   string
	Hash   string    // of its YAML
	Number int64     // of the hash: each gets the next one when it is announced first
	Since  time.Time // when this process had that YAML first
}

// Standing is how a process's YAML stands among those of the replicas that are alive.
type Standing struct {
	Newest bool      // none of them has a YAML that was announced later: this one plans and works
	Others []Replica // those with another YAML, by name
	Now    time.Time // by the database's clock
}

// recentYAML is how long work that only a newer YAML knows waits for a process that has it.
const recentYAML = 24 * time.Hour

// byHandFor is how long a report that was asked for by hand, and is in no replica's YAML, is left to the command that asked.
const byHandFor = 10 * time.Minute

// Announce says under a process's name which YAML it has in force, and that it is alive: to be called every five seconds, and
// before anything is planned by another YAML. On SQLite there is one process, whose YAML is the newest.
func (l *Ledger) Announce(ctx context.Context, name, hash string) (Standing, error) {
	number, others, now, err := l.db.announce(ctx, name, hash)
	if err != nil {
		return Standing{}, fmt.Errorf("announce the YAML: %w", err)
	}
	l.number.Store(number)
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
func (l *Ledger) Withdraw(ctx context.Context, name string) error { return l.db.withdraw(ctx, name) }

// elsewhere tells whether a slot is another replica's to make: its YAML is newer, or this one does not know the report.
func (c *process) elsewhere(ctx context.Context, t tx, s slotRow) (bool, error) {
	mine := c.number.Load()
	if mine == 0 { // it announced nothing: a command, or the only process
		return false, nil
	}
	live, recent, err := c.db.newest(ctx, t)
	switch {
	case err != nil || live > mine:
		return true, err
	case c.Knows == nil || c.Knows(s.Report):
		return false, nil
	case s.Kind != Scheduled:
		return c.now().Sub(s.Next) < byHandFor, nil
	}
	return recent > mine, nil
}

// SQLite has one process at work.
func (s *sqlite) announce(context.Context, string, string) (int64, []Replica, time.Time, error) {
	return 0, nil, time.Time{}, nil
}
func (s *sqlite) withdraw(context.Context, string) error                       { return nil }
func (s *sqlite) newest(context.Context, conn) (live, recent int64, err error) { return 0, 0, nil }

func (p *postgres) announce(ctx context.Context, name, hash string) (number int64, others []Replica, now time.Time, err error) {
	err = p.write(ctx, func(t tx) error {
		if number, err = numberOf(ctx, t, hash); err != nil {
			return err
		}
		_, err := t.exec(ctx, "INSERT INTO bilan_replica (name, hash, since, seen) VALUES ($1, $2, "+serverClock+", "+serverClock+`) ON CONFLICT (name) DO UPDATE SET
			since = CASE WHEN bilan_replica.hash = excluded.hash THEN bilan_replica.since ELSE excluded.since END, hash = excluded.hash, seen = excluded.seen`, name, hash)
		if err != nil {
			return err
		}
		var at int64
		if err := one(ctx, t, "SELECT "+serverClock, nil, &at); err != nil {
			return err
		}
		now = instant(at)
		others, err = all(ctx, t, "SELECT r.name, r.hash, c.number, r.since FROM bilan_replica r JOIN bilan_config c ON c.hash = r.hash WHERE r.name <> $1 AND r.seen > $2 ORDER BY r.name",
			[]any{name, at - p.silence.Microseconds()}, func(scan func(...any) error) (r Replica, err error) {
				var since int64
				err = scan(&r.Name, &r.Hash, &r.Number, &since)
				r.Since = instant(since)
				return r, err
			})
		return err
	})
	return number, others, now, err
}

// numberOf is the number of a YAML, the next one when it is new.
func numberOf(ctx context.Context, t tx, hash string) (number int64, err error) {
	known, err := t.exec(ctx, "UPDATE bilan_config SET seen = "+serverClock+" WHERE hash = $1", hash)
	if err == nil && known == 0 {
		if err = alone(ctx, t); err == nil { // two new ones get two numbers
			_, err = t.exec(ctx, "INSERT INTO bilan_config (hash, number, seen) SELECT $1, coalesce(max(number), 0) + 1, "+serverClock+" FROM bilan_config ON CONFLICT (hash) DO NOTHING", hash)
		}
	}
	if err != nil {
		return 0, err
	}
	return number, one(ctx, t, "SELECT number FROM bilan_config WHERE hash = $1", []any{hash}, &number)
}

func (p *postgres) withdraw(ctx context.Context, name string) error {
	_, err := p.reader().exec(ctx, "DELETE FROM bilan_replica WHERE name = $1 OR seen < "+serverClock+" - 86400000000", name)
	return err
}

// newest gives the numbers of the newest YAML that a living process has, and of the newest that one had of late.
func (p *postgres) newest(ctx context.Context, c conn) (live, recent int64, err error) {
	err = one(ctx, c, fmt.Sprintf(`SELECT coalesce((SELECT max(c.number) FROM bilan_replica r JOIN bilan_config c ON c.hash = r.hash WHERE r.seen > %[1]s - %[2]d), 0),
		coalesce((SELECT max(number) FROM bilan_config WHERE seen > %[1]s - %[3]d), 0)`, serverClock, p.silence.Microseconds(), recentYAML.Microseconds()), nil, &live, &recent)
	return live, recent, err
}
