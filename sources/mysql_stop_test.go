package sources

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/testdb"
)

// mariaBusy waits until the number of running statements that contain a word is want.
func mariaBusy(t *testing.T, dsn, word string, want int) {
	t.Helper()
	db := testdb.OpenMariaDB(t, dsn)
	defer func() { _ = db.Close() }()
	n := -1
	for range 150 {
		err := db.QueryRow("select count(*) from information_schema.processlist where command <> 'Sleep' and info like concat('%', ?, '%') and id <> connection_id()", word).Scan(&n)
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

func TestMariaDBStops(t *testing.T) {
	db, dsn := maria(t)
	for _, sql := range []string{
		"select sleep(600) /* sleepy */",
		"select count(*) /* sleepy */ from seq_1_to_100000000 a, seq_1_to_1000 b",
		"select a.seq, repeat('x', 100) /* sleepy */ from seq_1_to_100000000 a", // streams without end
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
		mariaBusy(t, dsn, "sleepy", 1)
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: ended with %v", sql, err)
		}
		mariaBusy(t, dsn, "sleepy", 0)
		wants(t, ask(t, db, "select 1 as a"), "a integer\n1")
	}
}

func TestMariaDBEarlyClose(t *testing.T) {
	db, dsn := maria(t)
	rows, err := db.Query(context.Background(), "select seq /* early */ from seq_1_to_100000000", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rows.Next(); err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
	mariaBusy(t, dsn, "early", 0)
	wants(t, ask(t, db, "select 1 as a"), "a integer\n1")
}

func TestMariaDBTimeout(t *testing.T) {
	dsn := testdb.MariaDB(t)
	db := open(t, config.Source{MariaDB: scalar.NewSecret(dsn), Timeout: 200 * time.Millisecond})
	_, err := asked(db, "select count(*) from seq_1_to_100000000 a, seq_1_to_1000 b")
	fails(t, err, `source "crm": the statement took longer than 200ms: select less, or raise timeout of the source`)
	wants(t, ask(t, db, "select 1 as a"), "a integer\n1")
}

func TestMariaDBLostConnection(t *testing.T) {
	db, dsn := maria(t)
	a := ask(t, db, "select connection_id() as id")
	testdb.MariaDBExec(t, dsn, fmt.Sprintf("kill %v", a.Rows[0][0]))
	for range 2 {
		_, err := asked(db, "select 1")
		fails(t, err, `source "crm": the connection was lost (`)
	}
}
