package ledger

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/ledger/database"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"
)

var update = flag.Bool("update", false, "write the dump of this version's tables")

// Open waits while another process migrates the state, longer than SQLite does by itself.
func TestOpenWaitsForAnUpgrade(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for six seconds")
	}
	o := places[0].make(t)
	o.Now = time.Now
	check(t, os.MkdirAll(filepath.Dir(o.SQLite), 0o700))
	onFile(t, o.SQLite, "PRAGMA journal_mode = WAL")
	db, err := sql.Open("sqlite", "file:"+o.SQLite+"?_txlock=immediate")
	check(t, err)
	defer db.Close()
	upgrade, err := db.BeginTx(t.Context(), nil)
	check(t, err)
	go func() {
		time.Sleep(6 * time.Second)
		_ = upgrade.Rollback()
	}()
	open(t, o)
}

// Many processes can open a state at once that does not exist yet.
func TestOpenAtOnce(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		o.Now = time.Now
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() {
				l, err := Open(t.Context(), o)
				if err != nil {
					t.Error(err)
					return
				}
				if _, _, err := l.Request(t.Context(), TurnRequest{Key: Key{Report: "r", Slot: "2026-11-16"}, Kind: Again}); err != nil {
					t.Error(err)
				}
				if err := l.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if list := must[[]Slot](t)(open(t, o).Slots(t.Context(), Filter{})); len(list) != 8 {
			t.Errorf("%d slots", len(list))
		}
	})
}

func TestNewerStateIsRefused(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l := open(t, o)
		check(t, l.db.Write(t.Context(), func(t database.Tx) error {
			_, err := t.Exec(context.Background(), "UPDATE bilan_schema SET version = 99")
			return err
		}))
		o.Now = time.Now
		if _, err := Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), "newer program") {
			t.Errorf("Open = %v", err)
		}
	})
}

// testdata/state-N.sql is a complete state of version N, with the queue's tables. Each must be migrated to the tables
// that this program creates, with its data.
func TestEveryReleasedState(t *testing.T) {
	if *update {
		o := places[0].make(t)
		l := locked(t, o)
		fill(t, l)
		check(t, os.WriteFile(fmt.Sprintf("testdata/state-%d.sql", tablesVersion(t)), []byte(dump(t, l)), 0o644))
	}
	fresh := shape(t, open(t, places[0].make(t)))
	for v := 1; v <= tablesVersion(t); v++ {
		text, err := os.ReadFile(fmt.Sprintf("testdata/state-%d.sql", v))
		check(t, err)
		o := places[0].make(t)
		o.Now = time.Now
		check(t, os.MkdirAll(filepath.Dir(o.SQLite), 0o700))
		check(t, os.WriteFile(o.SQLite, nil, 0o600))
		onFile(t, o.SQLite, string(text))
		l := locked(t, o)
		if diff := cmp.Diff(fresh, shape(t, l)); diff != "" {
			t.Errorf("version %d: %s", v, diff)
		}
		if s := must[Slot](t)(l.Slot(t.Context(), Key{Report: "sales", Slot: "2026-11-16"})); s.State != Produced {
			t.Errorf("version %d: %+v", v, s)
		}
		wantOld(t, l, v)
	}
}

// wantOld checks that an edition and its messages have the form of the version that stored them, and that a waiting
// message is sent.
func wantOld(t *testing.T, l *Ledger, version int) {
	t.Helper()
	s := must[Slot](t)(l.Slot(t.Context(), Key{Report: "sales", Slot: "2026-11-16"}))
	if e := must[Edition](t)(l.Edition(t.Context(), s.Edition)); string(e.PDF) != "%PDF" || string(e.Figures) != `{"a":1}` {
		t.Errorf("version %d: %s %s", version, e.PDF, e.Figures)
	}
	var said []string
	of := &office{ans: func(p *DueDelivery) Answer {
		said = append(said, string(p.Raw))
		return Answer{}
	}}
	check(t, l.Drain(t.Context(), Key{}, of.workers(), Limits{}))
	want := "To: b@x.example\nSales"
	if version < 3 { // the complete message was stored with each delivery
		want = "To: b@x.example"
	}
	if len(said) != 1 || said[0] != want {
		t.Errorf("version %d: sent %q", version, said)
	}
}

// Like the files for SQLite, the files for PostgreSQL migrate each version to this one with its data.
func TestEveryReleasedPostgres(t *testing.T) {
	for v := 1; v < tablesVersion(t); v++ {
		o := places[1].make(t)
		o.Now = time.Now
		pool, err := pgxpool.New(t.Context(), o.Postgres)
		check(t, err)
		statements := []string{"CREATE TABLE bilan_schema (only_row INTEGER NOT NULL PRIMARY KEY, version INTEGER NOT NULL, queue INTEGER NOT NULL)"}
		for n := 1; n <= v; n++ {
			text, err := os.ReadFile(fmt.Sprintf("store/schema/%d.postgres.sql", n))
			check(t, err)
			statements = append(statements, string(text))
		}
		statements = append(statements, oldState, fmt.Sprintf("INSERT INTO bilan_schema VALUES (1, %d, 0)", v))
		for _, statement := range statements {
			_, err := pool.Exec(t.Context(), statement)
			check(t, err)
		}
		pool.Close()
		wantOld(t, locked(t, o), 1) // the data in it is as version 1 stored it
	}
}

