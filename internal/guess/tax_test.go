package guess

import (
	"math"
	"testing"

	"bilan/internal/table"
)

// sums are the numbers of a table by column, with a value for each row.
type sums map[string][]float64

func (s sums) Mean(_, _ string) map[string]float64 { return nil }
func (s sums) Repeats(_, _ string) bool            { return false }
func (s sums) Values(_, _ string) []Value          { return nil }

func (s sums) Adds(total string, parts ...string) bool {
	for i, want := range s[total] {
		for _, p := range parts {
			want -= s[p][i]
		}
		if math.Abs(want) > 0.011 {
			return false
		}
	}
	return len(s[total]) > 0
}

func TestAnAmountBesideATaxIsBeforeIt(t *testing.T) {
	total, net, tax := []float64{108, 54, 216, 324, 432}, []float64{100, 50, 200, 300, 400}, []float64{8, 4, 16, 24, 32}
	for _, c := range []struct {
		name, want, why string
		sure            bool
		rows            sums
	}{
		{"subtotal", "Subtotal", "", true, sums{"Subtotal": net, "Tax": tax, "Total": total}},
		{"value added tax", "Net", "", true, sums{"Amount": total, "VAT": tax, "Net": net}},
		{"French", "Sous-total", "", true, sums{"Total": total, "TVA": tax, "Sous-total": net}},
		{"a total that is no sum", `"Total" - "Tax"`, "does Total include Tax?", false, sums{"Total": {1, 2, 3, 4, 5}, "Tax": tax, "Subtotal": net}},
		{"only a total", `"Total" - "Tax"`, "does Total include Tax?", false, sums{"Total": total, "Tax": tax}},
		{"before tax by its name", "Total HT", "", true, sums{"Total HT": total, "TVA": tax}},
	} {
		n := int64(len(total))
		columns := []Column{text("Order number", 1, "A", "B", "C", "D", "E"), column("Order date", table.Date, n)}
		for _, name := range []string{"Total", "Amount", "Total HT", "Subtotal", "Net", "Sous-total", "Tax", "VAT", "TVA"} {
			if c.rows[name] != nil {
				columns = append(columns, column(name, table.Decimal, n))
			}
		}
		d := Mapping([]*Table{{Source: "x", Name: "orders", Rows: n, Columns: columns, Ask: c.rows}})
		if r := d.Entity("orders").Role("amount"); r == nil || r.Text != c.want || r.Why != c.why || r.Sure != c.sure {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}

// A column of tax rates is not subtracted. A row without tax keeps its total.
func TestRatesOfTaxAreNoTax(t *testing.T) {
	rate := Column{Name: "TVA", Kind: table.Decimal, Filled: 100, Distinct: 2}
	some := Column{Name: "Tax", Kind: table.Decimal, Filled: 90, Distinct: 80}
	for want, tax := range map[string]Column{"Total": rate, `"Total" - coalesce("Tax", 0)`: some} {
		e := &Entity{Name: "orders", Roles: []Role{{Name: "amount", Text: "Total"}}, table: &Table{Rows: 100, Columns: []Column{column("Total", table.Decimal, 100), tax}}}
		if e.correctTax(); e.Roles[0].Text != want {
			t.Errorf("%+v, want %s", e.Roles[0], want)
		}
	}
}
