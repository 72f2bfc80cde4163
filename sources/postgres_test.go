package sources

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/testdb"
)

// pg makes a PostgreSQL database and opens it.
func pg(t testing.TB, statements ...string) (Database, string) {
	t.Helper()
	dsn := testdb.Postgres(t)
	testdb.PostgresExec(t, dsn, statements...)
	return open(t, config.Source{Postgres: scalar.NewSecret(dsn)}), dsn
}

func TestPostgresKinds(t *testing.T) {
	db, _ := pg(t, `create type mood as enum ('glad', 'sad')`)
	tests := []struct{ sql, want string }{
		{"select 1::smallint a, 2::int b, 9223372036854775807 c, null::int d", "a integer | b integer | c integer | d integer\n1 | 2 | 9223372036854775807 | ∅"},
		{"select 1234.50::numeric(12,2) a, 0.1::numeric b, 12345678901234567890.123456789 c, (-5)::numeric(3,-1) d",
			"a decimal(2) | b decimal(-1) | c decimal(-1) | d decimal(0)\n1234.5 | 0.1 | 12345678901234567890.123456789 | -10"},
		{"select 1234567.89::money a, (-0.05)::money b", "a decimal(2) | b decimal(2)\n1234567.89 | -0.05"},
		{"select 0.1::real a, 0.1::double precision b, 1e300::float8 c", "a real | b real | c real\n0.1 | 0.1 | 1e+300"},
		{"select true a, false b", "a bool | b bool\ntrue | false"},
		{"select date '2026-01-31' a, date 'infinity' b, date '-infinity' c", "a date | b date | c date\n2026-01-31 | ∅ | ∅"},
		{"select timestamp '2026-01-31 08:30:00.25' a, timestamp 'infinity' b", "a timestamp | b timestamp\n2026-01-31T08:30:00.25 | ∅"},
		{"select timestamptz '2026-03-28 23:30:00Z' a, timestamptz '2026-10-25 00:30:00Z' b, timestamptz '2026-10-25 01:30:00Z' c, timestamptz '1890-01-01 00:00:00Z' d",
			"a timestamp | b timestamp | c timestamp | d timestamp\n2026-03-29T00:30:00 | 2026-10-25T02:30:00 | 2026-10-25T02:30:00 | 1890-01-01T00:09:21"},
		{"select 'é€😀' a, ''::varchar b, 'x'::char(3) c", "a text | b text | c text\n\"é€😀\" | \"\" | \"x  \""},
		{`select '{1,2}'::int[] a, '{"k": 1}'::jsonb b, 'glad'::mood c, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid d, interval '1 day 2 hours' e, time '08:30' f, '127.0.0.1'::inet g`,
			"a text | b text | c text | d text | e text | f text | g text\n\"{1,2}\" | \"{\\\"k\\\": 1}\" | \"glad\" | \"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\" | \"1 day 02:00:00\" | \"08:30:00\" | \"127.0.0.1\""},
		{`select '\xc3a9'::bytea a, '\xff41'::bytea b, ''::bytea c`, "a text | b text | c text\n\"é\" | \"�A\" | \"\""},
		{"select count(*) a, sum(x) b, sum(y) c, avg(x) d from (values (1, 1.50)) v(x, y)", "a integer | b integer | c decimal(-1) | d decimal(-1)\n1 | 1 | 1.5 | 1"},
		{"select :today a, :today - interval '1 day' b, :today - 1 c, :period_start + 31 = :period_end + 1 d", "a date | b timestamp | c date | d bool\n2026-11-20 | 2026-11-19T00:00:00 | 2026-11-19 | true"},
		{"select extract(day from timestamptz '2026-11-19 23:30Z')::int a, timestamptz '2026-11-19 23:30Z' >= :today b, (timestamptz '2026-11-19 23:30Z')::date c",
			"a integer | b bool | c date\n20 | true | 2026-11-20"},
		{"select null a, 'x' a", "a text | a text\n∅ | \"x\""},
		{"select generate_series(1, 3) a", "a integer\n1\n2\n3"},
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
	for sql, word := range map[string]string{"select 'NaN'::numeric a": "NaN", "select 'NaN'::float8 a": "NaN", "select 'Infinity'::float4 a": "Infinity",
		"select date '0044-03-15 BC' a": "0044-03-15 BC", "select timestamptz '20000-01-01' a": "20000-01-01"} {
		_, err := asked(db, sql)
		fails(t, err, `source "crm": row 1: column "a": `, word)
	}
}

func TestPostgresZones(t *testing.T) {
	dsn := scalar.NewSecret(testdb.Postgres(t))
	sql := "select timestamptz '2026-03-01 00:30:00Z' a, '2026-03-01 00:30:00Z'::timestamptz::date b"
	wants(t, ask(t, openIn(t, config.Source{Postgres: dsn}, "America/New_York"), sql), "a timestamp | b date\n2026-02-28T19:30:00 | 2026-02-28")
	kolkata, err := scalar.ParseZone("Asia/Kolkata")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, ask(t, openIn(t, config.Source{Postgres: dsn, Timezone: kolkata}, "America/New_York"), sql), "a timestamp | b date\n2026-03-01T06:00:00 | 2026-03-01")
	_, err = OpenDatabase(context.Background(), "crm", config.Source{Postgres: dsn}, time.FixedZone("Nowhere/Land", 3600), quiet)
	fails(t, err, `source "crm"`, "does not know the time zone Nowhere/Land: set timezone of the source")
}

