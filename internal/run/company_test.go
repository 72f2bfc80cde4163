package run

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config/load"
	"bilan/internal/loaded"
	"bilan/internal/member"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/sources/workbench"
)

// company is the contents of a YAML file and its data files, by file name.
type company map[string]string

// readCompany reads a company from a folder below testdata.
func readCompany(t testing.TB, name string) company {
	t.Helper()
	c := company{}
	root := filepath.Join("testdata", name)
	files, err := filepath.Glob(filepath.Join(root, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(files, filepath.Join(root, "bilan.yaml")) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c[strings.TrimPrefix(filepath.ToSlash(path), "testdata/"+name+"/")] = string(text)
	}
	return c
}

// change replaces a text in a file. The test fails if the file lacks the text.
func (c company) change(t testing.TB, file, old, new string) {
	t.Helper()
	if !strings.Contains(c[file], old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	c[file] = strings.ReplaceAll(c[file], old, new)
}

// insert adds a column to the company's table section.
func (c company) insert(t testing.TB, column string) {
	t.Helper()
	c.change(t, "bilan.yaml", "select id, day, customer, owner, amount from orders", "select id, day, customer, owner, amount, "+column+" from orders")
}

// monday is the instant at which the turns of the tests are made.
var monday = time.Date(2026, 11, 16, 9, 30, 0, 0, time.UTC)

// program returns the Program of the company, with files written in the morning of monday. answered is called with each
// answer of the engine and may change it; it may be nil.
func (c company) program(t testing.TB, answered func(sql string, of *table.Table)) *Program {
	t.Helper()
	root := t.TempDir()
	for name, text := range c {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, monday, monday.Add(-3*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	cfg, err := load.Load(filepath.Join(root, "bilan.yaml"), os.LookupEnv)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	return &Program{Program: loaded.Program{
		Config: cfg, Log: log, Now: monday,
		OpenWorkbench: func(ctx context.Context, dir string, zone *time.Location) (loaded.Workbench, error) {
			w, err := workbench.Open(ctx, workbench.Options{Dir: dir, Zone: zone, Log: log})
			return bench{w, answered}, err
		},
	}}
}

// bench is the real workbench, with a hook for its answers.
type bench struct {
	*workbench.Workbench
	answered func(sql string, of *table.Table)
}

func (b bench) Ask(ctx context.Context, sql string, params map[string]any) (*table.Table, error) {
	t, err := b.Workbench.Ask(ctx, sql, params)
	if err == nil && b.answered != nil {
		b.answered(sql, t)
	}
	return t, err
}

func (b bench) Select(ctx context.Context, sql string) (tables, params []string, err error) {
	s, err := b.ParseSelect(ctx, sql)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range s.Tables {
		tables = append(tables, t.Name)
	}
	return tables, s.Params, nil
}

func (b bench) Columns(ctx context.Context, sql string) (names []string, all bool) {
	s, err := b.ParseSelect(ctx, sql)
	if err != nil {
		return nil, false
	}
	return s.Columns, s.AllColumns
}

func (b bench) Value(ctx context.Context, sql string) (loaded.Value, error) {
	v, err := b.Workbench.Value(ctx, sql)
	if err != nil {
		return loaded.Value{}, err
	}
	return loaded.Value{AddsUp: v.AddsUp, Counts: v.Counts, Divides: v.Divides, Params: v.Params}, nil
}

// burst makes and proves the editions of last week's turn as a sending does, for all members or a choice. tamper is
// called with the parts of each edition before they are proved.
func burst(ctx context.Context, p *Program, tamper func(*Burst, member.Member, any), choice ...string) (list []*Edition, b *Burst, err error) {
	if b, err = p.Burst(ctx, plans.Order{Report: "hebdo"}); err != nil {
		return nil, nil, err
	}
	b.tamper = tamper
	readers, err := b.ChooseReaders(choice)
	if err != nil {
		return nil, b, err
	}
	err = b.Each(ctx, readers, func(e *Edition) error {
		list = append(list, e)
		return nil
	}, nil)
	return list, b, err
}
