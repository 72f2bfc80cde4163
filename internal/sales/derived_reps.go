package sales

import "fmt"

// repResults has a row for each rep who sold in the twelve months before the report's day: his amount, divided as 'split'
// says, his rank, and his quartile among the reps; quartile 1 sold most.
func (m *Model) repResults() Derived {
	query := fmt.Sprintf(`select rep, sum(amount) as amount, rank() over (order by sum(amount) desc) as rank, ntile(4) over (order by sum(amount) desc, rep) as quartile,
 count(*) over () as reps from (%s) where rep is not null and day >= :today - interval 12 month and day < :today group by rep`, m.creditedRows(true))
	return Derived{From: m.Revenue(), Query: query, Keys: map[string]string{"rep": "rep"}}
}

// quotaProposal has a row for each present rep: his amount in the last twelve whole months (base), in how many of these
// he was there (months), a year's amount at that pace (paced), and paced with the wanted growth (proposal). company is
// the whole company's amount with the same growth, to which the sum of the proposals should be compared.
func (m *Model) quotaProposal() Derived {
	reps := m.entities["reps"]
	months, present := "12", "true"
	if reps.role("from_day") != nil {
		months = "coalesce(least(12, greatest(1, date_diff('month', min(from_day), cast(:today as date)))), 12)"
	}
	if reps.role("until_day") != nil {
		present = "max(coalesce(until_day, date '9999-12-31')) >= :today"
	}
	team := eachColumn(m.columnsAmong("reps", "team", "region"), "arg_max($c, $c) as $c")
	if reps.role("from_day") != nil {
		team = eachColumn(m.columnsAmong("reps", "team", "region"), "arg_max($c, coalesce(from_day, date '1900-01-01')) as $c")
	}
	query := fmt.Sprintf(`with sold as (select rep, sum(amount) as base from (%[1]s) where day >= date_trunc('month', cast(:today as date)) - interval 12 month and day < date_trunc('month', cast(:today as date)) group by rep),
people as (select id as rep, max(name) as name%[2]s, %[3]s as months from sales.reps group by id having %[4]s)
select p.*, coalesce(s.base, 0) as base, cast(coalesce(s.base, 0) * 12 / p.months as decimal(38,2)) as paced, cast(coalesce(s.base, 0) * 12 / p.months * %[5]s as decimal(38,2)) as proposal,
 cast((select sum(base) from sold) * %[5]s as decimal(38,2)) as company from people p left join sold s on s.rep = p.rep`,
		m.creditedRows(true), team, months, present, m.Mapping.Definitions.Growth.SQL())
	return Derived{From: "reps", Query: query, Keys: map[string]string{"rep": "rep"}}
}

// guideline has a row for each rep and month: the number of order lines that have a discount and a largest allowed one,
// and in how many the discount is within it (inside). day is the last of the month.
func (m *Model) guideline() Derived {
	sold := ""
	if len(m.columnsAmong("orders", "reversal")) > 0 {
		sold = " and not reversal"
	}
	query := `select rep, last_day(day) as day, count(*) as lines, count(*) filter (where discount <= max_discount) as inside from sales.orders
 where rep is not null and discount is not null and max_discount is not null and day < :today` + sold + ` group by 1, 2`
	return Derived{From: "orders", Query: query, Keys: map[string]string{"rep": "rep"}}
}
