package guess

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/sales"
	"bilan/internal/table"
)

// The levels at which the name of a column fits a role.
const (
	none    = 0
	partly  = 1 // the column's name contains a name of the role
	perhaps = 2 // the name fits other roles too
	sure    = 3 // the name fits only this role
)

// fit is a column that may be a certain role.
type fit struct {
	role   string
	column *Column
	level  int
	rank   float64 // the level, adjusted to choose between columns of the same level
}

// kindsOf returns the kinds of an entity's roles in the sales model. Documents are orders, invoices and quotes at once.
func kindsOf(entity string) map[string]string {
	kinds := map[string]string{}
	list := []string{entity}
	switch entity {
	case "documents":
		list = []string{"quotes", "invoices", "orders"}
		kinds["type"] = "text"
	case "lines":
		list = []string{"orders"}
		kinds["order"], kinds["unit_price"], kinds["unit_cost"] = "text", "amount", "amount"
	}
	for _, name := range list {
		for _, r := range sales.RolesOf(name) {
			if _, known := kinds[r.Name]; !known {
				kinds[r.Name] = r.Kind
			}
		}
	}
	return kinds
}

// levelOf returns how well a column's name fits a role. place is the position of the matching name in the role's list,
// as a small fraction.
func levelOf(column string, names roleNames) (level int, place float64) {
	for _, form := range nameForms(column) {
		if i := names.Sure.index(form); i >= 0 {
			return sure, float64(i) / 1000
		}
	}
	for _, form := range nameForms(column) {
		if i := names.Perhaps.index(form); i >= 0 {
			return perhaps, float64(i) / 1000
		}
	}
	for _, form := range nameForms(column) {
		for i, p := range names.Sure {
			if len(p) > 3 && containsPhrase(form, p) {
				return partly, float64(i)/1000 + float64(len(form)-len(p))/100
			}
		}
	}
	return none, 0
}

// findFits returns the columns that may be roles of an entity, best fit first.
func findFits(t *Table, entity string, names *entityNames) (list []fit) {
	kinds := kindsOf(entity)
	for role, n := range names.Roles {
		for i := range t.Columns {
			c := &t.Columns[i]
			level, place := levelOf(c.Name, n)
			if level == none || !suits(c, role, kinds[role]) || role == "product" && level < sure && c.mostlyDistinct() {
				continue
			}
			rank := float64(level) - place - float64(i)/10000
			if t.Rows > 0 {
				rank += 0.2 * float64(c.Filled) / float64(t.Rows)
			}
			list = append(list, fit{role, c, level, rank})
		}
	}
	slices.SortFunc(list, func(a, b fit) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), strings.Compare(a.role+a.column.Name, b.role+b.column.Name))
	})
	return list
}

// suits reports whether a column's values suit a role of a kind. An empty column suits no role.
func suits(c *Column, role, kind string) bool {
	if c.Filled == 0 {
		return false
	}
	numeric := c.Kind == table.Integer || c.Kind == table.Decimal || c.Kind == table.Real
	dated := c.Kind == table.Date || c.Kind == table.Timestamp
	switch kind {
	case "day":
		return dated
	case "month":
		return dated || c.allMatch(monthText)
	case "quarter":
		return dated || c.Kind == table.Text && c.allMatch(quarterText)
	case "year":
		return dated || c.allMatch(yearText)
	case "amount":
		return numeric && !saysTax(c.Name)
	case "number", "ratio":
		return numeric
	case "flag":
		return c.Kind == table.Bool || c.Distinct <= 2 && !dated
	}
	return !dated && c.Kind != table.Real && (c.Kind != table.Decimal || strings.HasSuffix(role, "id"))
}

var (
	monthText   = regexp.MustCompile(`^(\d{4}[-/]?(0[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/]\d{4})$`)
	quarterText = regexp.MustCompile(`(?i)[QT] ?[1-4]`)
	yearText    = regexp.MustCompile(`^(19|20)\d\d$`)
)

// allMatch reports whether the column has values and each matches the pattern.
func (c *Column) allMatch(pattern *regexp.Regexp) bool {
	return len(c.Values) > 0 && !slices.ContainsFunc(c.Values, func(v Value) bool { return !pattern.MatchString(v.Text) })
}

// saysTax reports whether a column's name says that it includes tax.
func saysTax(name string) bool {
	text := normalName(name)
	return slices.ContainsFunc(words().Tax, func(p string) bool { return containsPhrase(text, p) })
}

// mostlyDistinct reports whether a column's values hardly ever repeat. Such a column numbers the rows and does not name
// products.
func (c *Column) mostlyDistinct() bool {
	const few = 20
	return c.Filled > few && c.Distinct*10 > c.Filled*9
}

// unique reports whether no value is repeated or missing.
func (c *Column) unique(t *Table) bool { return c.Distinct == c.Filled && c.Filled == t.Rows }

// assignRoles chooses the best column for each role. No column gets two roles.
func assignRoles(t *Table, entity string, names *entityNames) map[string]fit {
	chosen, used := map[string]fit{}, map[string]bool{}
	for _, f := range findFits(t, entity, names) {
		if _, taken := chosen[f.role]; !taken && !used[f.column.Name] {
			chosen[f.role], used[f.column.Name] = f, true
		}
	}
	return chosen
}
