package sales

import (
	"slices"
	"strings"
)

// Left is a canonical metric that is left out, and what would bring it: sales.orders.cost.
type Left struct{ Metric, Needs string }

// Revenue is the entity that 'revenue' is computed from, "" when neither is mapped.
func (m *Model) Revenue() string {
	orders, invoices := m.entities["orders"] != nil, m.entities["invoices"] != nil
	switch d := m.Mapping.Definitions.Revenue; {
	case d == "ordered" && orders, d == "" && orders:
		return "orders"
	case d == "invoiced" && invoices, d == "" && invoices:
		return "invoices"
	}
	return ""
}

// Metrics are the canonical metrics that the mapping can fill, and those that it cannot.
func (m *Model) Metrics() (found []Metric, left []Left) {
	have := map[string]bool{}
	for _, c := range catalogue {
		c = m.defined(c)
		if lacks := m.lacks(c, have); lacks != "" {
			left = append(left, Left{c.Name, lacks})
			continue
		}
		have[c.Name] = true
		found = append(found, c)
	}
	return found, left
}

// defined is a metric as the definitions in force have it.
func (m *Model) defined(c Metric) Metric {
	revenue := m.Revenue()
	if c.Entity == ofRevenue {
		c.Entity = revenue
	}
	switch c.Name {
	case "revenue":
		c.French, c.English = "Prises de commandes HT", "Orders received"
		if revenue == "invoices" {
			c.French, c.English = "CA facturé HT", "Invoiced revenue"
		}
	case "conversion":
		c.Date, c.Filter, c.French, c.English = "decided", "outcome is not null", "Taux de transformation des devis décidés", "Conversion of decided quotes"
		if m.Mapping.Definitions.Conversion == "issued" {
			c.Date, c.Filter, c.French, c.English = "created", "", "Taux de transformation des devis émis", "Conversion of issued quotes"
		}
	}
	e := m.entities[c.Entity]
	switch {
	case c.Entity == "orders" && e.Has("cancelled_on") && slices.Contains([]string{"sales", "buyers", "below_cost", "new_customers"}, c.Name):
		c.Filter = both(c.Filter, "not reversal")
	case c.Entity == "invoices" && e.Has("kind") && e.Lists["credit_notes"] != nil && slices.Contains([]string{"sales", "buyers", "new_customers"}, c.Name):
		c.Filter = both(c.Filter, "not credit_note")
	}
	return c
}

func both(a, b string) string {
	if a == "" {
		return b
	}
	return a + " and " + b
}

// lacks is the first role, list or metric that a metric needs and the mapping does not have, as the YAML calls it.
func (m *Model) lacks(c Metric, have map[string]bool) string {
	if c.Formula != "" {
		for _, name := range c.needs {
			if !have[name] {
				i := slices.IndexFunc(catalogue, func(o Metric) bool { return o.Name == name })
				return m.lacks(m.defined(catalogue[i]), have)
			}
		}
		return ""
	}
	if m.entities[c.Entity] == nil {
		if c.Entity == "" && m.Mapping.Definitions.Revenue == "invoiced" {
			return "sales.invoices"
		}
		if c.Entity == "" {
			return "sales.orders"
		}
		return "sales." + c.Entity
	}
	for _, need := range c.needs {
		need = strings.Replace(need, ofRevenue+".", c.Entity+".", 1)
		if !slices.ContainsFunc(strings.Split(need, "|"), m.maps) {
			first, _, _ := strings.Cut(need, "|")
			return "sales." + first
		}
	}
	return ""
}

// maps tells whether a role or list, as orders.cost, is mapped.
func (m *Model) maps(need string) bool {
	entity, role, _ := strings.Cut(need, ".")
	e := m.entities[entity]
	return e.Has(role) || e != nil && e.Lists[role] != nil
}

// Lacks is what would bring a canonical metric of that name, "" for no such metric or one that is there.
func (m *Model) Lacks(name string) string {
	_, left := m.Metrics()
	for _, l := range left {
		if l.Metric == name {
			return l.Needs
		}
	}
	return ""
}

// Dimension is a canonical dimension in the config's terms. Roster is the entity with a row per member, "" for none.
type Dimension struct {
	Name, French, English       string
	Roster, Label, Mail, Parent string
	From, Until                 string
	Match                       []string
}

var dimensionNames = []Dimension{
	{Name: "rep", French: "Commercial", English: "Rep"}, {Name: "team", French: "Équipe", English: "Team"}, {Name: "region", French: "Région", English: "Region"},
	{Name: "customer", French: "Client", English: "Customer"}, {Name: "segment", French: "Segment", English: "Segment"},
	{Name: "product", French: "Produit", English: "Product"}, {Name: "range", French: "Gamme", English: "Range"},
	{Name: "channel", French: "Canal", English: "Channel"}, {Name: "country", French: "Pays", English: "Country"},
	{Name: "source", French: "Origine", English: "Source"}, {Name: "reason", French: "Motif", English: "Reason"},
}

