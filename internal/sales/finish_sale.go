package sales

import (
	"fmt"
	"strings"

	"bilan/internal/table"
)

// finishOrders leaves out drafts, adds a negated row for each cancellation, and adds discounts, the sale and the buyer.
func (b *builder) finishOrders() {
	b.clearZeroCosts()
	draft, cancelled := "false", "false"
	if b.has("status") && b.e.Lists["draft"] != nil {
		draft = inListSQL("status", b.e.Lists["draft"])
	}
	switch {
	case b.has("status") && b.e.Lists["cancelled"] != nil:
		cancelled = inListSQL("status", b.e.Lists["cancelled"])
	case b.has("cancelled_on"):
		cancelled = "cancelled_on is not null"
	}
	b.addDiscounts()
	if !b.has("cancelled_on") {
		b.addStep("select * from $last where not %s and not %s", draft, cancelled)
	} else {
		var negated []string
		for _, c := range []string{"amount", "cost", "list_amount", "discount_amount", "quantity", "open_amount"} {
			if b.has(c) {
				negated = append(negated, fmt.Sprintf("-%s as %[1]s", table.Ident(c)))
			}
		}
		b.addStep("select *, %s as __cancelled from $last where not %s", cancelled, draft)
		b.addStep(`select * exclude (__cancelled), false as reversal from $last where not __cancelled or cancelled_on is not null
 union all by name select * exclude (__cancelled) replace (cancelled_on as day, %s), true as reversal from $last where __cancelled and cancelled_on is not null`,
			strings.Join(negated, ", "))
		b.addColumns("reversal")
	}
	b.addSale()
	b.addOpenAmount()
	b.addBuyer()
}

// addOpenAmount adds the part of an order that is not invoiced yet, from the invoices that refer to it, unless a column
// of the user has it.
func (b *builder) addOpenAmount() {
	if b.has("open_amount") || !b.m.entities["invoices"].Has("order") {
		return
	}
	b.addStep(`select t.*, case when t.sale_total is not null then greatest(0, t.total - coalesce(i.amount, 0)) end as open_amount from $last as t
 left join (select "order", sum(amount) as amount from %s where day <= :today group by "order") as i on i."order" = t.id`, b.datasetOf("invoices"))
	b.addColumns("open_amount")
}

// finishInvoices leaves out deposits, negates credit notes that have a positive amount, and adds the sale and the buyer.
func (b *builder) finishInvoices() {
	b.clearZeroCosts()
	if list := b.e.Lists["deposits"]; b.has("kind") && list != nil {
		b.addStep("select * from $last where not %s", inListSQL("kind", list))
	}
	if list := b.e.Lists["credit_notes"]; b.has("kind") && list != nil {
		var negated []string
		for _, c := range []string{"amount", "cost", "quantity"} {
			if b.has(c) {
				negated = append(negated, fmt.Sprintf("case when credit_note then -abs(%s) else %[1]s end as %[1]s", table.Ident(c)))
			}
		}
		b.addStep("select *, %s as credit_note from $last", inListSQL("kind", list))
		b.addStep("select * replace (%s) from $last", strings.Join(negated, ", "))
		b.addColumns("credit_note")
	}
	b.addSale()
	b.addBuyer()
}

// clearZeroCosts treats a cost of 0 as unknown, except for services.
func (b *builder) clearZeroCosts() {
	switch {
	case !b.has("cost"):
	case b.has("service"):
		b.addStep("select * replace (case when cost = 0 and not coalesce(service, false) then null else cost end as cost) from $last")
	default:
		b.addStep("select * replace (nullif(cost, 0) as cost) from $last")
	}
}

// addDiscounts adds the amount at list price, if there is a discount amount, and the discount, if there is a list amount.
func (b *builder) addDiscounts() {
	if !b.has("list_amount") && b.has("discount_amount") {
		b.addStep("select *, amount + discount_amount as list_amount from $last")
		b.addColumns("list_amount")
	}
	if !b.has("discount") && b.has("list_amount") {
		b.addStep("select *, cast(1 - amount / nullif(list_amount, 0) as decimal(18,6)) as discount from $last")
		b.addColumns("discount")
	}
}

// addSale adds the total of a sale: in each of its lines (total), and in only one of them (sale_total).
func (b *builder) addSale() {
	order := "day, amount desc"
	for _, c := range []string{"product", "rep"} {
		if b.has(c) {
			order += ", " + c
		}
	}
	b.addStep("select *, sum(amount) over (partition by id) as total, row_number() over (partition by id order by %s) as __line from $last", order)
	b.addStep("select * exclude (__line), case when __line = 1 then total end as sale_total from $last")
	b.addColumns("total", "sale_total")
}

// addBuyer adds the buyer of each row, his first day, whether he was won back by it after LostAfter, the day from which
// he counts as lost if he bought nothing afterwards (lost_on), and whether he is new. lost_by is the day on which that
// is known for a row, lost or not. Months in which nobody was lost therefore have rows too.
func (b *builder) addBuyer() {
	if !b.has("customer") {
		return
	}
	if b.m.entities["customers"].Has("group") {
		b.addStep("select t.*, coalesce(c.\"group\", t.customer) as buyer from $last as t left join %s as c on c.id = t.customer", b.newestRows("customers"))
	} else {
		b.addStep("select *, customer as buyer from $last")
	}
	reversal := "false"
	if b.has("reversal") {
		reversal = "reversal"
	}
	b.addStep(`select *, case when not %[1]s then min(day) over w end as first_day, cast(day + interval %[2]s as date) as __lost,
 case when not %[1]s then lag(day) over (partition by buyer, %[1]s order by day) end as __before,
 lead(day) over (partition by buyer, %[1]s order by day) as __next from $last window w as (partition by buyer, %[1]s)`, reversal, b.m.lostAfterSQL())
	b.addStep(`select * exclude (__lost, __before, __next), buyer is not null and coalesce(__before + interval %[2]s <= day, false) as won_back,
 case when buyer is not null and not %[1]s and coalesce(__next > __lost, __lost <= :today) then __lost end as lost_on,
 case when __lost <= :today then __lost end as lost_by from $last`, reversal, b.m.lostAfterSQL())
	b.addColumns("buyer", "first_day", "won_back", "lost_on", "lost_by")
	b.addNewcomer(reversal)
}

// addNewcomer adds whether a row is of a buyer's first day. In the first twelve months of the data every buyer would
// look new. There he is new if his account was created in the twelve months before; without that day it is null, for
// unknown.
func (b *builder) addNewcomer(reversal string) {
	const first = "case when %s or day is distinct from first_day or buyer is null then false when day >= (select min(day) + interval 12 month from $last) then true%s end as newcomer"
	if b.m.entities["customers"].Has("created") {
		b.addStep("select t.*, "+first+" from $last as t left join %s as c on c.id = t.customer", reversal, " when c.created is not null then c.created > t.day - interval 12 month", b.newestRows("customers"))
	} else {
		b.addStep("select *, "+first+" from $last", reversal, "")
	}
	b.addColumns("newcomer")
}

// lostAfterSQL returns LostAfter as a SQL interval literal.
func (m *Model) lostAfterSQL() string {
	after := m.LostAfter()
	return table.Literal(fmt.Sprintf("%d %s", after.N, after.Unit))
}
