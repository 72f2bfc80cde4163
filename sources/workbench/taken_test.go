package workbench

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"bilan/internal/table"
)

// Two sources never have the same schema, whatever their names are, and no source has a schema of the engine.
func TestSourcesNeverShareASchema(t *testing.T) {
	w := open(t)
	names := []string{"main", "main_source", "memory", "memory_source", "temp", "system", "information_schema", "pg_catalog", "__vault",
		"__as_dates", "crm", "CRM", "été", "ÉTÉ", "a-b", "a_b", "a.b", "source_63726d", `a"b`}
	for _, source := range names {
		path := parquet(t, w, "select "+table.Literal(source)+" as src")
		if _, err := w.LoadFile(t.Context(), source, "t", []table.File{{Path: path, Origin: source + "/t.csv", Vacant: nil}}); err != nil {
			t.Fatal(err)
		}
	}
	lock(t, w)
	for i, source := range names {
		name := fmt.Sprint("set_", i)
		if err := w.Derive(t.Context(), source, name, "select upper(src) as u, src from t", nil); err != nil {
			t.Fatal(err)
		}
		if got := one(t, w, "select src from "+name, nil); got != source {
			t.Errorf("%s reads the table of %v", source, got)
		}
	}
}

func TestLoadingNeverReplaces(t *testing.T) {
	w := open(t)
	file := func(origin string) []table.File {
		return []table.File{{Path: parquet(t, w, "select 100 as amount"), Origin: origin}}
	}
	if _, err := w.LoadFile(t.Context(), "exports", "orders", file("orders.csv")); err != nil {
		t.Fatal(err)
	}
	_, err := w.LoadFile(t.Context(), "exports", "Orders", file("Orders.xlsx"))
	if err == nil || !strings.Contains(err.Error(), "load Orders.xlsx: ") || !strings.Contains(err.Error(), "loaded from orders.csv") {
		t.Errorf("a second file: %v", err)
	}
	numbers := func() *fake {
		return &fake{n: 1, columns: []table.Column{{Name: "a", Kind: table.Integer}}, row: func(int) ([]table.Cell, error) { return []table.Cell{int64(1)}, nil }}
	}
	if _, err := w.LoadRows(t.Context(), "", "plan", numbers()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.LoadRows(t.Context(), "", "Plan", numbers()); err == nil || !strings.Contains(err.Error(), `there is a dataset "Plan" already`) {
		t.Errorf("a second answer: %v", err)
	}
	lock(t, w)
	if err := w.Derive(t.Context(), "exports", "PLAN", "select * from orders", nil); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("a second dataset: %v", err)
	}
}

func TestColumnsOfOneName(t *testing.T) {
	w := open(t)
	for want, names := range map[string][]string{
		`columns 1 and 3 of the query are both named "id" (give one of them another name with as, such as c.id as id_2`:    {"id", "cust", "id"},
		`columns 1 and 2 of the query are named "id" and "ID", which differ in case only (give one`:                        {"id", "ID"},
		`columns 1 and 2 of the query are both named "count(*)" (give each a name of its own with as, such as count(*) as`: {"count(*)", "count(*)"},
		`column 2 of the query has no name (give it one with as`:                                                           {"id", ""},
	} {
		var fault *Fault
		f := &fake{columns: make([]table.Column, len(names))}
		for i, name := range names {
			f.columns[i] = table.Column{Name: name, Kind: table.Integer}
		}
		if _, err := w.LoadRows(t.Context(), "", "orders", f); !errors.As(err, &fault) || !strings.Contains(fault.Message+" ("+fault.Hint, want) {
			t.Errorf("%v: %v", names, err)
		}
	}
}
