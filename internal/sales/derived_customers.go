package sales

import (
	"fmt"
	"strings"

	"bilan/internal/table"
)

// retention has a row per month for each buyer who bought in the twelve months that ended a year before the month's
// end. It has his amount in those months (base) and in the last twelve (now), and whether he bought again in these
// (again). Months without 24 months of earlier data are left out. A row without a buyer, at the end of the month before
// the first, says that the first month is complete.
func (m *Model) retention() Derived {
	buyerColumns := m.columnsAmong(m.Revenue(), "rep", "segment", "region", "country")
	query := fmt.Sprintf(`with months as (select buyer, cast(date_trunc('month', day) as date) as month, sum(amount) as amount, count(*) filter (where %[1]s) > 0 as bought
 from %[2]s where buyer is not null and day < :today group by 1, 2),
spread as (select buyer, amount, bought, k, last_day(cast(month + to_months(cast(k as integer)) as date)) as day from months, (select unnest(range(24)) as k)),
who as (select buyer%[3]s from %[2]s where buyer is not null and day < :today group by buyer),
states as (select buyer, day, sum(case when k >= 12 then amount else 0 end) as base, sum(case when k < 12 then amount else 0 end) as now,
 coalesce(bool_or(k >= 12 and bought), false) as was, coalesce(bool_or(k < 12 and bought), false) as again
 from spread where day < :today and day >= (select last_day(cast(min(month) + interval 23 month as date)) from months) group by 1, 2)
select s.buyer, s.day, s.base, s.now, s.again%[4]s from states s join who w on w.buyer = s.buyer where s.was
 union all by name select null as buyer, last_day(cast(min(month) + interval 22 month as date)) as day from months having last_day(cast(min(month) + interval 22 month as date)) < :today`,
		m.purchaseCondition(), canonicalName(m.Revenue()), eachColumn(buyerColumns, "arg_max($c, day) as $c"), eachColumn(buyerColumns, "w.$c"))
	return Derived{From: m.Revenue(), Query: query, Keys: keysOf(buyerColumns)}
}

// loyalty has a row for each buyer of the last twelve months: in how many consecutive spans of twelve months, counted
// back from the report's day, he bought (years), and his amount in the latest span.
func (m *Model) loyalty() Derived {
	query := fmt.Sprintf(`with slices as (select buyer, cast(floor(datesub('month', day, cast(:today as date) - 1) / 12) as integer) as slice, sum(amount) as amount, count(*) filter (where %[1]s) > 0 as bought
 from %[2]s where buyer is not null and day < :today group by 1, 2),
runs as (select buyer, slice, amount, slice - row_number() over (partition by buyer order by slice) + 1 as gap from slices where bought)
select buyer, count(*) as years, max(amount) filter (where slice = 0) as amount from runs where gap = 0 group by buyer`, m.purchaseCondition(), canonicalName(m.Revenue()))
	return Derived{From: m.Revenue(), Query: query, Keys: map[string]string{}}
}

// accounts has a row for each customer who bought: his amount in twelve months, his last order, the usual days between
// two orders (the 90th percentile of at least four intervals), and facts about contacts, requests and satisfaction.
func (m *Model) accounts() Derived {
	customerColumns := m.columnsAmong(m.Revenue(), "customer_name", "rep", "rep_name", "segment", "region", "country")
	columns, joins := "", ""
	if m.Maps("activities.customer") {
		columns += ", t.last_contact"
		joins += " left join (select customer, max(day) as last_contact from sales.activities where day <= :today group by customer) t on t.customer = b.customer"
	}
	if m.Maps("tickets.customer") {
		columns += ", coalesce(q.tickets, 0) as tickets"
		joins += " left join (select customer, count(*) as tickets from sales.tickets where opened >= :today - interval 12 month and opened <= :today group by customer) q on q.customer = b.customer"
	}
	if score := m.columnsAmong("surveys", "score", "satisfaction"); m.Maps("surveys.customer") && len(score) > 0 {
		columns += ", v.score"
		joins += fmt.Sprintf(" left join (select customer, avg(%s) as score from sales.surveys where answered >= :today - interval 12 month and answered <= :today group by customer) v on v.customer = b.customer", score[0])
	}
	query := fmt.Sprintf(`with days as (select distinct customer, day from %[1]s where customer is not null and %[2]s and day <= :today),
gaps as (select customer, day, date_diff('day', lag(day) over (partition by customer order by day), day) as gap from days),
rhythm as (select customer, max(day) as newest, count(*) filter (where day >= :today - interval 12 month) as orders, case when count(gap) >= 4 then quantile_disc(gap, 0.9) end as usual from gaps group by customer),
bought as (select customer%[3]s, coalesce(sum(amount) filter (where day >= :today - interval 12 month), 0) as amount from %[1]s where customer is not null and day <= :today group by customer)
select b.*, r.orders, r.newest, date_diff('day', r.newest, :today) as silent, r.usual,
 coalesce(date_diff('day', r.newest, :today) > r.usual, false) as late%[4]s from bought b join rhythm r on r.customer = b.customer%[5]s`,
		canonicalName(m.Revenue()), m.purchaseCondition(), eachColumn(customerColumns, "arg_max($c, day) as $c"), columns, joins)
	return Derived{From: m.Revenue(), Query: query, Keys: keysOf(append([]string{"customer"}, customerColumns...))}
}

