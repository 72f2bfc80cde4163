package guess

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/sales"
)

// attachLines attaches tables with the lines of orders or invoices to these entities. It returns the remaining tables.
func (d *Draft) attachLines(rest []*Table) (remaining []*Table) {
	byName := slices.Clone(rest)
	slices.SortStableFunc(byName, func(a, b *Table) int {
		return cmp.Compare(nameFit(b, words().Lines.Tables), nameFit(a, words().Lines.Tables))
	})
	for _, t := range byName {
		if !d.attachLinesTable(t) {
			remaining = append(remaining, t)
		}
	}
	for _, e := range slices.Clone(d.Entities) { // the lines of orders may have been taken for invoices
		if head := d.Entity("orders"); e.Name == "invoices" && head != nil && nameFit(e.table, words().Lines.Tables) > 4 && d.attachLinesTable(e.table) {
			d.Entities = slices.DeleteFunc(d.Entities, func(o *Entity) bool { return o == e })
		}
	}
	return remaining
}

// attachLinesTable attaches a table as lines to the orders or invoices whose ids it contains, if there are any.
func (d *Draft) attachLinesTable(t *Table) bool {
	c := candidate{table: t, entity: "lines", nameScore: nameFit(t, words().Lines.Tables), roles: assignRoles(t, "lines", words().Lines)}
	attached := false
	for _, e := range d.Entities {
		if e.Name != "orders" && e.Name != "invoices" || e.Lines != nil {
			continue
		}
		id := e.Role("id")
		order, ok := c.orderColumn(id)
		if !ok || c.nameScore == 0 && order.level < sure {
			continue
		}
		share := 0.0
		if id != nil {
			share = overlap(order.column, e.table.Column(id.Text))
		}
		// Dolibarr and others join lines by a row number that users do not see
		if other := c.joinTo(e); share < 0.5 && other != nil {
			order = fit{role: "order", column: other.lines, level: perhaps}
			if id != nil {
				id.Text, id.Sure, id.Why = other.order.Name, false, "by which the lines name it"
			}
			share = 1
		}
		if share < 0.5 {
			continue
		}
		if lines := c.mapLines(order, e.Path+".lines"); lines != nil {
			e.Lines, attached = lines, true
			e.Roles = slices.DeleteFunc(e.Roles, func(r Role) bool { return lines.has(r.Name) && r.Name == "amount" })
		}
	}
	return attached
}

// orderColumn returns the column of the lines with the id of the order or invoice. Its name is that of the id, or else
// a known one.
func (c *candidate) orderColumn(id *Role) (fit, bool) {
	for i := range c.table.Columns {
		if col := &c.table.Columns[i]; id != nil && sales.Fold(col.Name) == sales.Fold(id.Text) && suits(col, "order", "text") {
			return fit{role: "order", column: col, level: sure}, true
		}
	}
	order, ok := c.roles["order"]
	return order, ok
}

type idPair struct{ lines, order *Column }

// joinTo finds a column of the lines that contains the values of a unique column of the order or invoice. Both must
// have names like ids. It returns nil if there is none.
func (c *candidate) joinTo(e *Entity) *idPair {
	for i := range c.table.Columns {
		l := &c.table.Columns[i]
		if level, _ := levelOf(l.Name, words().Lines.Roles["order"]); level < perhaps {
			continue
		}
		for k := range e.table.Columns {
			h := &e.table.Columns[k]
			if h.unique(e.table) && looksLikeID(h) && overlap(l, h) >= 0.8 {
				return &idPair{l, h}
			}
		}
	}
	return nil
}

func looksLikeID(c *Column) bool {
	name := normalName(c.Name)
	return looksLikeKey(c) || name == "rowid" || strings.HasSuffix(name, " id") || name == "id"
}

// mapLines returns the mapping of the lines, or nil if they have no amount.
func (c *candidate) mapLines(order fit, path string) *Entity {
	e := &Entity{Name: "lines", Path: path, From: []string{c.table.qualifiedName()}, Sure: c.nameScore >= 4, table: c.table}
	if !e.Sure {
		e.Why = "by the keys that it holds"
	}
	e.Roles = append(e.Roles, Role{Name: "order", Text: order.column.Name, Sure: order.level == sure && e.Sure})
	price, priced := c.roles["unit_price"]
	quantity, counted := c.roles["quantity"]
	amount, given := c.roles["amount"]
	switch {
	case given && (amount.level == sure || !priced):
		e.Roles = append(e.Roles, Role{Name: "amount", Text: amount.column.Name, Sure: amount.level == sure && e.Sure})
	case priced && counted:
		text := fmt.Sprintf("%s * %s", ident(quantity.column.Name), ident(price.column.Name))
		if f, ok := c.roles["discount"]; ok {
			part := ident(f.column.Name)
			if f.column.Max > "1" && !strings.HasPrefix(f.column.Max, "0") {
				part += " / 100"
			}
			text += " * (1 - coalesce(" + part + ", 0))"
		}
		e.Roles = append(e.Roles, Role{Name: "amount", Text: text, Why: "computed: no column has the amount"})
	default:
		return nil
	}
	if cost, ok := c.roles["unit_cost"]; ok && counted && c.roles["cost"].column == nil {
		e.Roles = append(e.Roles, Role{Name: "cost", Text: fmt.Sprintf("%s * %s", ident(quantity.column.Name), ident(cost.column.Name)), Why: "put together"})
	}
	for _, role := range []string{"cost", "list_amount", "discount", "discount_amount", "quantity", "open_amount", "product"} {
		if f, ok := c.roles[role]; ok {
			e.Roles = append(e.Roles, Role{Name: role, Text: f.column.Name, Sure: f.level == sure && e.Sure})
		}
	}
	return e
}

// dropWithoutAmount removes orders and invoices without an amount from the draft, and adds a line about each to Unread.
func (d *Draft) dropWithoutAmount() {
	d.Entities = slices.DeleteFunc(d.Entities, func(e *Entity) bool {
		if (e.Name != "orders" && e.Name != "invoices") || e.has("amount") || e.Lines != nil && e.Lines.has("amount") {
			return false
		}
		taxes := ""
		for _, c := range e.table.Columns {
			if saysTax(c.Name) && c.numeric() {
				taxes = fmt.Sprintf("; %s includes tax: export the amount before tax beside it", c.Name)
			}
		}
		d.Unread = append(d.Unread, fmt.Sprintf("%s looks like %s, without a column that is the amount before tax%s", e.table.qualifiedName(), e.Name, taxes))
		return true
	})
}
