package guess

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/sales"
)

// required lists the roles that a table must have to be an entity. Of roles joined by | one is enough. The amount of
// orders and invoices is not required, because it may be in another table with the lines.
var required = map[string][]string{
	"orders": {"id", "day"}, "documents": {"type", "id", "day"}, "invoices": {"id", "day"}, "quotes": {"id", "created", "status"},
	"deals": {"id", "created", "stage", "amount"}, "deal_history": {"deal", "stage", "entered"}, "reps": {"name"},
	"quotas": {"amount", "month|quarter|year"}, "customers": {"name"}, "products": {"name|id"}, "leads": {"id", "created"}, "activities": {"day", "type"},
	"commits": {"month", "amount"}, "surveys": {"answered", "score|satisfaction"}, "tickets": {"opened"}, "campaigns": {"id", "cost"},
	"carts": {"day", "status"}, "actions": {"problem", "action", "owner", "due"}, "skills": {"rep", "skill", "level", "wanted"},
	"split": {"id", "rep", "share"}, "rates": {"currency", "from_day", "rate"},
}

// plainEntities are entities whose columns many tables have. They are recognised only by the table's name, or if all
// required roles have certain names.
var plainEntities = []string{"leads", "tickets", "carts", "campaigns", "commits", "surveys", "rates", "split", "deal_history", "activities", "actions", "skills"}

// candidate is an entity that a table may be, with the columns that would be its roles.
type candidate struct {
	table     *Table
	entity    string
	score     float64
	nameScore float64 // how well the table's name fits, from 0 to 9: see nameFit
	roles     map[string]fit
}

