package report

import "testing"

func TestIdentifies(t *testing.T) {
	for name, want := range map[string]bool{
		"order_id": true, "OrderID": true, "OrderId": true, "ID": true, "Id_ventes": true, "code_postal": true, "fiscal_year": true,
		"paid": false, "quantity": false, "Quantity": false, "nb_no_show": false, "valid": false, "": false,
	} {
		if got := identifies(name); got != want {
			t.Errorf("identifies(%q) = %v", name, got)
		}
	}
}
