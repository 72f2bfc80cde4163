package sales

import (
	"fmt"
	"strings"

	"bilan/internal/table"
)

// roles returns the roles of the entity and of its lines. A role of the lines replaces the entity's role of the same
// name.
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

// addRows adds the first step: the staged rows, joined with their lines if the entity has these.
func (b *builder) addRows() {
	head := table.Ident(StagedDataset(b.e, Dataset(b.e.Name)))
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
		list = append(list, from+table.Ident(r.Name))
	}
	b.steps = []string{fmt.Sprintf("select %s from %s as h join %s as l on trim(cast(l.\"order\" as varchar)) = trim(cast(h.id as varchar))",
		strings.Join(list, ", "), head, table.Ident(StagedDataset(b.e.Lines, Dataset(b.e.Name))))}
}

// addTyped adds a step that gives each role the type of its kind, and converts amounts to the company's currency.
func (b *builder) addTyped() {
	var list []string
	for _, r := range b.roles() {
		sql := typedSQL(r, b.kinds[r.Name])
		if r.Kind == "amount" && b.convertsAmounts() {
			sql += " * __rate"
		}
		list = append(list, sql+" as "+table.Ident(r.Name))
		b.columns = append(b.columns, r.Name)
	}
	from := "$last as r"
	if b.convertsAmounts() {
		from = b.withRates()
	}
	b.addStep("select %s from %s", strings.Join(list, ", "), from)
}

// convertsAmounts reports whether amounts are converted: the entity has a currency column and there are rates.
func (b *builder) convertsAmounts() bool {
	return b.e.role("currency") != nil && b.e.Name != "rates" && b.m.entities["rates"] != nil
}

// withRates returns a subquery that joins each row with the rate of its currency on its day. The rate is 1 for the
// company's currency and for rows without one.
func (b *builder) withRates() string {
	return fmt.Sprintf(`(select s.*, case when s.__currency = %s then 1 else t.rate end as __rate from
 (select *, coalesce(upper(nullif(trim(cast(currency as varchar)), '')), %[1]s) as __currency, cast(day as date) as __day from $last) as s
 asof left join %s as t on t.currency = s.__currency and t.from_day <= s.__day) as r`, table.Literal(b.m.Currency), b.datasetOf("rates"))
}