// receivables has a row for each line of an invoice that is not paid at the end of a month, for every complete month since the
// first invoice.
func (m *Model) receivables() Derived {
	who := m.columnsAmong("invoices", "customer", "customer_name", "rep", "rep_name", "segment", "region", "country", "channel")
	query := fmt.Sprintf(`with first as (select cast(date_trunc('month', min(day)) as date) as month, date_diff('month', min(day), cast(:today as date)) as months from sales.invoices),
ends as (select last_day(cast(month + to_months(cast(k as integer)) as date)) as day from (select month, unnest(range(months)) as k from first))
select i.id, i.amount, i.due, e.day, date_diff('day', i.due, e.day) as overdue_days%[1]s
 from sales.invoices i join ends e on i.day <= e.day and (i.paid is null or i.paid > e.day) where e.day < :today`, eachColumn(who, "i.$c"))
	return Derived{From: "invoices", Query: query, Keys: keysOf(append([]string{"overdue_days"}, who...))}
}

// legalForms are words of a company's name that do not identify it.
const legalForms = `\b(sarl|sas|sasu|sa|eurl|snc|sci|gmbh|ag|kg|ohg|ltd|limited|plc|llc|inc|bv|nv|srl|spa|sl|lda|ets|etablissements|societe|ste)\b`

// duplicates has a row for each customer who has the same tax number as another, or the same name apart from legal form,
// case, accents and the order of words.
func (m *Model) duplicates() Derived {
	columns := m.columnsAmong("customers", "rep", "segment", "region", "country", "mail")
	name := fmt.Sprintf("nullif(trim(list_aggregate(list_sort(list_filter(string_split(regexp_replace(regexp_replace(%s, '[^a-z0-9]+', ' ', 'g'), '%s', ' ', 'g'), ' '), lambda x : x <> '')), 'string_agg', ' ')), '')",
		foldedSQL("name"), legalForms)
	keys := []string{"select id, 'name' as same, " + name + " as value from sales.customers"}
	if m.Maps("customers.tax_id") {
		keys = append(keys, "select id, 'tax' as same, lower(regexp_replace(tax_id, '[^A-Za-z0-9]', '', 'g')) as value from sales.customers")
	}
	query := fmt.Sprintf(`with keys as (%[1]s), shared as (select same, value, count(distinct id) as records from keys where value <> '' group by all having count(distinct id) > 1),
found as (select k.id, s.value, s.records from keys k join shared s on s.same = k.same and s.value = k.value qualify row_number() over (partition by k.id order by s.records desc, s.same desc) = 1)
select c.id, c.name%[2]s, f.value as shared_key, f.records from found f join (select * from sales.customers qualify row_number() over (partition by id order by name) = 1) c on c.id = f.id`,
		strings.Join(keys, " union all "), eachColumn(columns, "c.$c"))
	return Derived{From: "customers", Query: query, Keys: keysOf(columns), State: true}
}

// requiredRoles are the roles for which data_quality counts the filled rows.
var requiredRoles = []struct {
	entity, where string
	roles         []string
}{
	{"customers", "true", []string{"segment", "region", "country", "rep", "mail", "phone", "tax_id"}},
	{"orders", "day >= :today - interval 12 month and day <= :today", []string{"rep", "customer", "product"}},
	{"deals", "state = 'open'", []string{"rep", "customer", "close", "next_step"}},
	{"quotes", "created >= :today - interval 12 month", []string{"rep", "customer", "amount"}},
}

// completeness has a row for each required role that is mapped: the user's names of the table and the column, the
// number of rows, and how many of them are filled.
func (m *Model) completeness() Derived {
	from := "customers"
	var parts []string
	for _, entry := range requiredRoles {
		e := m.entities[entry.entity]
		for _, role := range entry.roles {
			if !e.Has(role) {
				continue
			}
			r := e.role(role)
			if r == nil {
				r = e.Lines.role(role)
			}
			parts = append(parts, fmt.Sprintf("select %s as held, %s as field, count(*) as records, count(%s) as filled from %s where %s",
				table.Literal(e.From[0][strings.LastIndex(e.From[0], ".")+1:]), table.Literal(r.Text), table.Ident(role), canonicalName(entry.entity), entry.where))
			from = entry.entity
		}
	}
	if len(parts) == 0 {
		parts = []string{"select '' as held, '' as field, 0 as records, 0 as filled from sales.customers where false"}
	}
	return Derived{From: from, Query: strings.Join(parts, " union all "), Keys: map[string]string{}, State: true}
}
