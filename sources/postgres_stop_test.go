package sources

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/table"
	"bilan/internal/testdb"

	"github.com/jackc/pgx/v5"
)

// pgBusy waits until the number of running statements on the server that contain a word is want.
func pgBusy(t *testing.T, dsn, word string, want int) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	n := -1
	for range 100 {
		err := conn.QueryRow(context.Background(), "select count(*) from pg_stat_activity where state = 'active' and query like '%' || $1 || '%' and pid <> pg_backend_pid()", word).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		if n == want {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%d statements with %s are at work, want %d", n, word, want)
}

func TestPostgresStops(t *testing.T) {
	db, dsn := pg(t)
	for _, sql := range []string{
		"select pg_sleep(600) /* sleepy */",
		"with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) /* sleepy */ from c",
		"select generate_series(1, 100000000), repeat('x', 100) /* sleepy */", // streams without end
	} {
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error)
		go func() {
			rows, err := db.Query(ctx, sql, nil)
			for err == nil {
				_, err = rows.Next()
			}
			if rows != nil {
				_ = rows.Close()
			}
			ended <- err
		}()
		pgBusy(t, dsn, "sleepy", 1)
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: ended with %v", sql, err)
		}
		pgBusy(t, dsn, "sleepy", 0)
		wants(t, ask(t, db, "select 1 as a"), "a integer\n1")
	}
}

func TestPostgresEarlyClose(t *testing.T) {
	db, dsn := pg(t)
	rows, err := db.Query(context.Background(), "select generate_series(1, 100000000) /* early */", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rows.Next(); err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
	pgBusy(t, dsn, "early", 0)
	wants(t, ask(t, db, "select 1 as a"), "a integer\n1")
}

func TestPostgresTimeout(t *testing.T) {
	dsn := testdb.Postgres(t)
	db := open(t, config.Source{Postgres: scalar.NewSecret(dsn), Timeout: 200 * time.Millisecond})
	_, err := asked(db, "select pg_sleep(30)")
	fails(t, err, `source "crm": the statement took longer than 200ms: select less, or raise timeout of the source`)
	wants(t, ask(t, db, "select 1 as a"), "a integer\n1")
}

func TestPostgresLostConnection(t *testing.T) {
	db, dsn := pg(t)
	a := ask(t, db, "select pg_backend_pid() as pid")
	testdb.PostgresExec(t, dsn, fmt.Sprintf("select pg_terminate_backend(%d)", a.Rows[0][0]))
	_, err := asked(db, "select 1")
	fails(t, err, `source "crm": the connection was lost (`)
	_, err = asked(db, "select 1")
	fails(t, err, `source "crm": the connection was lost (`)
}

func TestPostgresWideRow(t *testing.T) {
	db, _ := pg(t)
	_, err := asked(db, "select repeat('x', 20000000)")
	fails(t, err, "longer than 16 MB")
}

// A cancel request that comes between two messages of a statement is ignored by the server, so it must be repeated.
func TestPostgresStopsAtAnyMoment(t *testing.T) {
	for _, after := range []time.Duration{0, time.Millisecond, 3 * time.Millisecond, 6 * time.Millisecond, 12 * time.Millisecond} {
		db, dsn := pg(t)
		ctx, cancel := context.WithTimeout(context.Background(), after)
		rows, err := db.Query(ctx, "select n /* moment */ from generate_series(1, 100000000) n", nil)
		for err == nil {
			_, err = rows.Next()
		}
		if rows != nil {
			_ = rows.Close()
		}
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %s: %v", after, err)
		}
		pgBusy(t, dsn, "moment", 0)
		wants(t, ask(t, db, "select 1 as a"), "a integer\n1")
	}
}

// However long an answer is, reading it needs little memory.
func TestMemoryIsBounded(t *testing.T) {
	db, _ := pg(t)
	t.Run("postgres", func(t *testing.T) { passes(t, db, "select generate_series(1, 200000) n, repeat('x', 400) x") })
	db, _ = maria(t)
	t.Run("mariadb", func(t *testing.T) { passes(t, db, "select seq, repeat('x', 400) x from seq_1_to_200000") })
}

func passes(t *testing.T, db Database, sql string) {
	rows, err := db.Query(context.Background(), sql, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	first := held(t, rows, 1000)
	if later := held(t, rows, 150_000); later > first+4<<20 {
		t.Errorf("%d bytes are held after 151,000 rows and were %d after 1,000", later, first)
	}
}

// held reads n rows and returns the number of bytes then in use.
func held(t *testing.T, rows table.Rows, n int) uint64 {
	t.Helper()
	for range n {
		if _, err := rows.Next(); err != nil {
			t.Fatal(err)
		}
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
