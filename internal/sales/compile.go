package sales

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
)

// Model is a mapping with what its SQL depends on.
type Model struct {
	Mapping  *Mapping
	Currency string // the company's
	entities map[string]*Entity
}

// NewModel reads a mapping that the config has checked.
func NewModel(m *Mapping, currency string) *Model {
	return &Model{Mapping: m, Currency: currency, entities: m.Entities()}
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

// Needs lists the entities whose canonical datasets one is compiled over.
func (m *Model) Needs(entity string) []string { return m.build(entity, nil).needs }

// builder puts a canonical SELECT together, one WITH after the other: each is called by its place and reads the one before.
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
		b.entered()
		return b
	}
	b.rows()
	b.typed()
	for _, r := range b.roles() {
		if r.Kind == "key" {
			b.found(r)
		}
	}
	b.joined()
	if finish := finishes[entity]; finish != nil {
		finish(b)
	}
	return b
}

// finishes are the last steps of those entities that need more than types and keys.
var finishes map[string]func(*builder)

func init() { // they build, and builders read them
	finishes = map[string]func(*builder){
		"orders": (*builder).orders, "invoices": (*builder).invoices, "quotes": (*builder).quotes, "deals": (*builder).deals,
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
		list[i] = ident(c)
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
	return ident(Dataset(entity))
}

// roles are the head's and the lines' roles; a line's replaces the head's.
func (b *builder) roles() []Role {
	if b.e.Lines == nil {
		return b.e.Roles
	}
	var list []Role
	for _, r := range b.e.Roles {
		if b.e.Lines.role(r.Name) == nil {
			list = append(list, r)
		}
	}
	for _, r := range b.e.Lines.Roles {
		if r.Name != "order" {
			list = append(list, r)
		}
	}
	return list
}

// rows is the first step: the staged rows, heads joined with their lines.
func (b *builder) rows() {
	head := ident(Staged(b.e, Dataset(b.e.Name)))
	if b.e.Lines == nil {
		b.steps = []string{"select * from " + head}
		return
	}
	list := make([]string, 0, len(b.e.Roles))
	for _, r := range b.roles() {
		from := "h."
		if b.e.Lines.role(r.Name) != nil {
			from = "l."
		}
		list = append(list, from+ident(r.Name))
	}
	b.steps = []string{fmt.Sprintf("select %s from %s as h join %s as l on trim(cast(l.\"order\" as varchar)) = trim(cast(h.id as varchar))",
		strings.Join(list, ", "), head, ident(Staged(b.e.Lines, Dataset(b.e.Name))))}
}

// typed gives every role the type of its kind, and amounts the company's currency.
func (b *builder) typed() {
	var list []string
	for _, r := range b.roles() {
		sql := typed(r, b.kinds[r.Name])
		if r.Kind == "amount" && b.converts() {
			sql += " * __rate"
		}
		list = append(list, sql+" as "+ident(r.Name))
		b.columns = append(b.columns, r.Name)
	}
	from := "$last as r"
	if b.converts() {
		from = b.rated()
	}
	b.step("select %s from %s", strings.Join(list, ", "), from)
}

// converts tells whether amounts are in several currencies and there are rates.
func (b *builder) converts() bool {
	return b.e.role("currency") != nil && b.e.Name != "rates" && b.m.entities["rates"] != nil
}

// rated joins each row with the rate of its currency on its day: 1 for the company's own, and for rows that name none.
func (b *builder) rated() string {
	return fmt.Sprintf(`(select s.*, case when s.__currency = %s then 1 else t.rate end as __rate from
 (select *, coalesce(upper(nullif(trim(cast(currency as varchar)), '')), %[1]s) as __currency, cast(day as date) as __day from $last) as s
 asof left join %s as t on t.currency = s.__currency and t.from_day <= s.__day) as r`, literal(b.m.Currency), b.need("rates"))
}

// found replaces what a key says by the id of the one row of its entity that it fits.
func (b *builder) found(r Role) {
	e := b.m.entities[r.Of]
	if e == nil || e.Name == b.e.Name {
		return
	}
	of, match := b.need(r.Of), e.Lists["match"]
	if len(match) == 0 {
		match = []string{"id", "name"}
	}
	var keys []string
	for _, role := range match {
		if e.role(role) != nil {
			keys = append(keys, fmt.Sprintf("select %s as key, id from %s", wordless(ident(role)), of))
		}
	}
	b.step(`select t.* replace (coalesce(f.id, t.%[1]s) as %[1]s) from $last as t left join
 (select v.v, coalesce(o.id, k.id) as id from (select distinct %[1]s as v from $last where %[1]s is not null) as v
 left join (select distinct id from %[2]s) as o on o.id = v.v
 left join (select key, max(id) as id from (%[3]s) where key <> '' group by key having count(distinct id) = 1) as k on k.key = %[4]s) as f
 on f.v = t.%[1]s`, ident(r.Name), of, strings.Join(keys, " union all "), wordless("v.v"))
}

// one is a subquery with one row per id of an entity: of several the newest.
func (b *builder) one(entity string) string {
	newest := "id"
	if b.m.entities[entity].role("from_day") != nil {
		newest = "from_day desc nulls last"
	}
	return fmt.Sprintf("(select * from %s qualify row_number() over (partition by id order by %s) = 1)", b.need(entity), newest)
}

// joined adds what the customer, the product and the rep of a row bring along.
func (b *builder) joined() {
	customers, reps, products := b.m.entities["customers"], b.m.entities["reps"], b.m.entities["products"]
	own := b.e.Name == "customers" || b.e.Name == "reps" || b.e.Name == "products"
	if b.has("customer") && customers != nil && !own {
		var list []string
		for _, c := range []string{"segment", "country"} {
			if customers.role(c) != nil && !b.has(c) {
				list = append(list, "c."+ident(c))
				b.add(c)
			}
		}
		for _, c := range []string{"rep", "region"} {
			if customers.role(c) != nil {
				list = append(list, b.filled(c, "c."+ident(c)))
			}
		}
		b.join(list, "customers", "c", "customer")
	}
	if b.has("rep") && reps.Has("region") && !own {
		b.join([]string{b.filled("region", "c.region")}, "reps", "c", "rep")
	}
	if b.has("product") && products != nil && !own {
		var list []string
		for _, c := range []string{"max_discount", "service"} {
			if products.role(c) != nil {
				list = append(list, "c."+ident(c))
				b.add(c)
			}
		}
		b.join(list, "products", "c", "product")
	}
}

// filled is a column that is taken from elsewhere where a row has none of its own.
func (b *builder) filled(column, other string) string {
	if b.has(column) {
		return fmt.Sprintf("=coalesce(t.%s, %s) as %[1]s", ident(column), other)
	}
	b.add(column)
	return other + " as " + ident(column)
}

// join adds a step with columns of another entity; those that begin with = replace one.
func (b *builder) join(list []string, entity, alias, key string) {
	var replaced, added []string
	for _, sql := range list {
		if sql, ok := strings.CutPrefix(sql, "="); ok {
			replaced = append(replaced, sql)
		} else {
			added = append(added, ", "+sql)
		}
	}
	if len(list) == 0 {
		return
	}
	all := "t.*"
	if len(replaced) > 0 {
		all += " replace (" + strings.Join(replaced, ", ") + ")"
	}
	b.step("select %s%s from $last as t left join %s as %s on %[4]s.id = t.%[5]s", all, strings.Join(added, ""), b.one(entity), alias, ident(key))
}
