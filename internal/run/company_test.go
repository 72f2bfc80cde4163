package run

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/companytest"
	"bilan/internal/loaded"
	"bilan/internal/member"
	"bilan/internal/plans"
	"bilan/internal/table"
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

// program returns the Program of the company on monday. answered is called with each answer of the engine and may change
// it; it may be nil.
func (c company) program(t testing.TB, answered func(sql string, of *table.Table)) *Program {
	t.Helper()
	p := companytest.Company(c).ProgramAt(t, monday)
	if open := p.OpenWorkbench; answered != nil {
		p.OpenWorkbench = func(ctx context.Context, dir string, zone *time.Location) (loaded.Workbench, error) {
			w, err := open(ctx, dir, zone)
			return observed{w, answered}, err
		}
	}
	return &Program{Program: *p}
}

// observed is a workbench that passes its answers to a function.
type observed struct {
	loaded.Workbench
	answered func(sql string, of *table.Table)
}

func (o observed) Ask(ctx context.Context, sql string, params map[string]any) (*table.Table, error) {
	t, err := o.Workbench.Ask(ctx, sql, params)
	if err == nil {
		o.answered(sql, t)
	}
	return t, err
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
