package guess

import (
	"fmt"
	"slices"
)

// correctTax corrects the amount of a table that has a column of tax. If a column plus the tax is another column in
// every row, that column is the amount. Otherwise the tax is subtracted from a column of totals, as a guess.
func (e *Entity) correctTax() {
	r, tax := e.Role("amount"), e.taxColumn()
	if r == nil || tax == nil || !slices.Contains([]string{"orders", "invoices", "quotes"}, e.Name) {
		return
	}
	if net := e.netOf(tax); net != nil {
		if e.repeated(net.Name) && !e.repeated(r.Text) {
			return // the net amount belongs to the whole sale, and the present amount to the line
		}
		*r = Role{Name: "amount", Text: net.Name, Sure: e.Sure}
		return
	}
	amount := e.table.Column(r.Text)
	const rates, enough = 4, 8 // a column with at most 4 values in more than 8 rows contains tax rates
	if amount == nil || tax.Distinct <= rates && tax.Filled > enough || !slices.Contains(words().Totals, normalName(amount.Name)) {
		return
	}
	off := ident(tax.Name)
	if tax.Filled < e.table.Rows {
		off = "coalesce(" + off + ", 0)"
	}
	*r = Role{Name: "amount", Text: ident(amount.Name) + " - " + off, Why: fmt.Sprintf("does %s include %s?", amount.Name, tax.Name)}
}

// taxColumn returns the column that has the name of an amount of tax, or nil if there is none.
func (e *Entity) taxColumn() *Column {
	for i := range e.table.Columns {
		c := &e.table.Columns[i]
		if c.numeric() && c.Filled > 0 && slices.Contains(words().Taxes, normalName(c.Name)) {
			return c
		}
	}
	return nil
}

// netOf returns the column that, plus the tax, is another column in every row. It is nil if there is none.
func (e *Entity) netOf(tax *Column) *Column {
	if e.table.Ask == nil {
		return nil
	}
	var amounts []*Column // columns that may be amounts, with or without tax
	for i := range e.table.Columns {
		c := &e.table.Columns[i]
		level, _ := levelOf(c.Name, words().Entities[e.Name].Roles["amount"])
		if c != tax && c.numeric() && c.Filled > 0 && (level > none || saysTax(c.Name)) {
			amounts = append(amounts, c)
		}
	}
	for _, total := range amounts {
		for _, net := range amounts {
			if net != total && !saysTax(net.Name) && e.table.Ask.Adds(total.Name, net.Name, tax.Name) {
				return net
			}
		}
	}
	return nil
}
