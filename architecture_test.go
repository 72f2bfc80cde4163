package bilan_test

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "bilan"

// floors are the packages of the module with the floor of each. An import goes down at least one floor, never up and
// never sideways. docs/decisions/0001-rooms-and-floors.md describes each package.
var floors = map[string]int{
	"cmd/bilan":                22,
	"examples/generate":        21,
	"internal/daemon":          20,
	"internal/timetable":       14,
	"internal/status":          15,
	"internal/monitor":         16,
	"internal/overview":        16,
	"internal/history":         17,
	"internal/agenda":          15,
	"internal/retry":           13,
	"internal/exitcode":        15,
	"internal/statefile":       15,
	"internal/engine":          9,
	"internal/scaffold":        14,
	"internal/output":          19,
	"internal/run":             18,
	"internal/inspect":         18,
	"internal/gather":          16,
	"internal/diagnose":        14,
	"internal/staging":         15,
	"internal/plans":           13,
	"internal/member":          8,
	"internal/colleague":       8,
	"internal/progress":        0,
	"internal/outfile":         0,
	"internal/handover":        1,
	"internal/distribution":    1,
	"internal/ownership":       14,
	"internal/proof":           9,
	"report/pdftext":           1,
	"internal/loaded":          8,
	"report/render":            17,
	"report/chart/multiseries": 16,
	"report/chart/timeseries":  15,
	"report/chart/structure":   15,
	"report/chart/grid":        15,
	"report/layout":            13,
	"report/reporttest":        9,
	"report/chart/vector":      14,
	"report/pdf":               7,
	"report/canvas":            1,
	"report/typeface":          0,
	"report/sheet":             9,
	"templates":                9,
	"internal/mail":            9,
	"internal/alarm":           9,
	"internal/ledger":          9,
	"internal/letter":          13,
	"internal/maker":           19,
	"internal/usage":           1,
	"internal/suspension":      13,
	"internal/revision":        13,
	"internal/versions":        14,
	"internal/reissue":         20,
	"internal/review":          13,
	"internal/settlement":      13,
	"internal/missed":          14,
	"internal/bounce":          14,
	"internal/pace":            0,
	"internal/prepared":        0,
	"internal/unsubscribe":     0,
	"internal/ledger/store":    3,
	"internal/ledger/entry":    3,
	"internal/ledger/worker":   4,
	"internal/ledger/queue":    2,
	"internal/ledger/database": 1,
	"sources/loadtest":         13,
	"report/metric/enginetest": 13,
	"report":                   7,
	"report/build":             12,
	"report/trend":             11,
	"report/scorecard":         11,
	"report/targettable":       11,
	"report/membertable":       11,
	"report/structure":         11,
	"report/matrix":            11,
	"report/deals":             11,
	"report/listing":           11,
	"report/insights":          11,
	"report/members":           10,
	"report/sectiontest":       10,
	"report/notation":          9,
	"report/scope":             8,
	"sources":                  9,
	"sources/mysql":            8,
	"sources/postgres":         8,
	"sources/sqlite":           8,
	"sources/sqlserver":        8,
	"sources/driver":           7,
	"sources/folder":           9,
	"sources/preparation":      8,
	"sources/input":            7,
	"sources/typing":           6,
	"sources/cell":             2,
	"sources/csv":              1,
	"sources/params":           1,
	"internal/yamlfile":        1,
	"internal/config":          5,
	"internal/config/scalar":   2,
	"internal/config/place":    2,
	"internal/config/keys":     3,
	"internal/config/figure":   3,
	"internal/config/section":  4,
	"internal/config/decode":   6,
	"internal/config/expand":   6,
	"internal/config/load":     7,
	"internal/config/schema":   8,
	"internal/guess":           7,
	"internal/starter":         8,
	"internal/profile":         13,
	"report/metric":            2,
	"report/metric/query":      3,
	"report/metric/history":    4,
	"report/metric/target":     5,
	"report/metric/pipeline":   4,
	"report/metric/cohort":     4,
	"report/metric/book":       6,
	"report/metric/check":      7,
	"report/metric/metrictest": 3,
	"report/outlook":           3,
	"report/foresight":         1,
	"report/record":            7,
	"report/amount":            7,
	"report/restated":          9,
	"report/note":              9,
	"report/correction":        8,
	"report/replaced":          10,
	"report/notification":      9,
	"report/alert":             1,
	"internal/schedule":        1,
	"internal/freshness":       1,
	"internal/sales":           2,
	"internal/sales/mapping":   1,
	"internal/packpage":        7,
	"internal/photo":           1,
	"templates/packs":          0,
	"sources/workbench/syntax": 1,
	"sources/workbench":        2,
	"sources/xlsx":             1,
	"sources/parquet":          1,
	"sources/parquettest":      0,
	"report/forecast":          0,
	"internal/table":           0,
	"internal/period":          0,
	"internal/locale":          0,
	"internal/locale/grammar":  1,
	"report/insight":           0,
	"report/finding":           6,
	"report/glossary":          0,
	"internal/natural":         0,
	"internal/clock":           0,
	"internal/nearest":         0,
	"internal/rounding":        0,
	"report/prose":             0,
	"internal/regular":         0,
	"internal/filelock":        0,
	"internal/splice":          0,
	"internal/mark":            0,
	"internal/mailaddr":        0,
	"internal/exit":            0,
	"internal/limit":           0,
	"internal/alerts":          13,
	"internal/baseline":        13,
	"internal/scratch":         0,
	"internal/testdb":          0,
	"internal/companytest":     10,
	"internal/pagecheck":       0,
	"internal/pagesweep":       20,
}

