package sources

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/table"
	"bilan/internal/testdb"
)

// maria makes a MariaDB database and opens it.
func maria(t testing.TB, statements ...string) (Database, string) {
	t.Helper()
	dsn := testdb.MariaDB(t)
	testdb.MariaDBExec(t, dsn, statements...)
	return open(t, config.Source{MariaDB: scalar.NewSecret(dsn)}), dsn
}

func TestMariaDBKinds(t *testing.T) {
	db, _ := maria(t, `create table t (a tinyint(1), b tinyint unsigned, c bigint unsigned, d decimal(12,2), e float, f double, g date, h datetime(3), i year, j bit(10),
			k char(3), l text, m blob, n json, o enum('x','y'), p time, q bool, r decimal(40,10), s uuid)`,
		`set statement sql_mode = '' for insert into t values (1, 255, 18446744073709551615, 1234.50, 0.1, 0.1, '2026-01-31', '2026-01-31 08:30:00.25', 2026, b'1000000001',
			'ab', 'é€😀', x'c3a9ff', '{"k": 1}', 'y', '-100:30:00', true, 12345678901234567890.0123456789, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')`,
		`set statement sql_mode = '' for insert into t (g, h, l) values ('0000-00-00', '0000-00-00 00:00:00', '')`)
	tests := []struct{ sql, want string }{
		{"select a, b, c, d, e, f from t", "a integer | b integer | c decimal(0) | d decimal(2) | e real | f real\n1 | 255 | 18446744073709551615 | 1234.5 | 0.1 | 0.1\n∅ | ∅ | ∅ | ∅ | ∅ | ∅"},
		{"select g, h, i, j from t", "g date | h timestamp | i integer | j integer\n2026-01-31 | 2026-01-31T08:30:00.25 | 2026 | 513\n∅ | ∅ | ∅ | ∅"},
		{"select k, l, m, n, o, p from t", "k text | l text | m text | n text | o text | p text\n\"ab\" | \"é€😀\" | \"é�\" | \"{\\\"k\\\": 1}\" | \"y\" | \"-100:30:00\"\n∅ | \"\" | ∅ | ∅ | ∅ | ∅"},
		{"select q, r, s from t limit 1", "q integer | r decimal(10) | s text\n1 | 12345678901234567890.0123456789 | \"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\""},
		{"select count(*) a, sum(a) b, sum(d) c, avg(d) d, sum(f) e, 1.5 f from t", "a integer | b decimal(0) | c decimal(2) | d decimal(6) | e real | f decimal(1)\n2 | 1 | 1234.5 | 1234.5 | 0.1 | 1.5"},
		{"select :today a, :today - interval 1 day b, :period_start < :period_end c, date_format(:today, '%Y-%m') d, :today e", "a date | b date | c integer | d text | e date\n2026-11-20 | 2026-11-19 | 1 | \"2026-11\" | 2026-11-20"},
		{"select null a, 'x' a", "a text | a text\n∅ | \"x\""},
		{`select 'it\'s :today' a, "\":x" b, @v := 1 c -- :today`, "a text | b text | c integer\n\"it's :today\" | \"\\\":x\" | 1"},
		{"(select 1 a) union all (select 2) order by 1;", "a integer\n1\n2"},
		{"with x as (select 1 a) select * from x # done", "a integer\n1"},
	}
	for _, tt := range tests {
		a, err := asked(db, tt.sql)
		if err != nil {
			t.Errorf("%s: %v", tt.sql, err)
			continue
		}
		if got := shown(a); got != tt.want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", tt.sql, got, tt.want)
		}
	}
}