// oldState is a turn in the columns of version 1. It was sent to one address and waits for the other.
const oldState = `INSERT INTO bilan_slot VALUES (1, 'sales', '2026-11-16', '', 0, 'scheduled', '[]', '', 1, 'produced', '', 1, 0, 0, 0, 1, 1, 1, 1, '', 0);
INSERT INTO bilan_edition VALUES (1, 1, 'sales', '2026-11-16', '', 0, 1, '2026-W46', 1, '', 'Sales', 'sales.pdf', 0, '', convert_to('{"a":1}', 'UTF8'), convert_to('%PDF', 'UTF8'));
INSERT INTO bilan_delivery VALUES (1, 1, 1, 'sales', '2026-11-16', '', 0, 'b@x.example', 0, '', 'to', '', '', 'report', NULL, 'retrying', 0, '', 1, 0, 0, 1, 1, 0, '', 0, NULL, convert_to('To: b@x.example', 'UTF8'))`

// fill stores a turn that was sent to one address and waits for the other.
func fill(t *testing.T, l *Ledger) {
	ctx := t.Context()
	s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
	check(t, err)
	of := &office{ans: func(p *DueDelivery) Answer {
		if p.Address == "b@x.example" {
			return Answer{State: Waiting, Code: 451, Reply: "later", Next: monday}
		}
		return Answer{}
	}}
	check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
}

// shape returns the statement of every table and index.
func shape(t *testing.T, l *Ledger) []string {
	return must[[]string](t)(database.All(t.Context(), l.db.Reader(), "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", nil,
		func(scan func(...any) error) (s string, err error) { return s, scan(&s) }))
}

// dump returns the state as SQL.
func dump(t *testing.T, l *Ledger) string {
	ctx, c := t.Context(), l.db.Reader()
	names := must[[]string](t)(database.All(ctx, c, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid", nil,
		func(scan func(...any) error) (s string, err error) { return s, scan(&s) }))
	var b strings.Builder
	b.WriteString("BEGIN;\n")
	statements := must[[]string](t)(database.All(ctx, c, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, rowid", nil,
		func(scan func(...any) error) (s string, err error) { return s, scan(&s) }))
	for _, s := range statements {
		b.WriteString(s + ";\n")
	}
	slices.SortStableFunc(names, func(a, b string) int { return order(a) - order(b) })
	for _, name := range names {
		columns := must[[]string](t)(database.All(ctx, c, "SELECT name FROM pragma_table_xinfo('"+name+"') WHERE hidden = 0 ORDER BY cid", nil,
			func(scan func(...any) error) (s string, err error) { return s, scan(&s) }))
		quoted := make([]string, len(columns))
		for i, column := range columns {
			quoted[i] = "quote(" + column + ")"
		}
		lines := must[[]string](t)(database.All(ctx, c, "SELECT "+strings.Join(quoted, " || ', ' || ")+" FROM "+name, nil,
			func(scan func(...any) error) (s string, err error) { return s, scan(&s) }))
		for _, line := range lines {
			fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES (%s);\n", name, strings.Join(columns, ", "), line)
		}
	}
	b.WriteString("COMMIT;\n")
	return b.String()
}

// order returns the rank of a table; tables that others refer to come first.
func order(table string) int {
	return slices.Index(tablesFirst, table)
}

// The released files create the same columns in PostgreSQL as in SQLite.
func TestBothHaveTheSameColumns(t *testing.T) {
	lite := open(t, places[0].make(t))
	want := must[[]string](t)(database.All(t.Context(), lite.db.Reader(), `SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name LIKE 'bilan_%' ORDER BY 1`, nil, func(scan func(...any) error) (s string, err error) { return s, scan(&s) }))
	pg := open(t, places[1].make(t))
	got := must[[]string](t)(database.All(t.Context(), pg.db.Reader(), `SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_name LIKE 'bilan\_%' ORDER BY 1`, nil, func(scan func(...any) error) (s string, err error) { return s, scan(&s) }))
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Errors do not contain passwords.
func TestErrorsHoldNoPassword(t *testing.T) {
	for _, dsn := range []string{"postgres://me:hidden@127.0.0.1:1/x", "postgres://me:hidden@[bad", "host=127.0.0.1 port=1 password=hidden"} {
		_, err := Open(t.Context(), Options{Postgres: dsn, Now: time.Now})
		if err == nil || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%v", err)
		}
	}
	if _, err := Open(t.Context(), Options{SQLite: filepath.Join(t.TempDir(), "x"), Now: nil}); err == nil {
		t.Error("no clock, no error")
	}
	broken := filepath.Join(t.TempDir(), "broken.db")
	check(t, os.WriteFile(broken, []byte(strings.Repeat("not a database ", 100)), 0o600))
	if _, err := Open(t.Context(), Options{SQLite: broken, Now: time.Now}); err == nil {
		t.Error("a text file was opened")
	} else {
		t.Log(err)
	}
}

// tablesVersion returns the version of the tables that this program creates.
func tablesVersion(t *testing.T) int {
	t.Helper()
	files, err := filepath.Glob("store/schema/*.sqlite.sql")
	check(t, err)
	return len(files)
}

// onFile runs statements on an SQLite file, even while others have it open.
func onFile(t *testing.T, file, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: file}).String())
	check(t, err)
	_, err = db.Exec(statements)
	check(t, errors.Join(err, db.Close()))
}
