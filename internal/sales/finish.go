package sales

import (
	"fmt"
	"strings"

	"bilan/internal/period"
)

// orders leaves out drafts, takes cancellations back, and says of each row what its sale and its buyer are.
func (b *builder) orders() {
	b.costed()
	draft, cancelled := "false", "false"
	if b.has("status") && b.e.Lists["draft"] != nil {
		draft = among("status", b.e.Lists["draft"])
	}
	switch {
	case b.has("status") && b.e.Lists["cancelled"] != nil:
		cancelled = among("status", b.e.Lists["cancelled"])
	case b.has("cancelled_on"):
		cancelled = "cancelled_on is not null"
	}
	b.discounts()
	if !b.has("cancelled_on") {
		b.step("select * from $last where not %s and not %s", draft, cancelled)
	} else {
		var negated []string
		for _, c := range []string{"amount", "cost", "list_amount", "discount_amount", "quantity", "open_amount"} {
			if b.has(c) {
				negated = append(negated, fmt.Sprintf("-%s as %[1]s", ident(c)))
			}
		}
		b.step("select *, %s as __cancelled from $last where not %s", cancelled, draft)
		b.step(`select * exclude (__cancelled), false as reversal from $last where not __cancelled or cancelled_on is not null
 union all by name select * exclude (__cancelled) replace (cancelled_on as day, %s), true as reversal from $last where __cancelled and cancelled_on is not null`,
			strings.Join(negated, ", "))
		b.add("reversal")
	}
	b.sale()
	b.buyer()
}

// invoices leaves deposits out and negates credit notes that are written with a positive amount.
func (b *builder) invoices() {
	b.costed()
	if list := b.e.Lists["deposits"]; b.has("kind") && list != nil {
		b.step("select * from $last where not %s", among("kind", list))
	}
	if list := b.e.Lists["credit_notes"]; b.has("kind") && list != nil {
		var negated []string
		for _, c := range []string{"amount", "cost", "quantity"} {
			if b.has(c) {
				negated = append(negated, fmt.Sprintf("case when credit_note then -abs(%s) else %[1]s end as %[1]s", ident(c)))
			}
		}
		b.step("select *, %s as credit_note from $last", among("kind", list))
		b.step("select * replace (%s) from $last", strings.Join(negated, ", "))
		b.add("credit_note")
	}
	b.sale()
	b.buyer()
}

// costed takes a cost of 0 for none, except of services.
func (b *builder) costed() {
	switch {
	case !b.has("cost"):
	case b.has("service"):
		b.step("select * replace (case when cost = 0 and not coalesce(service, false) then null else cost end as cost) from $last")
	default:
		b.step("select * replace (nullif(cost, 0) as cost) from $last")
	}
}

// discounts finds the discount or the amount at list price from each other.
func (b *builder) discounts() {
	if !b.has("list_amount") && b.has("discount_amount") {
		b.step("select *, amount + discount_amount as list_amount from $last")
		b.add("list_amount")
	}
	if !b.has("discount") && b.has("list_amount") {
		b.step("select *, cast(1 - amount / nullif(list_amount, 0) as decimal(18,6)) as discount from $last")
		b.add("discount")
	}
}

// sale adds what a sale amounts to: in every line of it, and once for those who count sales.
func (b *builder) sale() {
	order := "day, amount desc"
	for _, c := range []string{"product", "rep"} {
		if b.has(c) {
			order += ", " + c
		}
	}
	b.step("select *, sum(amount) over (partition by id) as total, row_number() over (partition by id order by %s) as __line from $last", order)
	b.step("select * exclude (__line), case when __line = 1 then total end as sale_total from $last")
	b.add("total", "sale_total")
}

// buyer adds who bought, when first, whether after a long silence, and since when the buyer is lost.
func (b *builder) buyer() {
	if !b.has("customer") {
		return
	}
	if b.m.entities["customers"].Has("group") {
		b.step("select t.*, coalesce(c.\"group\", t.customer) as buyer from $last as t left join %s as c on c.id = t.customer", b.one("customers"))
	} else {
		b.step("select *, customer as buyer from $last")
	}
	reversal := "false"
	if b.has("reversal") {
		reversal = "reversal"
	}
	b.step(`select *, case when not %[1]s then min(day) over w end as first_day, cast(day + interval %[2]s as date) as __lost,
 case when not %[1]s then lag(day) over (partition by buyer, %[1]s order by day) end as __before,
 lead(day) over (partition by buyer, %[1]s order by day) as __next from $last window w as (partition by buyer, %[1]s)`, reversal, b.m.lostAfter())
	b.step(`select * exclude (__lost, __before, __next), buyer is not null and coalesce(__before + interval %[2]s <= day, false) as won_back,
 case when buyer is not null and not %[1]s and coalesce(__next > __lost, __lost <= :today) then __lost end as lost_on from $last`, reversal, b.m.lostAfter())
	b.add("buyer", "first_day", "won_back", "lost_on")
}

// lostAfter is the time without an order after which a customer is lost, as the engine writes it.
func (m *Model) lostAfter() string {
	n, unit, err := period.ParseSpan(m.Mapping.Definitions.LostAfter)
	if err != nil {
		n, unit = 12, period.Month
	}
	return literal(fmt.Sprintf("%d %s", n, unit))
}

