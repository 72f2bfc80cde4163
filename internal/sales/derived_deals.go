package sales

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
)

// quotasOfRevenue reports whether the quotas are objectives for revenue.
func (m *Model) quotasOfRevenue() bool {
	of := m.Mapping.Quotas.Of
	return m.Revenue() != "" && (of == "" || of == "revenue" || of == "ordered" && m.Revenue() == "orders" || of == "invoiced" && m.Revenue() == "invoices")
}

// attainment has a row for each rep and month up to the present one: the objective, the actual (divided as 'split' says),
// and the open deals that are due in the month and not overdue. current marks the present month.
func (m *Model) attainment() Derived {
	revenue := m.Revenue()
	by := m.Maps("quotas.rep") && m.Maps(revenue+".rep")
	rep, keys := "cast(null as varchar)", map[string]string{}
	if by {
		rep, keys = "rep", map[string]string{"rep": "rep"}
	}
	actual := fmt.Sprintf("select %s as rep, cast(date_trunc('month', day) as date) as month, 0 as objective, amount as actual, 0 as due from (%s) where day < :today", rep, m.creditedRows(by))
	parts := []string{fmt.Sprintf("select %s as rep, month, amount as objective, 0 as actual, 0 as due from sales.quotas", rep), actual}
	if m.Maps("deals.close") {
		if !m.Maps("deals.rep") {
			rep = "cast(null as varchar)"
		}
		parts = append(parts, fmt.Sprintf("select %s, cast(date_trunc('month', close) as date), 0, 0, amount from sales.deals where state = 'open' and close >= :today", rep))
	}
	query := fmt.Sprintf(`select rep, month, sum(objective) as objective, sum(actual) as actual, sum(due) as due, month = date_trunc('month', cast(:today as date)) as current, last_day(month) as month_end from (%s)
 where month <= :today group by rep, month`, strings.Join(parts, " union all "))
	return Derived{From: "quotas", Query: query, Keys: keys, State: true}
}

// creditedRows returns the SQL for the rows of revenue with day and amount. With byRep they also have the rep, and are
// divided as 'split' says.
func (m *Model) creditedRows(byRep bool) string {
	revenue := m.Revenue()
	if !byRep {
		return "select day, amount from " + canonicalName(revenue)
	}
	if m.SharedEntity() != revenue {
		return "select rep, day, amount from " + canonicalName(revenue)
	}
	return fmt.Sprintf(`select coalesce(s.rep, o.rep) as rep, o.day, cast(o.amount * coalesce(s.part, 1) as decimal(38,6)) as amount from %s o
 left join (select id, rep, share / sum(share) over (partition by id) as part from sales.split) s on s.id = o.id`, canonicalName(revenue))
}

// stageExits has a row for each deal and each open stage that it left. The deal passed the stage if it went on to a
// later one or was won; a skipped stage counts as passed. Going back is no exit. If a deal left a stage several times,
// passed is true if it passed once.
func (m *Model) stageExits() Derived {
	deals := m.entities["deals"]
	names := make([]string, len(deals.Lists["stages"]))
	for i, s := range deals.Lists["stages"] {
		names[i] = fmt.Sprintf("(%d, %s)", i+1, table.Literal(s))
	}
	number := func(column string) string {
		b := builder{e: deals}
		return "case " + strings.ReplaceAll(b.stageBranches(), foldedSQL("stage"), foldedSQL(column)) + " end"
	}
	won := inListSQL("stage", deals.Lists["won"])
	dealColumns := m.columnsAmong("deals", "rep", "segment", "region", "source")
	query := fmt.Sprintf(`with named(stage_no, stage) as (values %[1]s),
steps as (select deal, entered, %[2]s as step, %[3]s as won from sales.deal_history where entered <= :today),
moves as (select s.deal, s.step, coalesce(lead(s.entered) over w, d.closed) as "left",
 case when lead(s.deal) over w is null then case when d.state = 'won' then %[4]d when d.state = 'lost' then 0 end
 when lead(s.won) over w then %[4]d else coalesce(lead(s.step) over w, 0) end as next, d.amount%[5]s
 from steps s join sales.deals d on d.id = s.deal window w as (partition by s.deal order by s.entered, s.step nulls last)),
exits as (select deal, unnest(case when next > step then range(step, next) when next = 0 then [step] else [] end) as stage_no, next > 0 as passed, "left", amount%[6]s
 from moves where step is not null and "left" <= :today)
select e.deal, n.stage, e.stage_no, max("left") as "left", bool_or(passed) as passed, any_value(amount) as amount%[7]s from exits e join named n on n.stage_no = e.stage_no group by 1, 2, 3`,
		strings.Join(names, ", "), number("stage"), won, len(names)+1, eachColumn(dealColumns, "d.$c"), eachColumn(dealColumns, "$c"), eachColumn(dealColumns, "any_value($c) as $c"))
	return Derived{From: "deals", Query: query, Keys: keysOf(dealColumns)}
}

