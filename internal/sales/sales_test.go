package sales

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/sales/mapping"
	"bilan/internal/table"
)

// all returns a mapping of every entity in which each column has the name of its role.
func all() *mapping.Mapping {
	return &mapping.Mapping{
		Orders: mapping.Orders{From: []string{"o"}, ID: "id", Day: "day", Amount: "amount", Cost: "cost", Rep: "rep", Customer: "customer", Product: "product",
			Status: "status", Draft: []string{"Saisi"}, Cancelled: []string{"Annulé"}, CancelledOn: "cancelled_on"},
		Reps:      mapping.Reps{From: []string{"r"}, ID: "id", Name: "name", Team: "team"},
		Customers: mapping.Customers{From: []string{"c"}, ID: "id", Name: "name", Segment: "segment", Rep: "rep"},
		Products:  mapping.Products{From: []string{"p"}, ID: "id", Name: "name", Range: "range", Service: "service"},
		Quotas:    mapping.Quotas{From: []string{"q"}, Month: "month", Amount: "amount", Rep: "rep", Margin: "margin"},
	}
}

func TestColumn(t *testing.T) {
	columns := []table.Column{{Name: "N° pièce"}, {Name: "Total HT"}, {Name: "total ht"}, {Name: "Réf.\u00a0article"}}
	for _, c := range []struct {
		text, name string
		found      int
	}{
		{"n° PIECE", "N° pièce", 1}, {"N°pièce", "N° pièce", 1}, {"Total HT", "Total HT", 1}, {"total ht", "total ht", 1}, {"TOTAL HT", "total ht", 2},
		{"Ref. article", "Réf.\u00a0article", 1}, {"Total", "", 0},
	} {
		if name, found := FindColumn(c.text, columns); name != c.name || found != c.found {
			t.Errorf("%s: %q, %d", c.text, name, found)
		}
	}
}

// A metric whose roles are not mapped is left out, together with the role that it lacks.
func TestMetricsThatAreLeftOut(t *testing.T) {
	m := all()
	found, left := NewModel(m, "EUR").Metrics()
	if len(found)+len(left) != len(MetricNames()) {
		t.Errorf("%d and %d of %d", len(found), len(left), len(MetricNames()))
	}
	lacks := map[string]string{}
	for _, l := range left {
		lacks[l.Metric] = l.Needs
	}
	for name, want := range map[string]string{"margin": "", "revenue": "", "backlog": "sales.orders.open_amount", "invoiced": "sales.invoices", "visits_per_sale": "sales.activities",
		"leak": "sales.products.max_discount", "win_rate": "sales.deals"} {
		if lacks[name] != want {
			t.Errorf("%s: %q, want %q", name, lacks[name], want)
		}
	}
	m.Orders.Cost = ""
	if got := NewModel(m, "EUR").MissingRole("margin_rate"); got != "sales.orders.cost" {
		t.Error(got)
	}
}

// Revenue is computed as the definitions say; without them, from the entity that is mapped.
func TestRevenue(t *testing.T) {
	m := all()
	for _, c := range []struct{ defined, orders, invoices, want string }{
		{"", "o", "i", "orders"}, {"", "", "i", "invoices"}, {"invoiced", "o", "i", "invoices"}, {"ordered", "o", "i", "orders"}, {"invoiced", "o", "", ""},
	} {
		m.Definitions.Revenue, m.Orders.From, m.Invoices = c.defined, nil, mapping.Invoices{}
		if c.orders != "" {
			m.Orders.From = []string{c.orders}
		}
		if c.invoices != "" {
			m.Invoices = mapping.Invoices{From: []string{c.invoices}, ID: "id", Day: "day", Amount: "amount"}
		}
		if got := NewModel(m, "EUR").Revenue(); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestWhatFollows(t *testing.T) {
	m := NewModel(all(), "EUR")
	var dims []string
	for _, d := range m.Dimensions() {
		dims = append(dims, d.Name+">"+d.Parent)
	}
	if got := strings.Join(dims, " "); got != "rep>team team> customer> segment> product>range range>" {
		t.Error(got)
	}
	if got := m.Columns("orders"); !slices.Contains(got, "reversal") || !slices.Contains(got, "segment") || !slices.Contains(got, "buyer") || slices.Contains(got, "region") {
		t.Error(got)
	}
	var targets []string
	for _, t := range m.Targets() {
		targets = append(targets, t.Metric+" by "+strings.Join(t.By, ",")+" per "+t.Per)
	}
	if got := strings.Join(targets, "; "); got != "revenue by rep per month; margin by rep per month" {
		t.Error(got)
	}
	if got := m.Needs("orders"); !slices.Equal(got, []string{"reps", "customers", "products"}) {
		t.Error(got)
	}
}

// The struct tags and tables about entities and metrics are complete and agree.
func TestTables(t *testing.T) {
	if got := Names(); len(got) != 20 || got[0] != "orders" {
		t.Error(got)
	}
	for _, name := range Names() {
		if len(RolesOf(name)) == 0 {
			t.Errorf("%s has no roles", name)
		}
	}
	seen := map[string]bool{}
	for _, c := range catalogue {
		if seen[c.Name] {
			t.Errorf("%s stands twice", c.Name)
		}
		seen[c.Name] = true
	}
}
