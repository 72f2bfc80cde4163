package queue

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/testdb"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"
)

// inTx is a transaction for tests of the queue alone.
type inTx struct {
	database.Conn
	t pgx.Tx
}

func (t inTx) Raw() any { return t.t }

// A job that another worker takes over at the moment it ends is not returned to the queue as running, which would
// panic.
func TestJobThatIsTakenAwayWhileItEnds(t *testing.T) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	pool, err := pgxpool.New(ctx, testdb.Postgres(t))
	must(err)
	defer pool.Close()
	q, err := New(riverpgxv5.New(pool), false, Options{Log: slog.Default(), Now: time.Now}, func(t database.Tx) pgx.Tx { return t.Raw().(pgx.Tx) })
	must(err)
	must(q.Migrate(ctx, nil))
	must(pgx.BeginFunc(ctx, pool, func(t pgx.Tx) error {
		_, err := q.Insert(ctx, inTx{t: t}, []Job{{Slot: 1}})
		return err
	}))
	var job int64
	must(pool.QueryRow(ctx, "UPDATE river_job SET state = 'running' RETURNING id").Scan(&job))
	other, err := pool.Begin(ctx)
	must(err)
	_, err = other.Exec(ctx, "UPDATE river_job SET state = 'available'")
	must(err)
	type answer struct {
		list []*rivertype.JobRow
		err  error
	}
	ended := make(chan answer, 1)
	go func(ctx context.Context) {
		now := time.Now()
		list, err := q.driver.GetExecutor().JobSetStateIfRunningMany(ctx, &riverdriver.JobSetStateIfRunningManyParams{
			ID: []int64{job}, Attempt: []*int{nil}, ErrData: [][]byte{nil}, FinalizedAt: []*time.Time{&now}, MetadataDoMerge: []bool{false},
			MetadataUpdates: [][]byte{nil}, ScheduledAt: []*time.Time{nil}, State: []rivertype.JobState{rivertype.JobStateCompleted},
		})
		ended <- answer{list, err}
	}(ctx)
	for waiting := int64(0); waiting == 0; time.Sleep(10 * time.Millisecond) {
		must(pool.QueryRow(ctx, "SELECT count(*) FROM pg_locks WHERE NOT granted").Scan(&waiting))
	}
	must(other.Commit(ctx))
	if a := <-ended; a.err != nil || len(a.list) != 0 {
		t.Errorf("%v %v", a.list, a.err)
	}
}

// A job is asleep only if it would not run by itself.
func TestAsleep(t *testing.T) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	pool, err := pgxpool.New(ctx, testdb.Postgres(t))
	must(err)
	defer pool.Close()
	q, err := New(riverpgxv5.New(pool), false, Options{Log: slog.Default(), Now: time.Now}, func(t database.Tx) pgx.Tx { return t.Raw().(pgx.Tx) })
	must(err)
	must(q.Migrate(ctx, nil))
	states := []string{"available", "running", "scheduled", "retryable", "completed"}
	must(pgx.BeginFunc(ctx, pool, func(t pgx.Tx) error {
		list := make([]Job, len(states))
		for i := range list {
			list[i].Slot = int64(i + 1)
		}
		ids, err := q.Insert(ctx, inTx{t: t}, list)
		must(err)
		for i, id := range ids {
			_, err := t.Exec(ctx, "UPDATE river_job SET state = $2::text::river_job_state, finalized_at = CASE WHEN $2::text = 'completed' THEN now() END WHERE id = $1", id, states[i])
			must(err)
		}
		asleep, err := q.Asleep(ctx, inTx{t: t}, append(ids, 0))
		must(err)
		want := []bool{false, false, true, true, true, true} // the last job was deleted
		for i, id := range append(ids, 0) {
			if asleep[id] != want[i] {
				return fmt.Errorf("job %d of %v: asleep %v", i, states, asleep[id])
			}
		}
		return nil
	}))
}
