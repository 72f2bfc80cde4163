// Package testdb connects tests to the throwaway servers that scripts/with-databases starts. Each test gets a fresh
// database, which is dropped at its end. Only tests import it.
package testdb

import (
	"context"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5"
)

// Postgres makes an empty database and returns its URL, with a user who has all privileges in it.
func Postgres(t testing.TB) string {
	admin := serverAddress(t, "BILAN_TEST_POSTGRES", "PostgreSQL")
	name := newName()
	PostgresExec(t, admin, "CREATE DATABASE "+name+" TEMPLATE template0")
	t.Cleanup(func() { PostgresExec(t, admin, "DROP DATABASE "+name+" WITH (FORCE)") })
	return withDatabase(t, admin, name)
}

// MariaDB makes an empty database and returns its URL, with a user who has all privileges in it.
func MariaDB(t testing.TB) string {
	admin := serverAddress(t, "BILAN_TEST_MARIADB", "MariaDB")
	name := newName()
	MariaDBExec(t, admin, "CREATE DATABASE "+name)
	t.Cleanup(func() { MariaDBExec(t, admin, "DROP DATABASE "+name) })
	return withDatabase(t, admin, name)
}

// serverAddress returns the address of a server from an environment variable. If that is not set, a quick run and a
// benchmark skip the test; any other run fails, so that nothing stays untested unnoticed.
func serverAddress(t testing.TB, variable, what string) string {
	t.Helper()
	if dsn := os.Getenv(variable); dsn != "" {
		return dsn
	}
	if testing.Short() || os.Getenv("BILAN_TEST_QUICK") == "1" {
		t.Skipf("no %s in a quick run", what)
	}
	if _, ok := t.(*testing.B); ok {
		t.Skipf("no %s to measure: start one with scripts/with-databases", what)
	}
	t.Fatalf("%s is not set: run the tests through scripts/with-databases, or quickly with -short", variable)
	return ""
}

func newName() string { return "test_" + strings.ToLower(rand.Text())[:16] }

func withDatabase(t testing.TB, dsn, name string) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

// PostgresExec runs statements. A text may contain several.
func PostgresExec(t testing.TB, dsn string, statements ...string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(ctx) }()
	for _, s := range statements {
		if _, err := conn.PgConn().Exec(ctx, s).ReadAll(); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// MariaDBExec runs statements. A text may contain several.
func MariaDBExec(t testing.TB, dsn string, statements ...string) {
	t.Helper()
	db := OpenMariaDB(t, dsn)
	defer func() { _ = db.Close() }()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// OpenMariaDB opens a URL that MariaDB returned, with the database driver and none of the program's code.
func OpenMariaDB(t testing.TB, dsn string) *sql.DB {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	cfg := mysql.NewConfig()
	cfg.User = u.User.Username()
	cfg.Passwd, _ = u.User.Password()
	cfg.Net, cfg.Addr, cfg.DBName, cfg.MultiStatements = "tcp", u.Host, strings.Trim(u.Path, "/"), true
	connector, err := mysql.NewConnector(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return sql.OpenDB(connector)
}
