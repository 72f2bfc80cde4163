package sales

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/sales/mapping"
	"bilan/internal/table"
)

// Model derives datasets, dimensions, metrics and targets from a mapping. Only its mapping and currency determine their
// SQL.
type Model struct {
	Mapping  *mapping.Mapping
	Currency string // the company's currency, as an ISO code
	entities map[string]*Entity
}

// NewModel returns the model of a mapping that the config has checked.
func NewModel(m *mapping.Mapping, currency string) *Model {
	return &Model{Mapping: m, Currency: currency, entities: entitiesOf(m)}
}

// Entity returns an entity, nil if it is not mapped.
func (m *Model) Entity(name string) *Entity { return m.entities[name] }

// Dataset returns the name of an entity's canonical dataset, such as sales.orders.
func Dataset(entity string) string { return "sales." + entity }

// SelectSQL returns the SELECT of an entity's canonical rows. It reads the entity's staged rows and the canonical
// datasets in Needs. kinds has the types of the staged columns, including those of the lines.
func (m *Model) SelectSQL(entity string, kinds map[string]table.Kind) string {
	return m.build(entity, kinds).selectSQL()
}

// Columns returns the names of an entity's canonical columns.
func (m *Model) Columns(entity string) []string { return m.build(entity, nil).columns }

// Needs returns the entities whose canonical datasets the SQL of an entity reads.
func (m *Model) Needs(entity string) []string { return m.build(entity, nil).needs }

// builder builds a canonical SELECT as a chain of steps. Each step is a WITH clause that reads the one before.
type builder struct {
	m       *Model
	e       *Entity
	kinds   map[string]table.Kind
	steps   []string
	columns []string
	needs   []string
}

func (m *Model) build(entity string, kinds map[string]table.Kind) *builder {
	b := &builder{m: m, e: m.entities[entity], kinds: kinds}
	if entity == "deal_history" && b.e == nil {
		b.historyFromEntered()
		return b
	}
	b.addRows()
	b.addTyped()
	for _, r := range b.roles() {
		if r.Kind == "key" {
			b.matchKey(r)
		}
	}
	b.addJoined()
	b.addNames()
	if finish := lastSteps[entity]; finish != nil {
		finish(b)
	}
	return b
}

// lastSteps adds the last steps of an entity that needs more than types and keys, by entity.
var lastSteps map[string]func(*builder)

func init() { // an initialiser would be a cycle: its functions call build, which reads lastSteps
	lastSteps = map[string]func(*builder){
		"orders": (*builder).finishOrders, "invoices": (*builder).finishInvoices, "quotes": (*builder).finishQuotes, "deals": (*builder).finishDeals, "leads": (*builder).finishLeads, "customers": (*builder).finishCustomers,
		"deal_history": (*builder).finishHistory, "activities": (*builder).finishActivities, "carts": (*builder).finishCarts, "quotas": (*builder).finishQuotas,
		"commits": (*builder).finishCommits, "rates": (*builder).finishRates,
	}
}

func (b *builder) selectSQL() string {
	clauses := make([]string, len(b.steps))
	for i, s := range b.steps {
		clauses[i] = stepName(i) + " as (" + s + ")"
	}
	list := make([]string, len(b.columns))
	for i, c := range b.columns {
		list[i] = table.Ident(c)
	}
	return "with " + strings.Join(clauses, ",\n") + "\nselect " + strings.Join(list, ", ") + " from " + stepName(len(b.steps)-1)
}

func stepName(i int) string {
	if i == 0 {
		return "r"
	}
	return fmt.Sprintf("r%d", i)
}

// addStep adds a SELECT to the chain. In its text, $last stands for the name of the step before.
func (b *builder) addStep(format string, args ...any) {
	last := stepName(len(b.steps) - 1)
	b.steps = append(b.steps, strings.ReplaceAll(fmt.Sprintf(format, args...), "$last", last))
}

func (b *builder) has(column string) bool { return slices.Contains(b.columns, column) }

// addColumns notes columns that a step adds.
func (b *builder) addColumns(columns ...string) {
	for _, c := range columns {
		if !b.has(c) {
			b.columns = append(b.columns, c)
		}
	}
}

// datasetOf returns the quoted name of another entity's canonical dataset, and notes that the SELECT reads it.
func (b *builder) datasetOf(entity string) string {
	if !slices.Contains(b.needs, entity) {
		b.needs = append(b.needs, entity)
	}
	return table.Ident(Dataset(entity))
}
