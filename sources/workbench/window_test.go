package workbench

import (
	"testing"
)

func TestDatasetsThatOnlyShowATableAreNotCopied(t *testing.T) {
	w := loaded(t)
	for query, want := range map[string]bool{
		"select * from orders": true,
		"from orders":          true,
		"select ID as k, amount from orders -- all":                         true,
		"select * from Orders;":                                             true,
		"select *, 1 as x from orders":                                      false,
		"select * exclude (id) from orders":                                 false,
		"select * replace (1 as id) from orders":                            false,
		"select columns('a.*') from orders":                                 false,
		"select o.id from orders o":                                         false,
		"select * from orders where id > 1":                                 false,
		"select * from orders limit 1":                                      false,
		"select distinct id from orders":                                    false,
		"select * from orders using sample 1":                               false,
		"select * from orders tablesample 10%":                              false,
		"select * from orders o(a, b, c, d)":                                false,
		"select * from orders, orders as p":                                 false,
		"select count(*) as n from orders":                                  false,
		"with x as (select 1) select * from orders":                         false,
		"select id from orders group by id":                                 false,
		"select id from orders qualify row_number() over (order by id) = 1": false,
		"select id from orders union all select id from orders":             false,
		"select * from orders at (version => 1)":                            false,
	} {
		sel, err := w.ParseSelect(t.Context(), query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
		} else if got := window(sel.node, "exports"); (got != "") != want {
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