// candidates returns the entities that a table may be, the likeliest first.
func candidates(t *Table) (list []candidate) {
	for _, entity := range slices.Sorted(maps.Keys(words().Entities)) {
		names := words().Entities[entity]
		c := candidate{table: t, entity: entity, nameScore: nameFit(t, names.Tables), roles: assignRoles(t, entity, names)}
		if entity == "documents" && !c.isDocuments() {
			continue
		}
		c.fillByType()
		c.fillByPosition()
		c.fillFromTwoNames()
		if c.computeScore() {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, bestFirst)
	return list
}

// bestFirst orders candidates by their score.
func bestFirst(a, b candidate) int { return cmp.Compare(b.score, a.score) }

// nameFit returns how well the name of a table or of its file fits the entity: 6 for the same name, about 4 if it
// contains the name, 0 otherwise.
func nameFit(t *Table, tables phrases) (best float64) {
	origin := path.Base(strings.TrimSuffix(t.Origin, "]"))
	book, sheet, _ := strings.Cut(origin, "[")
	names := []string{strings.Trim(t.Name, `"`), strings.TrimSuffix(book, path.Ext(book)), sheet}
	for _, n := range names {
		n = singularForm(strings.TrimSpace(years.ReplaceAllString(normalName(n), "")))
		for _, p := range tables {
			p = singularForm(p)
			switch {
			case n == p:
				best = max(best, 6)
			case containsPhrase(n, p):
				best = max(best, 4+0.2*float64(strings.Count(p, " "))-0.1*float64(strings.Count(n, " ")))
			}
		}
	}
	return best
}

// singularForm returns a name without a final s in its words.
func singularForm(name string) string {
	list := strings.Fields(name)
	for i, w := range list {
		if len(w) > 3 {
			list[i] = strings.TrimSuffix(w, "s")
		}
	}
	return strings.Join(list, " ")
}

var years = regexp.MustCompile(`\b(19|20)?\d\d\b|\b(export|csv|xlsx|feuil\d|sheet\d|llx|x ?\d*)\b`)

// computeScore computes the candidate's score. It returns false if the table cannot be the entity.
func (c *candidate) computeScore() bool {
	known, all := 0.0, true
	for _, need := range required[c.entity] {
		best := none
		for _, role := range strings.Split(need, "|") {
			if f, ok := c.roles[role]; ok {
				best = max(best, f.level, partly)
			}
		}
		if best == none {
			return false
		}
		all = all && best == sure
		known += 0.8 * float64(best)
	}
	needed := len(required[c.entity])
	extra, certain := 0.0, 0
	for role, f := range c.roles {
		if f.level == sure {
			certain++
		}
		if !slices.ContainsFunc(required[c.entity], func(need string) bool { return slices.Contains(strings.Split(need, "|"), role) }) {
			extra += []float64{0, 0.1, 0.3, 0.9}[f.level]
		}
	}
	c.score = c.nameScore + known/float64(needed)*1.6 + extra
	if (c.entity == "orders" || c.entity == "invoices") && c.roles["amount"].column == nil {
		c.score -= 2
	}
	if c.nameScore > 0 {
		return true
	}
	if slices.Contains(plainEntities, c.entity) {
		return all && needed >= 3
	}
	return all && certain >= min(3, needed+2) || certain >= 4
}

// fillByType finds columns for required roles that no column name fits, in a table whose own name fits the entity. A
// role gets the only unused column of a suitable type.
func (c *candidate) fillByType() {
	if c.nameScore == 0 {
		return
	}
	kinds := kindsOf(c.entity)
	for _, need := range append(slices.Clone(required[c.entity]), alsoByType[c.entity]...) {
		role, _, _ := strings.Cut(need, "|")
		if _, ok := c.roles[role]; ok || !slices.Contains([]string{"day", "month", "amount"}, kinds[role]) {
			continue
		}
		var found []*Column
		for i := range c.table.Columns {
			col := &c.table.Columns[i]
			if suits(col, role, kinds[role]) && !c.uses(col) && !looksLikeKey(col) {
				found = append(found, col)
			}
		}
		if len(found) == 1 {
			c.roles[role] = fit{role: role, column: found[0], level: partly}
		}
	}
}

// fillFromTwoNames lets columns of first and last names count as the name of reps or customers.
func (c *candidate) fillFromTwoNames() {
	if c.entity != "reps" && c.entity != "customers" || c.roles["name"].column != nil {
		return
	}
	first, last := c.table.find(words().FirstName), c.table.find(words().LastName)
	if first != nil && last != nil && first != last {
		c.roles["name"] = fit{role: "name", column: last, level: sure}
	}
}

var alsoByType = map[string][]string{"orders": {"amount"}, "invoices": {"amount"}}

func looksLikeKey(c *Column) bool {
	name := " " + normalName(c.Name) + " "
	for _, w := range []string{" id ", " no ", " code ", " ref ", " annee ", " year ", " cp ", " postal "} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

func (c *candidate) uses(col *Column) bool {
	for _, f := range c.roles {
		if f.column == col {
			return true
		}
	}
	return false
}

// chooseEntities assigns to each table its likeliest entity, and to each entity one table. rest are the other tables.
func chooseEntities(tables []*Table) (chosen []candidate, rest []*Table) {
	var all []candidate
	best := map[*Table]candidate{}
	for _, t := range tables {
		list := candidates(t)
		if len(list) > 0 {
			best[t] = list[0]
		}
		all = append(all, list...)
	}
	slices.SortStableFunc(all, bestFirst)
	taken, by := map[*Table]bool{}, map[string]bool{}
	for _, c := range all {
		free := !by[c.entity] && (c.entity != "documents" || !by["orders"] && !by["invoices"])
		if c.entity == "orders" || c.entity == "invoices" {
			free = free && !by["documents"]
		}
		if taken[c.table] || !free || c.score < best[c.table].score && (c.nameScore == 0 || best[c.table].nameScore > c.nameScore) {
			continue
		}
		taken[c.table], by[c.entity] = true, true
		chosen = append(chosen, c)
	}
	for _, t := range tables {
		if !taken[t] {
			rest = append(rest, t)
		}
	}
	order := append(sales.Names(), "documents")
	slices.SortFunc(chosen, func(a, b candidate) int { return slices.Index(order, a.entity) - slices.Index(order, b.entity) })
	return chosen, rest
}

// haveSameColumns reports whether two tables have columns of the same names and kinds.
func haveSameColumns(a, b *Table) bool {
	if len(a.Columns) != len(b.Columns) {
		return false
	}
	for _, c := range a.Columns {
		if !slices.ContainsFunc(b.Columns, func(o Column) bool { return sales.Fold(o.Name) == sales.Fold(c.Name) && o.Kind == c.Kind }) {
			return false
		}
	}
	return true
}