// Only tests import these packages, so no binary contains them.
var forTests = []string{"sources/parquettest", "report/reporttest", "report/sectiontest", "report/metric/metrictest", "internal/testdb", "internal/companytest", "internal/pagecheck", "internal/pagesweep"}

// mostRooms is how many packages above the ground floor a package may import, apart from those that plug others
// together. Packages of the ground floor, and the shared ones below, are not counted.
const mostRooms = 3

var vocabulary = []string{"internal/ledger/database", "internal/schedule", "sources/csv", "internal/yamlfile", "internal/config/scalar", "internal/config/figure", "internal/config/section", "sources/cell", "sources/typing", "report", "report/metric", "report/finding", "report/canvas", "report/chart/vector"}

var plugs = []string{"sources", "internal/config/load", "report/render", "report/replaced", "report/build", "internal/plans", "internal/proof", "internal/ownership", "internal/diagnose", "internal/staging", "internal/gather", "internal/inspect", "internal/run", "internal/maker", "internal/reissue", "internal/daemon", "cmd/bilan", "internal/profile"}

// A binary with DuckDB takes seconds to link. Only these packages may link it, and these packages' tests: the
// conformance suite of the sources, which loads what it reads, and the proofs of members' editions, which are made as
// the program makes them.
var (
	duckdb        = "github.com/duckdb/"
	duckdbAllowed = []string{"sources/workbench", "internal/engine", "internal/companytest", "cmd/bilan"}
	duckdbInTests = []string{"sources/loadtest", "report/metric/enginetest", "internal/staging", "internal/gather", "internal/inspect", "internal/run"}
)

func TestEveryPackageHasAFloor(t *testing.T) {
	h := survey(t, ".")
	for _, room := range h.names() {
		if _, ok := floors[room]; !ok && room != "." {
			t.Errorf("package %s has no floor: add it to the table in architecture_test.go", room)
		}
	}
}

// TestTheMapNamesEveryRoom compares the table in CONTRIBUTING.md with the packages of the module.
func TestTheMapNamesEveryRoom(t *testing.T) {
	page, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range survey(t, ".").names() {
		if room != "." && !strings.Contains(string(page), "`"+room+"`") {
			t.Errorf("CONTRIBUTING.md does not say what %s is for", room)
		}
	}
}

func TestImportsGoDown(t *testing.T) {
	for _, fault := range survey(t, ".").upward() {
		t.Error(fault)
	}
}

func TestOnlyPlugsImportManyRooms(t *testing.T) {
	for _, fault := range survey(t, ".").crowded() {
		t.Error(fault)
	}
}

func TestOnlyTheWorkbenchReachesDuckDB(t *testing.T) {
	for _, fault := range survey(t, ".").heavy() {
		t.Error(fault)
	}
}

// upward lists the imports that do not go down. A test has the floor of its package, and may also import its own
// package.
func (h house) upward() (faults []string) {
	for _, from := range h.names() {
		floor, ok := floors[from]
		if !ok {
			continue
		}
		for i, imports := range []map[string]bool{h[from].code, h[from].tests} {
			for _, to := range rooms(imports) {
				if under, known := floors[to]; (i == 0 || to != from) && (!known || under >= floor) {
					faults = append(faults, fmt.Sprintf("%s (floor %d) imports %s (floor %d): an import goes down", from, floor, to, under))
				}
				if i == 0 && slices.Contains(forTests, to) {
					faults = append(faults, fmt.Sprintf("%s imports %s, which is for tests", from, to))
				}
			}
		}
	}
	return faults
}

func (h house) crowded() (faults []string) {
	for _, name := range h.names() {
		list := slices.DeleteFunc(rooms(h[name].code), func(to string) bool { return floors[to] == 0 || slices.Contains(vocabulary, to) })
		if len(list) > mostRooms && !slices.Contains(plugs, name) {
			faults = append(faults, fmt.Sprintf("%s imports %d rooms, more than %d: %s", name, len(list), mostRooms, strings.Join(list, ", ")))
		}
	}
	return faults
}

