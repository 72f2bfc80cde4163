package sales

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
)

// Derived is a dataset that SQL computes from canonical datasets, such as sales.retention.
type Derived struct {
	Name, From string // its name without "sales.", and the entity that it is about
	Query      string
	Keys       map[string]string // its dimensions, each with its column
	State      bool              // whether it shows the state on the day on which it was read
}

// derivation makes a Derived from a model.
type derivation struct {
	name  string
	needs []string // the roles that it requires, written as in Metric.Needs
	make  func(*Model) Derived
}

var derivations = []derivation{
	{"revenue", []string{"revenue.id"}, (*Model).revenueRows},
	{"retention", []string{"revenue.customer"}, (*Model).retention},
	{"loyalty", []string{"revenue.customer"}, (*Model).loyalty},
	{"accounts", []string{"revenue.customer"}, (*Model).accounts},
	{"receivables", []string{"invoices.paid", "invoices.due"}, (*Model).receivables},
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

// Derived returns the derived datasets for which the mapping has the required roles. A dataset reads only earlier ones in
// the list.
func (m *Model) Derived() (list []Derived) {
	for _, d := range derivations {
		if m.missingNeed(d) != "" {
			continue
		}
		derived := d.make(m)
		derived.Name = d.name
		list = append(list, derived)
	}
	return list
}

// Derives reports whether Derived has a dataset with the name.
func (m *Model) Derives(name string) bool { return m.keysOfDerived(name) != nil }

// DerivedMissingRole returns the first role that a derived dataset requires and the mapping lacks, such as
// orders.customer; "" if none is lacking or there is no such dataset.
func (m *Model) DerivedMissingRole(name string) string {
	i := slices.IndexFunc(derivations, func(d derivation) bool { return d.name == name })
	if i < 0 {
		return ""
	}
	return m.missingNeed(derivations[i])
}

// revenueRows has the rows from which 'revenue' is computed, so that the same SQL works for orders and invoices.
func (m *Model) revenueRows() Derived {
	return Derived{From: m.Revenue(), Query: "select * from " + canonicalName(m.Revenue()), Keys: keysOf(m.Columns(m.Revenue()))}
}

// keysOfDerived returns the dimensions of a derived dataset with their columns; nil if the model does not derive it.
func (m *Model) keysOfDerived(name string) map[string]string {
	i := slices.IndexFunc(derivations, func(d derivation) bool { return d.name == name })
	if i < 0 || m.missingNeed(derivations[i]) != "" {
		return nil
	}
	return derivations[i].make(m).Keys
}

// missingNeed returns the first need of a derivation that the mapping does not meet, such as orders.customer; "" if it
// meets all.
func (m *Model) missingNeed(d derivation) string {
	for _, need := range d.needs {
		if strings.HasPrefix(need, ofRevenue+".") {
			if m.Revenue() == "" {
				return "orders"
			}
			need = strings.Replace(need, ofRevenue+".", m.Revenue()+".", 1)
		}
		if !slices.ContainsFunc(strings.Split(need, "|"), m.needIsMapped) {
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

// needIsMapped reports whether a need is mapped: a role or list such as orders.cost, or deal_history.
func (m *Model) needIsMapped(need string) bool {
	if need == "deal_history" {
		return slices.Contains(m.Datasets(), need)
	}
	return m.Maps(need)
}

// columnsAmong returns those of the given columns that an entity's dataset has.
func (m *Model) columnsAmong(entity string, names ...string) (list []string) {
	if m.entities[entity] == nil {
		return nil
	}
	columns := m.Columns(entity)
	for _, c := range names {
		if slices.Contains(columns, c) {
			list = append(list, c)
		}
	}
	return list
}

// keysOf returns the dimensions among columns. The column of a dimension has the dimension's name.
func keysOf(columns []string) map[string]string {
	keys := map[string]string{}
	for _, c := range columns {
		if slices.Contains(DimensionNames(), c) {
			keys[c] = c
		}
	}
	return keys
}

// eachColumn writes a pattern for every column, with a comma before it and the column's name for $c.
func eachColumn(columns []string, pattern string) string {
	var b strings.Builder
	for _, c := range columns {
		b.WriteString(", " + strings.ReplaceAll(pattern, "$c", table.Ident(c)))
	}
	return b.String()
}

// purchaseCondition returns the SQL condition for a row of revenue to be a purchase, and no cancellation or credit note.
func (m *Model) purchaseCondition() string {
	condition := "amount > 0"
	for _, c := range m.columnsAmong(m.Revenue(), "reversal", "credit_note") {
		condition += " and not " + c
	}
	return condition
}

// canonicalName returns the name of an entity's canonical dataset in SQL, as the gate shows it to readers.
func canonicalName(entity string) string { return fmt.Sprintf("sales.%s", entity) }
