package ledger

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/store"
	"bilan/internal/testdb"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// hexBytes matches bytes as a dump of SQLite writes them.
var hexBytes = regexp.MustCompile(`X'([0-9A-F]*)'`)

// A state of version 1 in PostgreSQL is migrated to this version with its data, and can be used.
func TestStateOfVersionOneInPostgres(t *testing.T) {
	ctx, o := t.Context(), Options{Postgres: testdb.Postgres(t), Now: time.Now, silence: store.AliveFor}
	check(t, open(t, o).Close()) // creates the queue's tables, which version 1 had too
	pool, err := pgxpool.New(ctx, o.Postgres)
	check(t, err)
	defer pool.Close()
	ours := must[[]string](t)(texts(ctx, pool, "SELECT tablename FROM pg_tables WHERE tablename LIKE 'bilan\\_%' AND tablename <> 'bilan_schema'"))
	first, err := os.ReadFile("store/schema/1.postgres.sql")
	check(t, err)
	rows, err := os.ReadFile("testdata/state-1.sql")
	check(t, err)
	statements := []string{"DROP TABLE " + strings.Join(ours, ", ") + " CASCADE", string(first), "UPDATE bilan_schema SET version = 1"}
	for _, table := range []string{"bilan_watermark", "bilan_slot", "bilan_edition", "bilan_delivery", "bilan_attempt"} {
		for line := range strings.Lines(string(rows)) {
			if strings.HasPrefix(line, "INSERT INTO "+table+" ") {
				statements = append(statements, hexBytes.ReplaceAllString(line, `'\x$1'`))
			}
		}
		if table != "bilan_watermark" {
			statements = append(statements, "SELECT setval(pg_get_serial_sequence('"+table+"', 'id'), 1000)")
		}
	}
	for _, statement := range statements {
		if _, err := pool.Exec(ctx, statement); err != nil {
			t.Fatalf("%v: %s", err, statement)
		}
	}

	l := open(t, o)
	if diff := cmp.Diff(columns(t, open(t, Options{Postgres: testdb.Postgres(t)})), columns(t, l)); diff != "" {
		t.Error(diff)
	}
	if s := must[Slot](t)(l.Slot(ctx, Key{Report: "sales", Slot: "2026-11-16"})); s.State != Produced {
		t.Errorf("%+v", s)
	}
	of := &office{}
	check(t, l.Drain(ctx, Key{}, of.workers(), Limits{}))
	if len(of.sent) != 1 { // the message that was waiting when the state was written
		t.Errorf("sent %v", of.sent)
	}
	if made := must[[]Slot](t)(l.Plan(ctx, monday.AddDate(0, 0, 1), daily("other", 6, monday))); len(made) != 1 {
		t.Errorf("planned %v", made)
	}
}

// columns returns the columns of the ledger's tables, with their types and defaults.
func columns(t *testing.T, l *Ledger) []string {
	return must[[]string](t)(database.All(t.Context(), l.db.Reader(), `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
		FROM information_schema.columns WHERE table_name LIKE 'bilan\_%' UNION SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'bilan\_%' ORDER BY 1`, nil,
		func(scan func(...any) error) (s string, err error) { return s, scan(&s) }))
}

// texts returns a column of texts.
func texts(ctx context.Context, pool *pgxpool.Pool, sql string) ([]string, error) {
	r, err := pool.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(r, pgx.RowTo[string])
}