// heavy lists the packages whose binary or test binary would link DuckDB without permission.
func (h house) heavy() (faults []string) {
	for _, name := range h.names() {
		if slices.Contains(duckdbAllowed, name) {
			continue
		}
		if way := h.way(h[name].code, name); way != "" {
			faults = append(faults, "DuckDB is reached by "+way)
		}
		if way := h.way(h[name].tests, name+"'s tests"); way != "" && !slices.Contains(duckdbInTests, name) {
			faults = append(faults, "DuckDB is reached by "+way)
		}
	}
	return faults
}

// way returns the chain of imports that leads to DuckDB; "" if there is none.
func (h house) way(imports map[string]bool, from string) string {
	seen := map[string]bool{}
	var walk func(imports map[string]bool, from string) string
	walk = func(imports map[string]bool, from string) string {
		for _, name := range slices.Sorted(maps.Keys(imports)) {
			if strings.HasPrefix(name, duckdb) {
				return from + " → " + name
			}
		}
		for _, to := range rooms(imports) {
			if seen[to] || h[to] == nil {
				continue
			}
			seen[to] = true
			if way := walk(h[to].code, from+" → "+to); way != "" {
				return way
			}
		}
		return ""
	}
	return walk(imports, from)
}

// The checks of this file find every kind of fault in a made-up module.
func TestFaultsAreFound(t *testing.T) {
	root := t.TempDir()
	write := func(name string, imports ...string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(root, path.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		text := "package p\n"
		for _, i := range imports {
			text += "import _ " + strconv.Quote(i) + "\n"
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("internal/table/t.go", "bilan/internal/config")
	write("internal/config/c.go", "bilan/internal/period", "bilan/internal/testdb")
	write("internal/config/c_test.go", "bilan/internal/testdb")
	write("internal/mail/m.go", "bilan/templates")
	write("internal/mail/m_test.go", "bilan/internal/mail", "bilan/internal/run")
	write("internal/run/r.go", "bilan/sources", "bilan/internal/config", "bilan/report", "bilan/templates", "bilan/internal/mail")
	write("report/r.go", "bilan/internal/config", "bilan/internal/locale", "bilan/internal/sales", "bilan/report/foresight", "bilan/sources/workbench")
	write("sources/s.go", "bilan/internal/table", "github.com/jackc/pgx/v5/pgconn")
	write("sources/s_test.go", "github.com/jackc/pgx/v5")
	write("internal/ledger/store/l.go", "github.com/jackc/pgx/v5")
	write("sources/loadtest/s_test.go", "bilan/sources", "bilan/sources/workbench")
	write("sources/workbench/w.go", "github.com/duckdb/duckdb-go/v2")
	write("templates/t.go", "bilan/internal/odd")
	write("templates/t_test.go", "bilan/sources/workbench")

	h := survey(t, root)
	want := []string{
		"internal/config imports internal/testdb, which is for tests",
		"internal/mail (floor 9) imports templates (floor 9): an import goes down",
		"internal/mail (floor 9) imports internal/run (floor 18): an import goes down",
		"internal/table (floor 0) imports internal/config (floor 5): an import goes down",
		"templates (floor 9) imports internal/odd (floor 0): an import goes down",
	}
	if got := h.upward(); !slices.Equal(got, want) {
		t.Errorf("upward:\n%s", strings.Join(got, "\n"))
	}
	want = []string{"report imports 4 rooms, more than 3: internal/config, internal/sales, report/foresight, sources/workbench"}
	if got := h.crowded(); !slices.Equal(got, want) {
		t.Errorf("crowded:\n%s", strings.Join(got, "\n"))
	}
	want = []string{
		"DuckDB is reached by internal/mail's tests → internal/run → report → sources/workbench → github.com/duckdb/duckdb-go/v2",
		"DuckDB is reached by internal/run → report → sources/workbench → github.com/duckdb/duckdb-go/v2",
		"DuckDB is reached by report → sources/workbench → github.com/duckdb/duckdb-go/v2",
		"DuckDB is reached by templates's tests → sources/workbench → github.com/duckdb/duckdb-go/v2",
	}
	if got := h.heavy(); !slices.Equal(got, want) {
		t.Errorf("heavy:\n%s", strings.Join(got, "\n"))
	}
	want = []string{"sources imports github.com/jackc/pgx/v5/pgconn, which only sources/postgres, internal/ledger/store, internal/testdb may"}
	if got := h.escaped(); !slices.Equal(got, want) {
		t.Errorf("escaped:\n%s", strings.Join(got, "\n"))
	}
}
