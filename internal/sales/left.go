package sales

import (
	"slices"
	"strings"
)

// Unfilled is a canonical metric that the mapping cannot fill, and the role that it lacks, such as sales.orders.cost.
type Unfilled struct{ Metric, Needs string }

// Revenue returns the entity from which 'revenue' is computed: orders or invoices, or "" if it is not mapped.
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

// Metrics returns the canonical metrics that the mapping can fill, and those that it cannot.
func (m *Model) Metrics() (found []Metric, unfilled []Unfilled) {
	have := map[string]bool{}
	for _, c := range catalogue {
		c = m.withDefinitions(c)
		if lacks := m.missingRole(c, have); lacks != "" {
			unfilled = append(unfilled, Unfilled{c.Name, lacks})
			continue
		}
		have[c.Name] = true
		found = append(found, c)
	}
	return found, unfilled
}

// withDefinitions returns a metric of the catalogue, changed as the mapping's definitions say.
func (m *Model) withDefinitions(c Metric) Metric {
	revenue := m.Revenue()
	if c.Entity == ofRevenue {
		c.Entity = revenue
	}
	switch c.Name {
	case "revenue":
		c.words = "ordered"
		if revenue == "invoices" {
			c.words = "invoiced"
		}
	case "conversion":
		c.Date, c.Filter, c.words = "decided", "outcome is not null", "conversion of decided quotes"
		if m.Mapping.Definitions.Conversion == "issued" {
			c.Date, c.Filter, c.words = "created", "", "conversion of issued quotes"
		}
	}
	e := m.entities[c.Entity]
	switch {
	case c.Entity == "orders" && e.Has("cancelled_on") && slices.Contains([]string{"sales", "buyers", "below_cost", "inside_guideline"}, c.Name):
		c.Filter = andCondition(c.Filter, "not reversal")
	case c.Entity == "invoices" && e.Has("kind") && e.Lists["credit_notes"] != nil && slices.Contains([]string{"sales", "buyers"}, c.Name):
		c.Filter = andCondition(c.Filter, "not credit_note")
	}
	return c
}

func andCondition(a, b string) string {
	if a == "" {
		return b
	}
	return a + " and " + b
}

// missingRole returns the path in the YAML of the first role, list or entity that a metric needs and the mapping lacks;
// "" if it lacks none. have are the metrics that can be filled.
func (m *Model) missingRole(c Metric, have map[string]bool) string {
	if c.Formula != "" {
		for _, name := range c.needs {
			if !have[name] {
				i := slices.IndexFunc(catalogue, func(o Metric) bool { return o.Name == name })
				return m.missingRole(m.withDefinitions(catalogue[i]), have)
			}
		}
		return ""
	}
	if i := slices.IndexFunc(derivations, func(d derivation) bool { return d.name == c.Entity }); i >= 0 {
		for _, need := range c.needs {
			first, _, _ := strings.Cut(need, ".")
			if first != ofRevenue && !slices.ContainsFunc(strings.Split(need, "|"), func(n string) bool { entity, _, _ := strings.Cut(n, "."); return m.entities[entity] != nil }) {
				return "sales." + first
			}
		}
		if need := m.missingNeed(derivations[i]); need != "" {
			return "sales." + need
		}
	} else if m.entities[c.Entity] == nil {
		if c.Entity == "" && m.Mapping.Definitions.Revenue == "invoiced" {
			return "sales.invoices"
		}
		if c.Entity == "" {
			return "sales.orders"
		}
		return "sales." + c.Entity
	}
	for _, need := range c.needs {
		need = strings.Replace(need, ofRevenue+".", m.Revenue()+".", 1)
		if !slices.ContainsFunc(strings.Split(need, "|"), m.Maps) {
			first, _, _ := strings.Cut(need, "|")
			return "sales." + first
		}
	}
	return ""
}

// Maps reports whether a role or list, such as orders.cost, is mapped.
func (m *Model) Maps(need string) bool {
	entity, role, _ := strings.Cut(need, ".")
	e := m.entities[entity]
	return e.Has(role) || e != nil && e.Lists[role] != nil
}

// MissingRole returns the role that a canonical metric lacks; "" if it lacks none or there is no such metric.
func (m *Model) MissingRole(name string) string {
	_, unfilled := m.Metrics()
	for _, l := range unfilled {
		if l.Metric == name {
			return l.Needs
		}
	}
	return ""
}

// MetricNames returns the names of all canonical metrics, whether the mapping can fill them or not.
func MetricNames() []string {
	names := make([]string, len(catalogue))
	for i, c := range catalogue {
		names[i] = c.Name
	}
	return names
}
