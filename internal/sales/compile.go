package sales

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/sales/mapping"
	"bilan/internal/table"
)

// Model is a mapping with the facts that its SQL depends on.
type Model struct {
	Mapping  *mapping.Mapping
	Currency string // the company's
	entities map[string]*Entity
}

// NewModel reads a mapping that the config has checked.
func NewModel(m *mapping.Mapping, currency string) *Model {
	return &Model{Mapping: m, Currency: currency, entities: entitiesOf(m)}
}

// Entity is a mapped entity, nil for one that is not mapped.
func (m *Model) Entity(name string) *Entity { return m.entities[name] }

// Dataset is the canonical dataset of an entity.
func Dataset(entity string) string { return "sales." + entity }

// Compile is the SELECT of an entity's canonical rows over its staged ones and the canonical datasets that it needs. kinds
// are those of the staged columns, the lines' among them.
func (m *Model) Compile(entity string, kinds map[string]table.Kind) string {
	return m.build(entity, kinds).sql()
}

// Columns lists the canonical columns of an entity.
func (m *Model) Columns(entity string) []string { return m.build(entity, nil).columns }

// Needs lists the entities whose canonical datasets the SQL of this one reads.
func (m *Model) Needs(entity string) []string { return m.build(entity, nil).needs }

// builder builds a canonical SELECT as a chain of WITH clauses: each has its number as its name and reads the one before.
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
		b.enteredHistory()
		return b
	}
	b.rows()
	b.addTyped()
	for _, r := range b.roles() {
		if r.Kind == "key" {
			b.found(r)
		}
	}
	b.addJoined()
	b.addNames()
	if finish := finishes[entity]; finish != nil {
		finish(b)
	}
	return b
}

// finishes are the last steps of those entities that need more than types and keys.
var finishes map[string]func(*builder)

func init() { // they build, and builders read them
	finishes = map[string]func(*builder){
		"orders": (*builder).orders, "invoices": (*builder).invoices, "quotes": (*builder).quotes, "deals": (*builder).deals, "leads": (*builder).leads, "customers": (*builder).customers,
		"deal_history": (*builder).history, "activities": (*builder).activities, "carts": (*builder).carts, "quotas": (*builder).quotas,
		"commits": (*builder).commits, "rates": (*builder).rates,
	}
}

func (b *builder) sql() string {
	named := make([]string, len(b.steps))
	for i, s := range b.steps {
		named[i] = stepName(i) + " as (" + s + ")"
	}
	list := make([]string, len(b.columns))
	for i, c := range b.columns {
		list[i] = table.Ident(c)
	}
	return "with " + strings.Join(named, ",\n") + "\nselect " + strings.Join(list, ", ") + " from " + stepName(len(b.steps)-1)
}

func stepName(i int) string {
	if i == 0 {
		return "r"
	}
	return fmt.Sprintf("r%d", i)
}

// step adds a SELECT over the last one, which it names as %s.
func (b *builder) step(format string, args ...any) {
	last := stepName(len(b.steps) - 1)
	b.steps = append(b.steps, strings.ReplaceAll(fmt.Sprintf(format, args...), "$last", last))
}

func (b *builder) has(column string) bool { return slices.Contains(b.columns, column) }

// add notes columns that a step has added.
func (b *builder) add(columns ...string) {
	for _, c := range columns {
		if !b.has(c) {
			b.columns = append(b.columns, c)
		}
	}
}

// need names the canonical dataset of another entity.
func (b *builder) need(entity string) string {
	if !slices.Contains(b.needs, entity) {
		b.needs = append(b.needs, entity)
	}
	return table.Ident(Dataset(entity))
}