func TestMariaDBZones(t *testing.T) {
	dsn := testdb.MariaDB(t)
	testdb.MariaDBExec(t, dsn, "create table t (at timestamp null, d datetime)", "set time_zone = '+00:00'; insert into t values ('2026-03-28 23:30:00', '2026-03-28 23:30:00'), ('2026-03-29 01:30:00', null), ('2026-10-25 00:30:00', null), ('2026-10-25 01:30:00', null)")
	testdb.MariaDBZone(t, "Europe/Paris", 2026)
	want := "at timestamp | d timestamp\n2026-03-29T00:30:00 | 2026-03-28T23:30:00\n2026-03-29T03:30:00 | ∅\n2026-10-25T02:30:00 | ∅\n2026-10-25T02:30:00 | ∅"
	paris := open(t, config.Source{MariaDB: scalar.NewSecret(dsn)})
	wants(t, ask(t, paris, "select at, d from t"), want)
	wants(t, ask(t, paris, "select date(min(at)) a, min(at) b from t"), "a date | b timestamp\n2026-03-29 | 2026-03-29T00:30:00")

	// the server's zone tables lack New York
	source := config.Source{MariaDB: scalar.NewSecret(dsn)}
	york := openIn(t, source, "America/New_York")
	wants(t, ask(t, york, "select min(at) a, date(min(at)) b from t"), "a timestamp | b date\n2026-03-28T19:30:00 | 2026-03-28")
	said, err := york.Warnings(context.Background())
	if err != nil || len(said) != 2 || !strings.Contains(said[1], "no time zone tables") {
		t.Errorf("%q %v", said, err)
	}
	source.Timezone = scalar.UTC
	utc := openIn(t, source, "America/New_York")
	wants(t, ask(t, utc, "select min(at) a from t"), "a timestamp\n2026-03-28T23:30:00")
}

func TestMariaDBIsReadOnly(t *testing.T) {
	db, dsn := maria(t, "create table orders (id int) engine=innodb", "insert into orders values (1)",
		"create function sneak() returns int begin delete from orders; return 1; end")
	for _, sql := range []string{"select sneak()", "select 1 into outfile '/tmp/bilan-test'", "select 1 /*! into outfile '/tmp/bilan-test' */", "select 1; delete from orders"} {
		if _, err := asked(db, sql); err == nil {
			t.Errorf("%s was done", sql)
		}
	}
	_, err := asked(db, "select sneak()")
	fails(t, err, "READ ONLY transaction")
	testdb.MariaDBExec(t, dsn, "insert into orders values (2)")
	wants(t, ask(t, db, "select count(*) n from orders"), "n integer\n1") // still the first snapshot
}

func TestMariaDBModes(t *testing.T) {
	dsn := testdb.MariaDB(t)
	u, _ := url.Parse(dsn)
	u.RawQuery = url.Values{"sql_mode": {"'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'"}}.Encode()
	db := open(t, config.Source{MySQL: scalar.NewSecret(u.String())})
	wants(t, ask(t, db, `select '\' a, :today as "b:\"`), "a text | b:\\ date\n\"\\\\\" | 2026-11-20")
}

