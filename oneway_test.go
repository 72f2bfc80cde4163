package bilan_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// bothWays are the packages in which some files refer to each other both ways. In all others, the references form no
// cycle. The list may only become shorter.
var bothWays = []string{
	"examples/generate", "internal/config", "internal/config/decode", "internal/config/section", "internal/guess", "internal/ledger/store",
	"internal/locale", "internal/mail", "internal/maker", "internal/ownership", "internal/packpage", "internal/period", "internal/photo", "internal/profile",
	"internal/yamlfile", "report", "report/chart/grid", "report/chart/multiseries", "report/chart/structure", "report/chart/timeseries",
	"report/listing", "report/membertable", "report/metric", "report/metric/book", "report/metric/target", "report/notation", "report/pdf", "report/record", "report/restated",
	"report/render", "report/sheet", "report/targettable", "report/trend", "sources", "sources/cell", "sources/csv", "sources/folder", "sources/input",
	"sources/params", "sources/parquet", "sources/postgres", "sources/preparation", "sources/sqlite", "sources/xlsx", "templates",
}

func TestFilesReferOneWay(t *testing.T) {
	for _, room := range folders(t) {
		found := rings(references(t, room))
		if slices.Contains(bothWays, room) {
			if len(found) == 0 {
				t.Errorf("%s: its files refer to each other one way now: delete it from the list", room)
			}
			continue
		}
		for _, ring := range found {
			t.Errorf("%s: the files %s refer to each other both ways: move what both need into a file below", room, strings.Join(ring, ", "))
		}
	}
}

// folders lists the folders that contain Go files.
func folders(t *testing.T) (list []string) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") && !slices.Contains(list, filepath.Dir(path)) {
			list = append(list, filepath.Dir(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestRings(t *testing.T) {
	got := rings(map[string][]string{"a": {"b"}, "b": {"c", "d"}, "c": {"b"}, "d": nil, "e": {"a"}})
	if len(got) != 1 || !slices.Equal(got[0], []string{"b", "c"}) {
		t.Errorf("%v", got)
	}
}

// references lists, for each file of a package, the other files whose functions, types, variables or constants it
// names.
func references(t *testing.T, room string) map[string][]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(room, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	declared, files := map[string]string{}, map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = f
		for id := range f.Scope.Objects {
			declared[id] = name
		}
	}
	refs := map[string][]string{}
	for name, f := range files {
		to := map[string]bool{}
		for _, id := range f.Unresolved { // names that the file itself does not declare
			if at := declared[id.Name]; at != "" && at != name {
				to[at] = true
			}
		}
		refs[name] = slices.Sorted(maps.Keys(to))
	}
	return refs
}

// rings lists the groups of files that refer to each other in a cycle.
func rings(refs map[string][]string) (list [][]string) {
	reach := func(from string) map[string]bool {
		seen := map[string]bool{}
		for todo := slices.Clone(refs[from]); len(todo) > 0; todo = todo[1:] {
			if !seen[todo[0]] {
				seen[todo[0]] = true
				todo = append(todo, refs[todo[0]]...)
			}
		}
		return seen
	}
	told := map[string]bool{}
	for _, from := range slices.Sorted(maps.Keys(refs)) {
		reached := reach(from)
		if !reached[from] || told[from] {
			continue
		}
		var ring []string
		for _, to := range slices.Sorted(maps.Keys(reached)) {
			if reach(to)[from] {
				ring, told[to] = append(ring, filepath.Base(to)), true
			}
		}
		list = append(list, ring)
	}
	return list
}
