package guess

import (
	"fmt"
	"slices"
)

// beforeTax corrects an amount in a table with a column of tax. When one column is another one plus the tax in every row, the amount is that
// other one; else the tax is subtracted from a total, and the guess is marked as unsure.
func (e *Entity) beforeTax() {
	r, tax := e.Role("amount"), e.taxColumn()
	if r == nil || tax == nil || !slices.Contains([]string{"orders", "invoices", "quotes"}, e.Name) {
		return
	}
	if net := e.netOf(tax); net != nil {
		if e.repeated(net.Name) && !e.repeated(r.Text) {
			return // it is the whole sale's, and the amount is the line's
		}
		*r = Role{Name: "amount", Text: net.Name, Sure: e.Sure}
		return
	}
	amount := e.table.Column(r.Text)
	const rates, enough = 4, 8 // a column of so few values in more rows holds rates of tax
	if amount == nil || tax.Distinct <= rates && tax.Filled > enough || !slices.Contains(words().Totals, plain(amount.Name)) {
		return
	}
	off := ident(tax.Name)
	if tax.Filled < e.table.Rows {
		off = "coalesce(" + off + ", 0)"
	}
	*r = Role{Name: "amount", Text: ident(amount.Name) + " - " + off, Why: fmt.Sprintf("does %s include %s?", amount.Name, tax.Name)}
}

// taxColumn returns a column with the name of an amount of tax, nil for none.
func (e *Entity) taxColumn() *Column {
	for i := range e.table.Columns {
		c := &e.table.Columns[i]
		if c.numeric() && c.Filled > 0 && slices.Contains(words().Taxes, plain(c.Name)) {
			return c
		}
	}
	return nil
}

// netOf returns the column that gives another column when the tax is added, in every row; nil for none.
func (e *Entity) netOf(tax *Column) *Column {
	if e.table.Ask == nil {
		return nil
	}
	var amounts []*Column // that may include tax, or not
	for i := range e.table.Columns {
		c := &e.table.Columns[i]
		level, _ := levelOf(c.Name, words().Entities[e.Name].Roles["amount"])
		if c != tax && c.numeric() && c.Filled > 0 && (level > none || taxed(c.Name)) {
			amounts = append(amounts, c)
		}
	}
	for _, total := range amounts {
		for _, net := range amounts {
			if net != total && !taxed(net.Name) && e.table.Ask.Adds(total.Name, net.Name, tax.Name) {
				return net
			}
		}
	}
	return nil
}
