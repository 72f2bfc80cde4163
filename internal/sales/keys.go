package sales

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
)

// matchKey replaces the value of a key by the id of the only row of the key's entity that matches it. A value without
// such a row stays.
func (b *builder) matchKey(r Role) {
	e := b.m.entities[r.Of]
	if e == nil || e.Name == b.e.Name {
		return
	}
	dataset, match := b.datasetOf(r.Of), e.Lists["match"]
	if len(match) == 0 {
		match = []string{"id", "name"}
	}
	var keys []string
	for _, role := range match {
		if e.role(role) != nil {
			keys = append(keys, "cast("+table.Ident(role)+" as varchar)")
		}
	}
	b.addStep(`select t.* replace (coalesce(f.id, t.%[1]s) as %[1]s) from $last as t left join
 (select v.v, coalesce(o.id, k.id) as id from (select distinct %[1]s as v from $last where %[1]s is not null) as v
 left join (select distinct id from %[2]s) as o on o.id = v.v
 left join (select %[5]s as key, max(id) as id from (select id, unnest([%[3]s]) as name from %[2]s) where key <> '' group by key having count(distinct id) = 1) as k
 on k.key = %[4]s) as f
 on f.v = t.%[1]s`, table.Ident(r.Name), dataset, strings.Join(keys, ", "), sortedWordsSQL("v.v"), sortedWordsSQL("name"))
}

// newestRows returns a subquery with a single row per id of an entity: the newest.
func (b *builder) newestRows(entity string) string {
	newest := "id"
	if b.m.entities[entity].role("from_day") != nil {
		newest = "from_day desc nulls last"
	}
	return fmt.Sprintf("(select * from %s qualify row_number() over (partition by id order by %s) = 1)", b.datasetOf(entity), newest)
}

// addJoined adds the columns of a row's customer, product and rep.
func (b *builder) addJoined() {
	customers, reps, products := b.m.entities["customers"], b.m.entities["reps"], b.m.entities["products"]
	isRoster := b.e.Name == "customers" || b.e.Name == "reps" || b.e.Name == "products"
	if b.has("customer") && customers != nil && !isRoster {
		var list []string
		for _, c := range []string{"segment", "country"} {
			if customers.role(c) != nil && !b.has(c) {
				list = append(list, "c."+table.Ident(c))
				b.addColumns(c)
			}
		}
		for _, c := range []string{"rep", "region"} {
			if customers.role(c) != nil {
				list = append(list, b.fillFrom(c, "c."+table.Ident(c)))
			}
		}
		b.addJoin(list, "customers", "c", "customer")
	}
	if b.has("rep") && reps.Has("region") && !isRoster {
		b.addJoin([]string{b.fillFrom("region", "c.region")}, "reps", "c", "rep")
	}
	if b.has("product") && products != nil && !isRoster {
		var list []string
		for _, c := range []string{"max_discount", "service"} {
			if products.role(c) != nil {
				list = append(list, "c."+table.Ident(c))
				b.addColumns(c)
			}
		}
		b.addJoin(list, "products", "c", "product")
	}
}

// listedEntities are the entities whose rows reports list. Their lists need the names of reps, customers and products.
var listedEntities = []string{"orders", "invoices", "quotes", "deals", "skills"}

// addNames adds the names of a row's rep, customer and product, such as rep_name. If their entity is not mapped, the name
// is the key.
func (b *builder) addNames() {
	if !slices.Contains(listedEntities, b.e.Name) {
		return
	}
	for _, key := range [][2]string{{"rep", "reps"}, {"customer", "customers"}, {"product", "products"}} {
		column := key[0] + "_name"
		switch {
		case !b.has(key[0]):
			continue
		case b.m.entities[key[1]] != nil:
			b.addJoin([]string{fmt.Sprintf("coalesce(c.name, t.%s) as %s", table.Ident(key[0]), column)}, key[1], "c", key[0])
		default:
			b.addStep("select *, %s as %s from $last", table.Ident(key[0]), column)
		}
		b.addColumns(column)
	}
}

// fillFrom returns the SQL for a column that takes the value of fallback in rows without a value. It begins with = if
// the column exists, as addJoin expects.
func (b *builder) fillFrom(column, fallback string) string {
	if b.has(column) {
		return fmt.Sprintf("=coalesce(t.%s, %s) as %[1]s", table.Ident(column), fallback)
	}
	b.addColumns(column)
	return fallback + " as " + table.Ident(column)
}

// addJoin adds a step with columns of another entity. A column whose SQL begins with = replaces an existing one.
func (b *builder) addJoin(list []string, entity, alias, key string) {
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
	columns := "t.*"
	if len(replaced) > 0 {
		columns += " replace (" + strings.Join(replaced, ", ") + ")"
	}
	b.addStep("select %s%s from $last as t left join %s as %s on %[4]s.id = t.%[5]s", columns, strings.Join(added, ""), b.newestRows(entity), alias, table.Ident(key))
}
