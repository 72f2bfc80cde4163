package workbench

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"bilan/sources/workbench/syntax"
)

func TestDatasetsThatOnlyShowATableAreNotCopied(t *testing.T) {
	w := loaded(t)
	columns, err := w.Describe(t.Context(), "exports", "orders")
	if err != nil {
		t.Fatal(err)
	}
	p := syntax.ViewCondition{Columns: columns, Params: map[string]any{"start": time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC), "now": time.Date(2026, 1, 6, 8, 0, 0, 0, time.UTC), "who": "Zoé"}}
	for query, want := range map[string]bool{
		"select * from orders": true,
		"from orders":          true,
		"select ID as k, amount from orders -- all": true,
		"select * from Orders;":                     true,
		"select *, 1 as x from orders":              false,
		"select * exclude (id) from orders":         false,
		"select * replace (1 as id) from orders":    false,
		"select columns('a.*') from orders":         false,
		"select o.id from orders o":                 false,
		"select * from orders where id > 1":         true,
		"select * from orders where Day >= :start and day < date '2026-02-01' and rep = 'Zo''é'":   true,
		"select id as k from orders where day between :start and '2026-02-01' and rep is not null": true,
		"select * from orders where day >= :now":                                                   false,
		"select * from orders where rep = :who":                                                    false,
		"select * from orders where day >= :start - 7":                                             false,
		"select * from orders where day >= :start or id = 1":                                       false,
		"select * from orders where rep >= :start":                                                 false,
		"select * from orders where day >= 'soon'":                                                 false,
		"select * from orders where amount > '20'":                                                 false,
		"select * from orders where rep = 1":                                                       false,
		"select * from orders where rep > date '2026-01-01'":                                       false,
		"select * from orders where amount > 0.5":                                                  false,
		"select * from orders where k > 1":                                                         false,
		"select id as k from orders where k > 1":                                                   false,
		"select * from orders where orders.id > 1":                                                 false,
		"select * from orders where id in (select 1)":                                              false,
		"select * from orders where true":                                                          false,
		"select * from orders where lower(rep) = 'x'":                                              false,
		"select * from orders where id = 1 limit 1":                                                false,
		"select * from orders limit 1":                                                             false,
		"select distinct id from orders":                                                           false,
		"select * from orders using sample 1":                                                      false,
		"select * from orders tablesample 10%":                                                     false,
		"select * from orders o(a, b, c, d)":                                                       false,
		"select * from orders, orders as p":                                                        false,
		"select count(*) as n from orders":                                                         false,
		"with x as (select 1) select * from orders":                                                false,
		"select id from orders group by id":                                                        false,
		"select id from orders qualify row_number() over (order by id) = 1":                        false,
		"select id from orders union all select id from orders":                                    false,
		"select * from orders at (version => 1)":                                                   false,
	} {
		sel, err := w.ParseSelect(t.Context(), query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
		} else if got := syntax.ViewSQL(sel.node, "exports", p); (got != "") != want {
			t.Errorf("%s: %q", query, got)
		}
	}
}

func TestViewsAreDatasetsLikeOthers(t *testing.T) {
	w := loaded(t)
	for _, step := range []struct{ source, name, query string }{
		{"exports", "a", `select id as "Key", amount from orders`}, {"", "b", `select * from A where "key" > 1`}, {"", "c", "select * from b"},
	} {
		if err := w.Derive(t.Context(), step.source, step.name, step.query, nil); err != nil {
			t.Fatalf("%s: %v", step.query, err)
		}
	}
	if n := one(t, w, "select count(*) from c join a using (key)", nil); n != int64(2) {
		t.Errorf("c has %v rows", n)
	}
	columns, err := w.Describe(t.Context(), "", "A")
	if err != nil || len(columns) != 2 || columns[0].Name != "Key" {
		t.Errorf("%v %v", columns, err)
	}
	if err := w.Derive(t.Context(), "exports", "a", "select * from orders", nil); err == nil {
		t.Error("a dataset was made twice")
	}
	if err := w.Derive(t.Context(), "exports", "d", "select nothing from orders", nil); err == nil || err.Error() != `there is no column "nothing"` {
		t.Errorf("error %v", err)
	}
}

func TestAViewShowsTheRowsThatItsQueryGives(t *testing.T) {
	w := loaded(t)
	params := map[string]any{"start": time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC), "end": time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)}
	for i, c := range []struct {
		where string
		want  int64
	}{
		{"day >= :start", 2}, {"day >= :start and day < :end", 1}, {"day between :start and :end", 2}, {"day <> date '2026-01-05'", 2}, {"day = '2026-02-01'", 1},
		{"rep = 'Zoé'", 2}, {"rep is null", 1}, {"rep is not null and id <= 1", 1}, {"id = -1", 0}, {"amount = '20'", 1},
	} {
		name := fmt.Sprintf("v%d", i)
		if err := w.Derive(t.Context(), "exports", name, "select id, day as d from orders where "+c.where, params); err != nil {
			t.Errorf("%s: %v", c.where, err)
			continue
		}
		if n := one(t, w, "select count(*) from "+name, nil); n != c.want {
			t.Errorf("%s: %v rows, want %d", c.where, n, c.want)
		}
	}
	err := w.Derive(t.Context(), "exports", "wrong", "select * from orders where day >= 'soon'", nil)
	var f *Fault
	if !errors.As(err, &f) || f.Offset < 0 {
		t.Errorf("error %#v", err)
	}
}
