package loadtest

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/testdb"

	_ "modernc.org/sqlite"
)

// sameOrder is a row of the table that every source has; nil is null.
type sameOrder struct {
	ID       int      `json:"id"`
	Day      *string  `json:"day"`
	Amount   *string  `json:"amount"`
	Customer string   `json:"customer"`
	Note     *string  `json:"note"`
	Big      string   `json:"big"`
	At       *string  `json:"placed"` // an instant in UTC
	Ratio    *float64 `json:"ratio"`
	Paid     bool     `json:"paid"`
}

func some[T any](v T) *T { return &v }

// sameOrders have values at which sources may differ: midnight and both clock changes in Paris, leap days, the limits
// of numbers, other scripts, empty and missing text.
var sameOrders = []sameOrder{
	{1, some("2026-01-31"), some("1234.50"), "Éts Lefèvre & fils", some(""), "9007199254740993", some("2026-01-31T22:59:59Z"), some(0.1), true},
	{2, some("2026-02-01"), some("-0.05"), "Œuvre « Cœur »", nil, "-9223372036854775807", some("2026-01-31T23:00:00Z"), some(0.2), false},
	{3, some("2024-02-29"), some("9999999999.99"), "😀 famille 👩‍👩‍👧", some(`it's; "quoted", \ :today`), "9223372036854775807", some("2026-03-29T00:59:59Z"), some(-2.5), true},
	{4, some("1999-12-31"), some("0.00"), "Ελλάδα Київ 東京", some("two\nlines\tand a tab"), "0", some("2026-03-29T01:00:00Z"), nil, false},
	{5, nil, nil, "null", some("NULL?"), "5", some("2026-10-25T00:30:00Z"), some(1e-3), true},
	{6, some("2026-12-31"), some("0.10"), "  spaces  ", some("0412"), "6", some("2026-10-25T01:30:00Z"), some(1234567.25), false},
	{7, some("2026-06-30"), some("0.20"), "e\u0301 and é", some("$1 $$ ${X}"), "7", nil, some(0.0), false},
}

// quoted writes a value as a string literal of standard SQL.
func quoted(s *string) string {
	if s == nil {
		return "NULL"
	}
	return "'" + strings.ReplaceAll(*s, "'", "''") + "'"
}

// inserts writes the rows as SQL. instant writes an instant as the engine requires it.
func inserts(backslash string, instant func(*string) string) string {
	var values []string
	for _, o := range sameOrders {
		ratio := "NULL"
		if o.Ratio != nil {
			ratio = fmt.Sprintf("%g", *o.Ratio)
		}
		amount := "NULL"
		if o.Amount != nil {
			amount = *o.Amount
		}
		row := fmt.Sprintf("(%d, %s, %s, %s, %s, %s, %s, %s, %t)", o.ID, quoted(o.Day), amount, quoted(&o.Customer), quoted(o.Note), o.Big, instant(o.At), ratio, o.Paid)
		values = append(values, strings.ReplaceAll(row, `\`, backslash))
	}
	return "INSERT INTO orders VALUES " + strings.Join(values, ",\n")
}

func postgresOrders(t testing.TB) config.Source {
	dsn := testdb.Postgres(t)
	testdb.PostgresExec(t, dsn, `CREATE TABLE orders (id int, day date, amount numeric(12,2), customer text, note varchar(100), big bigint,
		placed timestamptz, ratio double precision, paid boolean)`, inserts(`\`, quoted))
	return config.Source{Postgres: scalar.NewSecret(dsn)}
}

func mariaOrders(t testing.TB) config.Source {
	dsn := testdb.MariaDB(t)
	testdb.MariaDBZone(t, "Europe/Paris", 2026)
	instant := func(at *string) string {
		if at == nil {
			return "NULL"
		}
		return quoted(some(strings.NewReplacer("T", " ", "Z", "").Replace(*at)))
	}
	testdb.MariaDBExec(t, dsn, `CREATE TABLE orders (id int, day date, amount decimal(12,2), customer text, note varchar(100), big bigint,
		placed timestamp null, ratio double, paid bool) CHARACTER SET utf8mb4; SET time_zone = '+00:00'; `+inserts(`\\`, instant))
	return config.Source{MariaDB: scalar.NewSecret(dsn)}
}

func sqliteOrders(t testing.TB) config.Source {
	file := filepath.Join(t.TempDir(), "orders.db")
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: file}).EscapedPath())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	_, err = db.ExecContext(context.Background(), `CREATE TABLE orders (id integer, day date, amount decimal(12,2), customer text, note varchar(100), big bigint,
		placed datetime, ratio real, paid boolean); `+inserts(`\`, quoted))
	if err != nil {
		t.Fatal(err)
	}
	return config.Source{SQLite: file}
}

// csvOrders writes the rows like a French export, with semicolons, decimal commas and the day first.
func csvOrders(t testing.TB) config.Source {
	var out strings.Builder
	out.WriteString("id;day;amount;customer;note;big;placed;ratio;paid\r\n")
	for _, o := range sameOrders {
		day, amount, note, at, ratio := "", "", "", "", ""
		if o.Day != nil {
			d, err := time.Parse(time.DateOnly, *o.Day)
			if err != nil {
				t.Fatal(err)
			}
			day = d.Format("02/01/2006")
		}
		if o.Amount != nil {
			amount = strings.ReplaceAll(*o.Amount, ".", ",")
		}
		if o.Note != nil {
			note = `"` + strings.ReplaceAll(*o.Note, `"`, `""`) + `"`
		}
		if o.At != nil {
			at = *o.At
		}
		if o.Ratio != nil {
			ratio = strings.ReplaceAll(fmt.Sprintf("%.3f", *o.Ratio), ".", ",")
		}
		fmt.Fprintf(&out, "%d;%s;%s;\"%s\";%s;%s;%s;%s;%t\r\n", o.ID, day, amount, o.Customer, note, o.Big, at, ratio, o.Paid)
	}
	source := folderOf(t, "orders.csv", []byte(out.String()))
	source.CSV = config.Dialect{Locale: "fr", Nulls: []string{""}, Columns: map[string]string{"big": "decimal(0)"}}
	return source
}

func jsonOrders(t testing.TB) config.Source {
	var out strings.Builder
	for _, o := range sameOrders {
		line, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		// JSON numbers have no quotes.
		text := strings.Replace(string(line), `"big":"`+o.Big+`"`, `"big":`+o.Big, 1)
		if o.Amount != nil {
			text = strings.Replace(text, `"amount":"`+*o.Amount+`"`, `"amount":`+*o.Amount, 1)
		}
		out.WriteString(text + "\n")
	}
	source := folderOf(t, "orders.ndjson", []byte(out.String()))
	source.CSV = config.Dialect{Nulls: []string{""}, Columns: map[string]string{"big": "decimal(0)"}}
	return source
}

func folderOf(t testing.TB, name string, content []byte) config.Source {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
		t.Fatal(err)
	}
	return config.Source{Files: folder}
}
