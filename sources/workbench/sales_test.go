package workbench

import "testing"

// A dataset of the sales model can be read by its own name, or as a table of the schema sales.
func TestSalesDatasets(t *testing.T) {
	w := loaded(t)
	if err := w.Derive(t.Context(), "", "sales.orders", "select id, amount from orders", nil); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{`"sales.orders"`, "sales.orders", "SALES.Orders", `sales."orders"`} {
		got, err := w.Query(t.Context(), "select count(*) from "+from, nil)
		if err != nil || got.Rows[0][0] != int64(3) {
			t.Errorf("%s: %v %v", from, got, err)
		}
	}
	if err := w.Derive(t.Context(), "", "mine", "select sum(o.amount) as a from sales.orders as o", nil); err != nil {
		t.Error(err)
	}
	sel, err := w.ParseSelect(t.Context(), "select * from sales.orders, other")
	if err != nil || len(sel.Tables) != 2 || sel.Tables[0].Name != "sales.orders" || sel.Tables[0].Schema != "" {
		t.Errorf("%+v %v", sel, err)
	}
	if _, err := w.Query(t.Context(), "select 1 from sales.quotas", nil); err == nil {
		t.Error("a dataset that is not there")
	}
}
