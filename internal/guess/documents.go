package guess

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/table"
)

// documentKinds returns the values of a column by kind of document, and the fraction of rows, 0 to 1, with a kind.
func documentKinds(t *Table, c *Column) (kinds map[string][]string, share float64) {
	kinds = map[string][]string{}
	var known, all int64
	coded := words().Codes[c.Name]
	for _, v := range c.Values {
		all += v.Rows
		kind := ""
		if coded != nil {
			for name, list := range coded {
				if slices.Contains(list, v.Text) {
					kind = name
				}
			}
		} else {
			kind = kindOf(v.Text, words().Documents)
		}
		if kind != "" {
			known += v.Rows
			kinds[kind] = append(kinds[kind], v.Text)
		}
	}
	if all == 0 {
		return kinds, 0
	}
	return kinds, float64(known) / float64(all)
}

// isDocuments reports whether a table has several kinds of documents, and a column with the kind of each row.
func (c *candidate) isDocuments() bool {
	f, ok := c.roles["type"]
	if !ok || f.column.Distinct > 40 {
		return false
	}
	kinds, share := documentKinds(c.table, f.column)
	n := 0
	for _, k := range []string{"quote", "order", "invoice"} {
		if len(kinds[k]) > 0 {
			n++
		}
	}
	if share >= 0.5 && n >= 2 {
		c.nameScore += 3 // no other entity has such a column
		return true
	}
	return false
}

// addDocuments makes orders, invoices and quotes from one table.
func (d *Draft) addDocuments(c candidate) {
	t, column := c.table, c.roles["type"].column
	kinds, _ := documentKinds(t, column)
	each := map[string][]string{"orders": kinds["order"], "quotes": kinds["quote"],
		"invoices": slices.Concat(kinds["invoice"], kinds["credit_note"], kinds["deposit"])}
	for _, entity := range []string{"orders", "invoices", "quotes"} {
		values := each[entity]
		if len(values) == 0 || d.Entity(entity) != nil {
			continue
		}
		one := candidate{table: t, entity: entity, nameScore: c.nameScore, score: c.score, roles: map[string]fit{}}
		roles := kindsOf(entity)
		for role, f := range c.roles {
			if _, has := roles[role]; has {
				f.role = role
				one.roles[role] = f
			}
		}
		if entity == "quotes" {
			one.roles["created"] = c.roles["day"]
			if _, ok := one.roles["status"]; !ok {
				continue // it is not known which were accepted
			}
		}
		if entity == "invoices" {
			one.roles["kind"] = c.roles["type"]
			delete(one.roles, "status")
		}
		e := one.toEntity()
		e.Where = inList(column, values)
		if entity == "invoices" {
			e.addList("credit_notes", kinds["credit_note"], true, "")
			e.addList("deposits", kinds["deposit"], false, "are they deducted on the final invoice? then delete this line")
		}
		d.Entities = append(d.Entities, e)
	}
	var unknown []string
	for _, v := range column.Values {
		if !slices.Contains(slices.Concat(each["orders"], each["invoices"], each["quotes"]), v.Text) {
			unknown = append(unknown, fmt.Sprintf("%s (%d)", v.Text, v.Rows))
		}
	}
	if len(unknown) > 0 {
		d.Unread = append(d.Unread, fmt.Sprintf("%s: rows with these values of %q are in no entity: %s", t.qualifiedName(), column.Name, shortList(unknown)))
	}
}

// inList returns the SQL condition that a column has one of some values.
func inList(c *Column, values []string) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = table.Literal(v)
		if c.numeric() {
			list[i] = v
		}
	}
	if len(list) == 1 {
		return ident(c.Name) + " = " + list[0]
	}
	return ident(c.Name) + " in (" + strings.Join(list, ", ") + ")"
}

var plainIdent = regexp.MustCompile(`^[a-z_][a-z0-9_]*$`)

// ident quotes a name for SQL where it must be.
func ident(name string) string {
	if plainIdent.MatchString(name) && !slices.Contains([]string{"type", "date", "order", "group", "user", "table", "end", "from", "to", "by", "case", "when"}, name) {
		return name
	}
	return table.Ident(name)
}

// shortList writes a list for people, shortened when it is long.
func shortList(list []string) string {
	const most = 12
	if len(list) > most {
		return strings.Join(list[:most], ", ") + fmt.Sprintf(" and %d more", len(list)-most)
	}
	return strings.Join(list, ", ")
}