func TestPostgresIsReadOnly(t *testing.T) {
	db, dsn := pg(t, "create table orders (id serial primary key, amount numeric)", "insert into orders (amount) values (1)",
		`create function sneak() returns int language sql as 'delete from orders; select 1'`)
	for _, sql := range []string{"with d as (delete from orders returning 1) select * from d", "select sneak()", "select nextval('orders_id_seq')",
		"select 1 into copied", "select set_config('transaction_read_only', 'off', false)"} {
		if _, err := asked(db, sql); err == nil {
			t.Errorf("%s was done", sql)
		}
	}
	wants(t, ask(t, db, "select count(*) n from orders"), "n integer\n1")
	testdb.PostgresExec(t, dsn, "insert into orders (amount) values (2)")
	wants(t, ask(t, db, "select count(*) n from orders"), "n integer\n1") // still the first snapshot, after six failures
}

func TestPostgresTables(t *testing.T) {
	db, _ := pg(t, "create schema sales", `create table sales."Order Details" (id bigint, price numeric(8,2), at timestamptz, "Ünit" text)`,
		"create view recent as select id from sales.\"Order Details\"", "create materialized view kept as select 1 as one",
		"create table parts (d date) partition by range (d)", "create table parts_2026 partition of parts for values from ('2026-01-01') to ('2027-01-01')")
	infos, err := db.Tables(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, i := range infos {
		names = append(names, i.Name)
		ask(t, db, "select * from "+i.Name)
	}
	if got := strings.Join(names, ", "); got != `kept, parts, recent, sales."Order Details"` {
		t.Errorf("tables %s", got)
	}
	wants(t, ask(t, db, "select * from "+infos[3].Name), "id integer | price decimal(2) | at timestamp | Ünit text")
	if c := infos[3].Columns; len(c) != 4 || c[1].Scale != 2 || c[3].Name != "Ünit" || c[2].Kind.String() != "timestamp" {
		t.Errorf("columns %+v", c)
	}
	if !strings.HasSuffix(infos[3].Origin, ".sales.Order Details") {
		t.Errorf("origin %s", infos[3].Origin)
	}
}

func TestPostgresErrors(t *testing.T) {
	db, _ := pg(t, "create table orders (id int, amount numeric)", "create role nobody_special_"+pgSuffix)
	t.Cleanup(func() { testdb.PostgresExec(t, testdb.Postgres(t), "drop role nobody_special_"+pgSuffix) })
	tests := []struct{ sql, err string }{
		{"select *\nfrom ordres where id = 1", `source "crm": line 2, column 6: relation "ordres" does not exist (did you mean orders?)`},
		{"select * from zzz", `relation "zzz" does not exist (bilan sources lists what the user can see)`},
		{"select :today, amunt from orders", `source "crm": column 16: column "amunt" does not exist (Perhaps you meant to reference the column "orders.amount".)`},
		{"select 1/0", "division by zero"},
		{"select 1 from from", `column 15: syntax error at or near "from"`},
		{"select '2026-13-01'::date", "date/time field value out of range"},
	}
	for _, tt := range tests {
		_, err := asked(db, tt.sql)
		fails(t, err, tt.err)
	}
	wants(t, ask(t, db, "select 1 as a"), "a integer\n1")
}

var pgSuffix = fmt.Sprint(time.Now().UnixNano())

// oddPasswords have characters that are special in URLs, in key=value strings and in quotes.
var oddPasswords = []string{"p@ss:w/o#r?d%&é", `it's "quoted" \ {x}`, "a b=c;d", "ab", "percent%41%zz", "postgres"}

func TestPostgresPasswords(t *testing.T) {
	dsn := testdb.Postgres(t)
	u, _ := url.Parse(dsn)
	for i, password := range oddPasswords {
		role := fmt.Sprintf("odd_%d_%s", i, pgSuffix)
		testdb.PostgresExec(t, dsn, "create role "+role+" login password "+"'"+strings.ReplaceAll(password, "'", "''")+"'")
		t.Cleanup(func() { testdb.PostgresExec(t, testdb.Postgres(t), "drop role "+role) })
		asURL := *u
		asURL.User = url.UserPassword(role, password)
		quote := strings.NewReplacer(`\`, `\\`, `'`, `\'`)
		asKeys := fmt.Sprintf("host=%s port=%s user=%s dbname=%s password='%s' sslmode=disable", u.Hostname(), u.Port(), role, u.Path[1:], quote.Replace(password))
		for _, good := range []string{asURL.String(), asKeys} {
			db := open(t, config.Source{Postgres: scalar.NewSecret(good)})
			ask(t, db, "select 1")
			_, err := asked(db, "select '"+strings.ReplaceAll(password, "'", "''")+"'::int")
			hides(t, err, password)
		}
		asURL.User = url.UserPassword(role, password+"x")
		_, err := OpenDatabase(context.Background(), "crm", config.Source{Postgres: scalar.NewSecret(asURL.String())}, nil, quiet)
		fails(t, err, `source "crm": the server refused the login (password authentication failed for user "`+role+`")`)
		hides(t, err, password+"x")
		asURL.User = url.UserPassword(role, password)
		for _, bad := range []string{
			"postgres://" + role + ":" + password + "@127.0.0.1:1/x", // special characters are not encoded
			strings.Replace(asURL.String(), u.Port(), "1", 1),
			strings.Replace(asURL.String(), u.Hostname(), "nosuch.invalid", 1),
			strings.Replace(asURL.String(), "sslmode=disable", "sslmode=bogus", 1),
			strings.Replace(asURL.String(), u.Path, "/nosuch", 1),
			fmt.Sprintf("host=127.0.0.1 port=1 user=x password=%s", password),
			fmt.Sprintf("host=127.0.0.1 port=x user=x password='%s'", quote.Replace(password)),
			"postgres//" + role + ":" + password + "@host/db",
			"mysql://" + role + ":" + password + "@host/db",
		} {
			_, err := OpenDatabase(context.Background(), "crm", config.Source{Postgres: scalar.NewSecret(bad)}, nil, quiet)
			hides(t, err, password)
		}
	}
}

// hides checks that err is not nil and does not contain the password in any form.
func hides(t testing.TB, err error, password string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, form := range []string{password, url.QueryEscape(password), url.PathEscape(password)} {
		for e := err; e != nil; e = errors.Unwrap(e) {
			if text := fmt.Sprintf("%v %+v %#v", e, e, e); len(form) > 3 && strings.Contains(text, form) {
				t.Errorf("the password %q stands in %s", form, text)
			}
		}
	}
	for _, part := range strings.FieldsFunc(password, func(r rune) bool { return strings.ContainsRune(":/#?@", r) }) {
		if len(part) > 2 && part != password && strings.Contains(err.Error(), part) {
			t.Errorf("a part %q of the password stands in %v", part, err)
		}
	}
	if !strings.HasPrefix(err.Error(), `source "crm": `) {
		t.Errorf("the source is not named: %v", err)
	}
}

func TestPostgresUnreachable(t *testing.T) {
	ctx := context.Background()
	_, err := OpenDatabase(ctx, "crm", config.Source{Postgres: scalar.NewSecret("postgres://u:secret@127.0.0.1:1/x")}, nil, quiet)
	fails(t, err, `source "crm": cannot reach the server (127.0.0.1:1: connection refused): check that it runs`)
	_, err = OpenDatabase(ctx, "crm", config.Source{Postgres: scalar.NewSecret("postgres://u:secret@nosuch.invalid/x")}, nil, quiet)
	fails(t, err, "no such host: nosuch.invalid")
	u, _ := url.Parse(testdb.Postgres(t))
	u.Path = "/nosuch"
	_, err = OpenDatabase(ctx, "crm", config.Source{Postgres: scalar.NewSecret(u.String())}, nil, quiet)
	fails(t, err, `source "crm": no such database (database "nosuch" does not exist)`)
}

func TestPostgresWarnings(t *testing.T) {
	db, dsn := pg(t, "create table orders (id int)", "create table quotas (id int)")
	said, err := db.Warnings(context.Background())
	if err != nil || len(said) != 1 || !strings.Contains(said[0], "is a superuser") {
		t.Errorf("%q %v", said, err)
	}
	u, _ := url.Parse(dsn)
	for name, grant := range map[string]string{"reader": "select", "writer": "select, insert"} {
		role := name + pgSuffix
		testdb.PostgresExec(t, dsn, "create role "+role+" login password 'p'", "grant "+grant+" on orders to "+role)
		t.Cleanup(func() {
			testdb.PostgresExec(t, dsn, "drop owned by "+role, "drop role "+role)
		})
		u.User = url.UserPassword(role, "p")
		db := open(t, config.Source{Postgres: scalar.NewSecret(u.String())})
		said, err := db.Warnings(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if name == "reader" && len(said) != 0 || name == "writer" && (len(said) != 1 || !strings.Contains(said[0], "can write to 1 of the tables")) {
			t.Errorf("%s: %q", name, said)
		}
		_, err = asked(db, "select * from quotas")
		fails(t, err, `source "crm": not allowed (permission denied for table quotas): grant SELECT`)
		infos, err := db.Tables(context.Background())
		if err != nil || len(infos) != 1 || infos[0].Name != "orders" {
			t.Errorf("%s sees %+v, %v", name, infos, err)
		}
	}
}