func TestMariaDBTables(t *testing.T) {
	db, dsn := maria(t, "create table `Order Details` (id bigint unsigned, price decimal(8,2), at timestamp, `Ünit` text)", "create view recent as select id from `Order Details`")
	infos, err := db.Tables(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	u, _ := url.Parse(dsn)
	infos = slices.DeleteFunc(infos, func(i table.Info) bool { return !strings.HasPrefix(i.Origin, u.Path[1:]+".") }) // other tests have tables too
	if len(infos) != 2 || infos[0].Name != "`Order Details`" || infos[1].Name != "recent" {
		t.Fatalf("%+v", infos)
	}
	if c := infos[0].Columns; len(c) != 4 || c[0].Kind.String() != "decimal" || c[1].Scale != 2 || c[2].Kind.String() != "timestamp" || c[3].Name != "Ünit" {
		t.Errorf("columns %+v", c)
	}
	ask(t, db, "select * from "+infos[0].Name)
}

func TestMariaDBErrors(t *testing.T) {
	db, _ := maria(t, "create table orders (id int)")
	tests := []struct{ sql, err string }{
		{"select * from ordres", "ordres' doesn't exist (did you mean orders?)"},
		{"select nosuch from orders", "Unknown column 'nosuch'"},
		{"select 1 from from", "You have an error in your SQL syntax"},
		{"select :tody", "unknown parameter :tody (did you mean :today?"},
		{"delete from orders", "it starts with delete"},
	}
	for _, tt := range tests {
		_, err := asked(db, tt.sql)
		fails(t, err, `source "crm": `, tt.err)
	}
	wants(t, ask(t, db, "select 1 as a"), "a integer\n1")
}

func TestMariaDBPasswords(t *testing.T) {
	dsn := testdb.MariaDB(t)
	u, _ := url.Parse(dsn)
	for i, password := range oddPasswords {
		user := fmt.Sprintf("odd_%d_%s", i, pgSuffix)
		quoted := "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(password) + "'"
		testdb.MariaDBExec(t, dsn, "create user "+user+" identified by "+quoted, "grant select on "+u.Path[1:]+".* to "+user)
		t.Cleanup(func() { testdb.MariaDBExec(t, testdb.MariaDB(t), "drop user "+user) })
		asURL := *u
		asURL.User = url.UserPassword(user, password)
		native := func(password, rest string) string { return user + ":" + password + "@tcp(" + u.Host + ")" + rest }
		for _, good := range []string{asURL.String(), strings.Replace(asURL.String(), "mariadb:", "mysql:", 1), native(password, u.Path)} {
			db := open(t, config.Source{MariaDB: scalar.NewSecret(good)})
			ask(t, db, "select 1")
			_, err := asked(db, "select nosuch('"+strings.ReplaceAll(quoted, "'", "")+"')")
			hides(t, err, password)
			said, err := db.Warnings(context.Background())
			if err != nil || len(said) != 0 && !strings.Contains(said[0], "time zone tables") {
				t.Errorf("%q %v", said, err)
			}
		}
		asURL.User = url.UserPassword(user, password+"x")
		for _, bad := range []string{asURL.String(), native(password+"x", u.Path)} {
			_, err := OpenDatabase(context.Background(), "crm", config.Source{MariaDB: scalar.NewSecret(bad)}, nil, quiet)
			fails(t, err, `source "crm": the server refused the login (Access denied for user '`+user)
			hides(t, err, password+"x")
		}
		asURL.User = url.UserPassword(user, password)
		for _, bad := range []string{
			"mysql://" + user + ":" + password + "@127.0.0.1:1/x", // special characters are not encoded
			strings.Replace(asURL.String(), u.Port(), "1", 1),
			strings.Replace(asURL.String(), u.Hostname(), "nosuch.invalid", 1),
			strings.Replace(asURL.String(), u.Path, "/nosuch", 1),
			asURL.String() + "?tls=bogus", asURL.String() + "?ssl-mode=bogus", asURL.String() + "?ssl-mode=required", asURL.String() + "?ssl-ca=/nosuch",
			asURL.String() + "?timeout=soon", asURL.String() + "?nosuch=1",
			native(password, ""), native(password, "/nosuch"), native(password, u.Path+"?timeout=soon"), native(password, u.Path+"?a=%"),
			user + ":" + password + "@tcp(127.0.0.1:1/x", user + ":" + password + "@tcp(127.0.0.1:1)/x", user + ":" + password + "@127.0.0.1:1/x",
			"postgres://" + user + ":" + password + "@host/db",
		} {
			_, err := OpenDatabase(context.Background(), "crm", config.Source{MariaDB: scalar.NewSecret(bad)}, nil, quiet)
			hides(t, err, password)
		}
	}
}

func TestMariaDBUnreachable(t *testing.T) {
	ctx := context.Background()
	_, err := OpenDatabase(ctx, "crm", config.Source{MariaDB: scalar.NewSecret("mysql://u:secret@127.0.0.1:1/x")}, nil, quiet)
	fails(t, err, `source "crm": cannot reach the server (127.0.0.1:1: connection refused): check that it runs`)
	_, err = OpenDatabase(ctx, "crm", config.Source{MariaDB: scalar.NewSecret("u:secret@tcp(nosuch.invalid:3306)/x")}, nil, quiet)
	fails(t, err, "no such host: nosuch.invalid")
	u, _ := url.Parse(testdb.MariaDB(t))
	u.Path = "/nosuch"
	_, err = OpenDatabase(ctx, "crm", config.Source{MariaDB: scalar.NewSecret(u.String())}, nil, quiet)
	fails(t, err, `source "crm": no such database (Unknown database 'nosuch')`)
}

func TestMariaDBWarnings(t *testing.T) {
	db, _ := maria(t)
	said, err := db.Warnings(context.Background())
	if err != nil || len(said) == 0 || !strings.Contains(said[0], "can do more than read (ALL PRIVILEGES") {
		t.Errorf("%q %v", said, err)
	}
}