// quotes keeps the last revision of each, and says what became of it and when.
func (b *builder) quotes() {
	if b.has("revision_of") {
		b.step("select * from $last where id not in (select revision_of from $last where revision_of is not null)")
		b.step("select * from $last qualify row_number() over (partition by coalesce(revision_of, id) order by created desc, id desc) = 1 or revision_of is null")
	}
	expiry := fmt.Sprintf("created + %d", b.m.quoteExpires())
	if b.has("valid") {
		expiry = "coalesce(valid, " + expiry + ")"
	}
	decided := "created"
	if b.has("decided") {
		decided = "coalesce(decided, created)"
	}
	refused := "false"
	if list := b.e.Lists["refused"]; list != nil {
		refused = among("status", list)
	}
	b.step("select *, %s as __expiry, case when %s then 'accepted' when %s then 'refused' when %[1]s < :today then 'expired' end as outcome from $last",
		expiry, among("status", b.e.Lists["accepted"]), refused)
	effective := fmt.Sprintf("case when outcome in ('accepted', 'refused') then %s when outcome = 'expired' then __expiry end as decided", decided)
	if b.has("decided") {
		b.step("select * exclude (__expiry) replace (%s) from $last", effective)
	} else {
		b.step("select * exclude (__expiry), %s from $last", effective)
	}
	b.add("decided", "outcome")
}

func (m *Model) quoteExpires() int {
	if n := m.Mapping.Definitions.QuoteExpires; n > 0 {
		return n
	}
	return 90
}

// deals says whether each is open, won or lost, when it closed, and whether it is overdue.
func (b *builder) deals() {
	lost := "false"
	if list := b.e.Lists["lost"]; list != nil {
		lost = among("stage", list)
	}
	b.step("select *, case when %s then 'won' when %s then 'lost' when %s then 'open' end as state from $last", among("stage", b.e.Lists["won"]), lost,
		among("stage", b.e.Lists["stages"]))
	b.add("state")
	closed := ""
	switch {
	case b.has("closed") && b.has("close"):
		closed = "coalesce(closed, close)"
	case b.has("closed"):
		closed = "closed"
	case b.has("close"):
		closed = "close"
	}
	if closed != "" {
		effective := "case when state in ('won', 'lost') then " + closed + " end as closed"
		if b.has("closed") {
			b.step("select * replace (%s) from $last", effective)
		} else {
			b.step("select *, %s from $last", effective)
		}
		b.add("closed")
	}
	if b.has("close") {
		b.step("select *, state = 'open' and coalesce(close < :today, false) as overdue from $last")
		b.add("overdue")
	}
	keep := b.columns[:0:0]
	for _, c := range b.columns {
		if !strings.HasPrefix(c, enteredIn("")) {
			keep = append(keep, c)
		}
	}
	b.columns = keep
}

// history says when a deal left a stage, where the CRM does not.
func (b *builder) history() {
	next := "lead(entered) over (partition by deal order by entered)"
	if b.has("left") {
		b.step(`select * replace (coalesce("left", %s) as "left") from $last`, next)
		return
	}
	b.step(`select *, %s as "left" from $last`, next)
	b.add("left")
}

// entered makes a history of the days on which deals entered their stages.
func (b *builder) entered() {
	b.e = b.m.entities["deals"]
	var parts []string
	for _, r := range b.e.Roles {
		if stage, ok := strings.CutPrefix(r.Name, enteredIn("")); ok {
			parts = append(parts, fmt.Sprintf("select nullif(trim(cast(id as varchar)), '') as deal, %s as stage, cast(%s as date) as entered from %s",
				literal(stage), ident(r.Name), ident(Staged(b.e, Dataset("deals")))))
		}
	}
	b.need("deals") // its rows are staged with it
	b.steps = []string{"select * from (" + strings.Join(parts, " union all ") + ") where entered is not null"}
	b.columns = []string{"deal", "stage", "entered"}
	b.history()
}

// usual are the names that types of activities usually have.
var usual = map[string][]string{
	"visits":   {"visite", "visites", "visite client", "visit", "besuch", "visita", "bezoek"},
	"meetings": {"meeting", "rendez-vous", "rendez vous", "rdv", "réunion", "termin", "reunión", "riunione", "reunião", "afspraak"},
	"calls":    {"call", "phone call", "appel", "appel téléphonique", "appel sortant", "anruf", "llamada", "chiamata", "telefoontje", "chamada"},
}

// activities says what sort each is, and whether it is selling.
func (b *builder) activities() {
	list := func(key string) []string {
		if own := b.e.Lists[key]; own != nil {
			return own
		}
		return usual[key]
	}
	b.step("select *, case when %s then 'visit' when %s then 'meeting' when %s then 'call' end as sort from $last",
		among("type", list("visits")), among("type", list("meetings")), among("type", list("calls")))
	b.add("sort")
	if own := b.e.Lists["selling"]; own != nil {
		b.step("select *, %s as selling from $last", among("type", own))
		b.add("selling")
	}
}

// carts says which became orders.
func (b *builder) carts() {
	b.step("select *, %s as ordered from $last", among("status", b.e.Lists["ordered"]))
	b.add("ordered")
}

func (b *builder) quotas() { b.scaled(b.m.Mapping.Quotas.Scale, "amount", "margin") }

func (b *builder) commits() { b.scaled(b.m.Mapping.Commits.Scale, "amount") }

// scaled multiplies amounts by a number of the YAML.
func (b *builder) scaled(by string, columns ...string) {
	var list []string
	for _, c := range columns {
		if n, percent := strings.CutSuffix(strings.TrimSpace(by), "%"); b.has(c) && n != "" {
			if percent {
				n = strings.TrimSpace(n) + " * 0.01"
			}
			list = append(list, fmt.Sprintf("%s * %s as %[1]s", ident(c), n))
		}
	}
	if len(list) > 0 {
		b.step("select * replace (%s) from $last", strings.Join(list, ", "))
	}
}

// rates writes currencies as ISO codes are.
func (b *builder) rates() {
	b.step("select * replace (upper(currency) as currency) from $last where rate is not null and from_day is not null")
}