// dealMoves has a row for each deal that exists today or existed on the day before the report's shortest period. It has
// the deal's former and present state, and its amounts in the flow opening + created + reopened − won − lost − removed
// ± revalued = closing.
func (m *Model) dealMoves() Derived {
	dealColumns := m.columnsAmong("deals", "label", "rep", "rep_name", "customer", "customer_name", "segment", "region", "source", "probability", "next_step")
	weighted := "0"
	if m.Maps("deals.probability") {
		weighted = "case when state = 'open' then a1 * probability else 0 end"
	}
	beforeAndNow := ""
	for _, c := range m.columnsAmong("deals", "stage", "amount", "close") {
		beforeAndNow += fmt.Sprintf(", b.%[1]s as %[1]s_before, d.%[1]s", c)
	}
	query := fmt.Sprintf(`with p as (select coalesce(bool_or(photographed), false) as known from sales.deals_before),
x as (select coalesce(d.id, b.id) as id%[1]s%[2]s, b.state as state_before, d.state, coalesce(b.amount, 0) as a0, coalesce(d.amount, 0) as a1,
 b.id is null as fresh, d.id is null as gone, b.state = 'open' as was, b.photographed, b.since from sales.deals d full join sales.deals_before b on b.id = d.id)
select * exclude (a0, a1, fresh, gone, was) replace ((select known from p) as photographed), case when was then a0 else 0 end as opening, case when fresh and state is not null then a1 else 0 end as created,
 case when not (select known from p) then null when state_before in ('won', 'lost') and state = 'open' then a1 else 0 end as reopened,
 case when (was or fresh) and state = 'won' then a1 else 0 end as won_amount, case when (was or fresh) and state = 'lost' then a1 else 0 end as lost_amount,
 case when was and gone then a0 else 0 end as removed, case when not (select known from p) then null when was and not gone then a1 - a0 else 0 end as revalued, case when state = 'open' then a1 else 0 end as closing, %[3]s as weighted from x`,
		eachColumn(dealColumns, "coalesce(d.$c, b.$c) as $c"), beforeAndNow, weighted)
	return Derived{From: "deals", Query: query, Keys: keysOf(dealColumns), State: true}
}

// DealsBeforeName is the name of the dataset with the deals as of the day before a report's shortest period.
const DealsBeforeName = "deals_before"

// DealsBeforeSQL returns the SELECT of sales.deals_before: the deals as of the start of a day, such as 2026-11-09.
// photo is the table with the rows of a photo, and photoColumns are its columns. Without a photo, the deals have
// today's amounts and expected days, and their stages come from deal_history, if that is mapped.
func (m *Model) DealsBeforeSQL(day, photo string, photoColumns []string) string {
	columns := m.Columns("deals")
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = table.Ident(c)
		if photo != "" && !slices.Contains(photoColumns, c) {
			list[i] = "null as " + table.Ident(c)
		}
	}
	if photo != "" {
		return fmt.Sprintf("select %s, true as photographed, date '%s' as since from %s", strings.Join(list, ", "), day, table.Ident(photo))
	}
	stage, join := "cast(null as varchar)", ""
	if m.needIsMapped("deal_history") {
		stage = "h.stage"
		join = fmt.Sprintf(" left join (select deal, arg_max(stage, entered) as stage from sales.deal_history where entered < date '%s' group by deal) h on h.deal = d.id", day)
	}
	return fmt.Sprintf(`select %[1]s, false as photographed, date '%[2]s' as since from (select d.* replace (%[3]s as stage,
 case when state in ('won', 'lost') and closed < date '%[2]s' then state else 'open' end as state) from sales.deals d%[4]s where created < date '%[2]s')`,
		strings.Join(list, ", "), day, stage, join)
}

// OnlyPhotographed reports whether the SQL of a pack's table selects only rows that need a photo of the deals.
func OnlyPhotographed(sql string) bool {
	return strings.Contains(sql, Dataset("deal_moves")+" where photographed ")
}