// Dimensions are the canonical dimensions that some mapped entity can be cut by, and the groups of their members.
func (m *Model) Dimensions() (list []Dimension) {
	for _, d := range dimensionNames {
		switch d.Name {
		case "rep":
			if e := m.entities["reps"]; e != nil {
				d.Roster, d.Label, d.Match = "reps", "name", []string{"case", "accents", "order"}
				d.Parent, d.Mail, d.From, d.Until = mapped(e, "team"), mapped(e, "mail"), mapped(e, "from_day"), mapped(e, "until_day")
			}
		case "customer":
			if m.entities["customers"] != nil {
				d.Roster, d.Label = "customers", "name"
			}
		case "product":
			if e := m.entities["products"]; e != nil {
				d.Roster, d.Label, d.Parent = "products", "name", mapped(e, "range")
			}
		}
		parent := d.Name == "team" && m.entities["reps"].Has("team") || d.Name == "range" && m.entities["products"].Has("range")
		if d.Roster != "" || parent || slices.ContainsFunc(m.Datasets(), func(entity string) bool { return m.Keys(entity)[d.Name] != "" }) {
			list = append(list, d)
		}
	}
	return list
}

func mapped(e *Entity, role string) string {
	if e.role(role) == nil {
		return ""
	}
	return role
}

// Datasets are the entities that have a canonical dataset, in the order of the reference.
func (m *Model) Datasets() (list []string) {
	for _, name := range Names() {
		if m.entities[name] != nil || name == "deal_history" && m.Mapping.Deals.Entered != nil && m.entities["deals"] != nil {
			list = append(list, name)
		}
	}
	return list
}

// Keys are the dimensions that an entity's rows are cut by, each with its column.
func (m *Model) Keys(entity string) map[string]string {
	if entity == "reps" || entity == "customers" || entity == "products" || entity == "split" || entity == "rates" {
		return nil
	}
	keys := map[string]string{}
	columns := m.Columns(entity)
	for _, d := range dimensionNames {
		if slices.Contains(columns, d.Name) && !(d.Name == "team" && slices.Contains(columns, "rep")) {
			keys[d.Name] = d.Name
		}
	}
	return keys
}

// Shared is the entity whose rows 'split' shares, "" when it is not mapped.
func (m *Model) Shared() string {
	if m.entities["split"] == nil {
		return ""
	}
	for _, name := range []string{m.Mapping.Split.Of, "orders", "invoices", "deals"} {
		if m.entities[name].Has("rep") {
			return name
		}
	}
	return ""
}

// Amounts are the columns of an entity that are shared with its rows.
func (m *Model) Amounts(entity string) (list []string) {
	for _, c := range []string{"amount", "cost", "list_amount", "discount_amount", "quantity", "open_amount", "total", "sale_total", "margin"} {
		if slices.Contains(m.Columns(entity), c) {
			list = append(list, c)
		}
	}
	return list
}

// Target is what a column of quotas or commits is an objective of.
type Target struct {
	Entity, Metric, Scenario, Per, Date, Value string
	By                                         []string
}

// Targets are those that quotas and commits bring.
func (m *Model) Targets() (list []Target) {
	if e := m.entities["quotas"]; e != nil {
		t := Target{Entity: "quotas", By: m.setBy(e, "rep", "team", "region")}
		for _, per := range []string{"month", "quarter", "year"} {
			if e.role(per) != nil {
				t.Per, t.Date = per, per
				break
			}
		}
		of := m.Mapping.Quotas.Of
		if of == "" {
			of = "revenue"
		}
		for _, pair := range [][2]string{{"amount", of}, {"margin", "margin"}, {"sales", "sales"}, {"quotes", "quotes"}, {"meetings", "meetings"}} {
			if e.role(pair[0]) != nil && t.Per != "" {
				t.Value, t.Metric = pair[0], pair[1]
				list = append(list, t)
			}
		}
	}
	if e := m.entities["commits"]; e != nil {
		list = append(list, Target{Entity: "commits", Metric: "revenue", Scenario: "forecast", Per: "month", Date: "month", Value: "amount", By: m.setBy(e, "rep")})
	}
	return list
}

// setBy is the first of some dimensions that a table of objectives has a column for.
func (m *Model) setBy(e *Entity, dims ...string) []string {
	for _, d := range dims {
		if e.role(d) != nil {
			return []string{d}
		}
	}
	return nil
}

// Raw is the name of the hidden dataset that holds a source's table. No name of the YAML's has a slash.
func Raw(source, table string) string { return source + "/" + table }

// MetricNames lists every canonical metric, whether the mapping can fill it or not.
func MetricNames() []string {
	names := make([]string, len(catalogue))
	for i, c := range catalogue {
		names[i] = c.Name
	}
	return names
}

// DimensionNames lists every canonical dimension.
func DimensionNames() []string {
	names := make([]string, len(dimensionNames))
	for i, d := range dimensionNames {
		names[i] = d.Name
	}
	return names
}
