package loadtest

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/period"
	"bilan/sources"
	"bilan/sources/folder"
	"bilan/sources/workbench"
)

// conformance has queries, each with the answer that every source must give once its rows are in the workbench.
var conformance = []struct{ name, sql, want string }{
	{"counts", "select count(*), count(day), count(amount), count(placed), count(ratio), sum(paid::int) from orders", "7|6|6|6|6|3"},
	{"exact sums", "select sum(amount)::varchar, min(amount)::varchar, max(amount)::varchar from orders", "10000001234.74|-0.05|9999999999.99"},
	{"exact addition", "select (sum(amount) filter (where id in (6, 7)) = 0.3)::int from orders", "1"},
	{"large integers", "select id, big::varchar from orders where abs(big) > 100 order by id", "1|9007199254740993\n2|-9223372036854775807\n3|9223372036854775807"},
	{"dates", "select id, day from orders order by day nulls last, id", "4|1999-12-31\n3|2024-02-29\n1|2026-01-31\n2|2026-02-01\n7|2026-06-30\n6|2026-12-31\n5|∅"},
	{"months", "select date_trunc('month', day)::date m, sum(amount)::varchar from orders where day >= date '2026-01-01' group by 1 order by 1",
		"2026-01-01|1234.50\n2026-02-01|-0.05\n2026-06-01|0.20\n2026-12-01|0.10"},
	{"parameters", "select id from orders where day >= :period_start and day < :period_end order by id", "1\n2"},
	{"days of instants", "select id, placed::date from orders order by id", "1|2026-01-31\n2|2026-02-01\n3|2026-03-29\n4|2026-03-29\n5|2026-10-25\n6|2026-10-25\n7|∅"},
	{"wall times", "select id, strftime(placed, '%H:%M:%S') from orders where placed is not null order by id",
		"1|23:59:59\n2|00:00:00\n3|01:59:59\n4|03:00:00\n5|02:30:00\n6|02:30:00"},
	{"months of instants", "select strftime(placed, '%Y-%m') m, count(*) from orders where placed is not null group by 1 order by 1", "2026-01|1\n2026-02|1\n2026-03|2\n2026-10|2"},
	{"text", "select customer from orders where id <> 6 order by id",
		"Éts Lefèvre & fils\nŒuvre « Cœur »\n😀 famille 👩‍👩‍👧\nΕλλάδα Київ 東京\nnull\ne\u0301 and é"},
	{"spaces", "select length(customer), customer = '  spaces  ' from orders where id = 6", "10|true"},
	{"notes", "select note from orders where id in (3, 5, 6, 7) order by id", "it's; \"quoted\", \\ :today\nNULL?\n0412\n$1 $$ ${X}"},
	{"lines in text", "select replace(replace(note, chr(10), '<nl>'), chr(9), '<tab>') from orders where id = 4", "two<nl>lines<tab>and a tab"},
	{"floats", "select id, round(ratio::double, 3)::varchar from orders where ratio is not null order by id", "1|0.1\n2|0.2\n3|-2.5\n5|0.001\n6|1234567.25\n7|0.0"},
	{"zero is not null", "select count(*) filter (where amount = 0), count(*) filter (where amount is null), count(*) filter (where ratio = 0) from orders", "1|1|1"},
}

// legs are the kinds of sources. kept is false for a kind that cannot distinguish an empty text from a missing one.
var legs = []struct {
	name string
	make func(testing.TB) config.Source
	kept bool
}{
	{"postgres", postgresOrders, true},
	{"mariadb", mariaOrders, true},
	{"sqlite", sqliteOrders, true},
	{"csv", csvOrders, false},
	{"json", jsonOrders, false},
}

func TestConformance(t *testing.T) {
	for _, leg := range legs {
		t.Run(leg.name, func(t *testing.T) {
			bench := loadOrders(t, leg.make(t))
			for _, q := range conformance {
				if got := answerText(t, bench, q.sql); got != q.want {
					t.Errorf("%s:\ngot\n%s\nwant\n%s", q.name, got, q.want)
				}
			}
			want := "0|2"
			if leg.kept {
				want = "1|1"
			}
			if got := answerText(t, bench, "select count(*) filter (where note = ''), count(*) filter (where note is null) from orders"); got != want {
				t.Errorf("empty and missing text: %s, want %s", got, want)
			}
		})
	}
}

// loadOrders loads the table into a workbench as a report does.
func loadOrders(t testing.TB, src config.Source) *workbench.Workbench {
	t.Helper()
	ctx := t.Context()
	bench, err := workbench.Open(ctx, workbench.Options{Dir: t.TempDir(), Zone: paris(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bench.Close() })
	if src.Files == "" {
		loadDatabase(t, bench, src)
	} else {
		loadFolder(t, bench, src)
	}
	if err := bench.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	if err := bench.Derive(ctx, "files", "orders", "select * from orders", nil); src.Files != "" && err != nil {
		t.Fatal(err)
	}
	return bench
}

func loadDatabase(t testing.TB, bench *workbench.Workbench, src config.Source) {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sources.OpenDatabase(t.Context(), "crm", src, zone, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	rows, err := db.Query(t.Context(), "select * from orders order by id desc", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bench.LoadRows(t.Context(), "", "orders", rows); err != nil {
		t.Fatal(err)
	}
}

func loadFolder(t testing.TB, bench *workbench.Workbench, src config.Source) {
	folder, err := folder.Open("files", src, nil)
	if err != nil {
		t.Fatal(err)
	}
	prepared, err := folder.Prepare(t.Context(), "orders", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bench.LoadFile(t.Context(), "files", "orders", prepared.Files); err != nil {
		t.Fatal(err)
	}
}

// answerText prints an answer, a row per line with its cells separated by |.
func answerText(t testing.TB, bench *workbench.Workbench, sql string) string {
	t.Helper()
	answer, err := bench.Query(t.Context(), sql, map[string]any{"period_start": period.NewDate(2026, 1, 1).Time(), "period_end": period.NewDate(2026, 3, 1).Time()})
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	var lines []string
	for _, row := range answer.Rows {
		var cells []string
		for i, c := range row {
			cells = append(cells, cell(c, answer.Columns[i]))
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}
