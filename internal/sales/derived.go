package sales

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
)

// Derived is a dataset that follows from canonical ones, in plain SQL over them: sales.retention and the like.
type Derived struct {
	Name, From string // without "sales."; the entity that it is about
	Query      string
	Keys       map[string]string
	State      bool // it shows a state on the day on which it was read
}

// derivation makes a Derived of a mapping; needs are the roles that it cannot do without, as those of a metric are.
type derivation struct {
	name  string
	needs []string
	make  func(*Model) Derived
}

var derivations = []derivation{
	{"revenue", []string{"revenue.id"}, (*Model).revenueRows},
	{"retention", []string{"revenue.customer"}, (*Model).retention},
	{"loyalty", []string{"revenue.customer"}, (*Model).loyalty},
	{"accounts", []string{"revenue.customer"}, (*Model).accounts},
	{"attainment", []string{"quotas.month", "quotas.amount"}, (*Model).attainment},
	{"rep_results", []string{"revenue.rep"}, (*Model).repResults},
	{"quota_proposal", []string{"revenue.rep", "reps.id"}, (*Model).quotaProposal},
	{"guideline", []string{"orders.rep", "orders.product", "products.max_discount", "orders.discount|orders.list_amount|orders.discount_amount"}, (*Model).guideline},
	{"campaign_results", []string{"campaigns.from_day", "orders.campaign", "orders.cost"}, (*Model).campaignResults},
	{"stage_exits", []string{"deals.stages", "deal_history", "deals.closed|deals.close"}, (*Model).stageExits},
	{"deal_moves", []string{"deals.closed|deals.close"}, (*Model).dealMoves},
	{"duplicates", []string{"customers.name"}, (*Model).duplicates},
	{"completeness", []string{"customers.name|deals.close|orders.rep"}, (*Model).completeness},
}

// Derived are the datasets derived from those of the entities, each based on earlier ones in the list.
func (m *Model) Derived() (list []Derived) {
	for _, d := range derivations {
		if m.lackedBy(d) != "" {
			continue
		}
		one := d.make(m)
		one.Name = d.name
		list = append(list, one)
	}
	return list
}

// Derives reports whether a dataset of Derived is there.
func (m *Model) Derives(name string) bool { return m.derivedKeys(name) != nil }

// DerivedLacks is the role that a missing dataset of Derived needs, such as orders.customer; "" for no such dataset.
func (m *Model) DerivedLacks(name string) string {
	i := slices.IndexFunc(derivations, func(d derivation) bool { return d.name == name })
	if i < 0 {
		return ""
	}
	return m.lackedBy(derivations[i])
}

// revenueRows are the rows from which 'revenue' is computed, for SQL that is the same for orders and invoices.
func (m *Model) revenueRows() Derived {
	return Derived{From: m.Revenue(), Query: "select * from " + canonical(m.Revenue()), Keys: keysOf(m.Columns(m.Revenue()))}
}

// derivedKeys are the dimensions of a derived dataset, nil for one that is not there.
func (m *Model) derivedKeys(name string) map[string]string {
	i := slices.IndexFunc(derivations, func(d derivation) bool { return d.name == name })
	if i < 0 || m.lackedBy(derivations[i]) != "" {
		return nil
	}
	return derivations[i].make(m).Keys
}

// lackedBy is the first need of a derivation that the mapping does not meet, as orders.customer.
func (m *Model) lackedBy(d derivation) string {
	for _, need := range d.needs {
		if strings.HasPrefix(need, ofRevenue+".") {
			if m.Revenue() == "" {
				return "orders"
			}
			need = strings.Replace(need, ofRevenue+".", m.Revenue()+".", 1)
		}
		if !slices.ContainsFunc(strings.Split(need, "|"), m.there) {
			first, _, _ := strings.Cut(need, "|")
			if entity, _, _ := strings.Cut(first, "."); m.entities[entity] == nil {
				return entity
			}
			return first
		}
	}
	if d.name == "attainment" && !m.quotasOfRevenue() {
		return "quotas.of"
	}
	return ""
}

// there reports whether an entity, or a role or list of one, is mapped.
func (m *Model) there(need string) bool {
	if need == "deal_history" {
		return slices.Contains(m.Datasets(), need)
	}
	return m.Maps(need)
}

// carried are those columns of a dataset that lists are cut and read by.
func (m *Model) carried(entity string, among ...string) (list []string) {
	if m.entities[entity] == nil {
		return nil
	}
	columns := m.Columns(entity)
	for _, c := range among {
		if slices.Contains(columns, c) {
			list = append(list, c)
		}
	}
	return list
}

// keysOf are the dimensions among columns, each held by the column of its name.
func keysOf(columns []string) map[string]string {
	keys := map[string]string{}
	for _, c := range columns {
		if slices.Contains(DimensionNames(), c) {
			keys[c] = c
		}
	}
	return keys
}

// each writes a pattern for every column, with a comma before it.
func each(columns []string, pattern string) string {
	var b strings.Builder
	for _, c := range columns {
		b.WriteString(", " + strings.ReplaceAll(pattern, "$c", table.Ident(c)))
	}
	return b.String()
}

// bought is the condition of a row of revenue that is a purchase: no cancellation, no credit note.
func (m *Model) bought() string {
	condition := "amount > 0"
	for _, c := range m.carried(m.Revenue(), "reversal", "credit_note") {
		condition += " and not " + c
	}
	return condition
}

// canonical is the dataset of an entity as SQL names it.
func canonical(entity string) string { return fmt.Sprintf("sales.%s", entity) }
