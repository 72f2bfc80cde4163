package store

import (
	"context"
	"fmt"
	"time"

	"bilan/internal/ledger/database"
)

// Replica is a process that shares the state, with the YAML that it announced last. Times are from the database's
// clock.
type Replica struct {
	Name   string
	Hash   string    // the hash of its YAML
	Number int64     // of the hash: a new hash gets the next number when it is first announced
	Since  time.Time // when the later of this process and the one that asks got its YAML
}

// recentYAML is how long work that only a newer YAML has waits for a process with that YAML.
const recentYAML = 24 * time.Hour

// A state in SQLite has no replicas.
func (s *sqlite) Announce(context.Context, string, string) (int64, []Replica, time.Time, error) {
	return 0, nil, time.Time{}, nil
}

func (s *sqlite) Withdraw(context.Context, string) error { return nil }

func (s *sqlite) Newest(context.Context, database.Conn) (live, recent int64, err error) {
	return 0, 0, nil
}

func (p *postgres) Announce(ctx context.Context, name, hash string) (number int64, others []Replica, now time.Time, err error) {
	err = p.Write(ctx, func(t database.Tx) error {
		if number, err = configNumber(ctx, t, hash); err != nil {
			return err
		}
		_, err := t.Exec(ctx, "INSERT INTO bilan_replica (name, hash, since, seen) VALUES ($1, $2, "+serverClock+", "+serverClock+`) ON CONFLICT (name) DO UPDATE SET
			since = CASE WHEN bilan_replica.hash = excluded.hash THEN bilan_replica.since ELSE excluded.since END, hash = excluded.hash, seen = excluded.seen`, name, hash)
		if err != nil {
			return err
		}
		var at int64
		if err := database.One(ctx, t, "SELECT "+serverClock, nil, &at); err != nil {
			return err
		}
		now = database.Instant(at)
		others, err = database.All(ctx, t, "SELECT r.name, r.hash, c.number, greatest(r.since, (SELECT since FROM bilan_replica WHERE name = $1)) FROM bilan_replica r JOIN bilan_config c ON c.hash = r.hash WHERE r.name <> $1 AND r.seen > $2 ORDER BY r.name",
			[]any{name, at - p.silence.Microseconds()}, func(scan func(...any) error) (r Replica, err error) {
				var since int64
				err = scan(&r.Name, &r.Hash, &r.Number, &since)
				r.Since = database.Instant(since)
				return r, err
			})
		return err
	})
	return number, others, now, err
}

// configNumber returns the number of a YAML's hash. A new hash gets the next number.
func configNumber(ctx context.Context, t database.Tx, hash string) (number int64, err error) {
	known, err := t.Exec(ctx, "UPDATE bilan_config SET seen = "+serverClock+" WHERE hash = $1", hash)
	if err == nil && known == 0 {
		if err = WaitToBeAlone(ctx, t); err == nil { // so that two new hashes get different numbers
			_, err = t.Exec(ctx, "INSERT INTO bilan_config (hash, number, seen) SELECT $1, coalesce(max(number), 0) + 1, "+serverClock+" FROM bilan_config ON CONFLICT (hash) DO NOTHING", hash)
		}
	}
	if err != nil {
		return 0, err
	}
	return number, database.One(ctx, t, "SELECT number FROM bilan_config WHERE hash = $1", []any{hash}, &number)
}

func (p *postgres) Withdraw(ctx context.Context, name string) error {
	_, err := p.Reader().Exec(ctx, "DELETE FROM bilan_replica WHERE name = $1 OR seen < "+serverClock+" - 86400000000", name)
	return err
}

// Newest returns the number of the newest YAML that a living process has, and that of the newest that any process had
// within recentYAML.
func (p *postgres) Newest(ctx context.Context, c database.Conn) (live, recent int64, err error) {
	err = database.One(ctx, c, fmt.Sprintf(`SELECT coalesce((SELECT max(c.number) FROM bilan_replica r JOIN bilan_config c ON c.hash = r.hash WHERE r.seen > %[1]s - %[2]d), 0),
		coalesce((SELECT max(number) FROM bilan_config WHERE seen > %[1]s - %[3]d), 0)`, serverClock, p.silence.Microseconds(), recentYAML.Microseconds()), nil, &live, &recent)
	return live, recent, err
}
