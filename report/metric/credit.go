package metric

import "fmt"

// rounding is what the shares of a row may miss 100 % by: a third as a binary float, or cut at its tenth digit. It goes
// to the row's largest share, so that nothing of an amount is lost.
const rounding = "0.000000001"

// sharesSQL is a subquery with one row per shared row and member: id and member as clean texts, share of type
// DECIMAL(38,12) from 0 to 1. Shares of nothing are left out. Shares are taken to ten digits behind the point.
func (c *Credit) sharesSQL() string {
	return fmt.Sprintf("(with %s select id, member, share + rest as share from (select id, member, share,"+
		" case when row_number() over (partition by id order by share desc, member) = 1 and abs(1 - total) < %s then 1 - total else 0 end as rest"+
		" from (select id, member, share * unit as share, sum(share * unit) over (partition by id) as total from __shares, __unit))"+
		" where share + rest <> 0)", c.sharesWith(), rounding)
}

// sharesWith is what stands behind with: __shares (id, member, share as written) and __unit, the one number that makes
// all shares go from 0 to 1. The sums per row choose it: more of them are 1, or more of them 100. Where as many are, a
// share above 1 makes them per cents.
func (c *Credit) sharesWith() string {
	return fmt.Sprintf("__shares as (select %s as id, %s as member, sum(cast(%s as decimal(38,10))) as share from %s where %[1]s is not null group by 1, 2),"+
		" __sums as (select sum(share) as total from __shares group by id),"+
		" __found as (select count(*) filter (where abs(total - 1) < %[5]s) as ones, count(*) filter (where abs(total - 100) < 100 * %[5]s) as hundreds from __sums),"+
		" __unit as (select case when hundreds > ones or hundreds = ones and (select max(share) from __shares) > 1 then 0.01 else 1.00 end as unit from __found)",
		clean(ident(c.ID)), clean(ident(c.Member)), ident(c.Share), ident(c.Dataset), rounding)
}

// credits tells whether a cut by the dimension shares the dataset's rows: it is the credit's own, or what that rolls up to.
func (m *Model) credits(ds Dataset, dim string) bool {
	if of, by, pair := pairOf(dim); pair {
		return m.credits(ds, of) || m.credits(ds, by)
	}
	if ds.Credit == nil || dim == "" || ds.Keys[ds.Credit.By] == "" {
		return false
	}
	if ds.Keys[dim] != "" {
		return dim == ds.Credit.By
	}
	child := m.child(ds, dim)
	return child != nil && child.Name == ds.Credit.By
}

// Rows is a dataset's rows as SQL reads them: a table or, with the column credit where rows can be shared, a subquery.
func (m *Model) Rows(dataset string) string { return m.whole(dataset) + " as d" }

// whole is a dataset's rows as they stand. Where rows can be shared, each has the column credit with 1.
func (m *Model) whole(dataset string) string {
	if m.Datasets[dataset].Credit == nil {
		return ident(dataset)
	}
	return fmt.Sprintf("(select *, cast(1 as decimal(38,12)) as credit from %s)", ident(dataset))
}

// measuredRows is a subquery of the rows that a metric is computed from: keyed, filtered and, where the cut asks for it,
// shared. The filter judges rows as they stand, never a part of one: a deal of 12 000 is above 10 000 for both who share it.
func (m *Model) measuredRows(mt *Metric, dim string) (string, error) {
	if of, by, pair := pairOf(dim); pair {
		return m.pairedRows(mt, of, by)
	}
	ds := m.Datasets[mt.Dataset]
	if !m.credits(ds, dim) {
		rows, err := m.keyedRows(m.whole(mt.Dataset), mt.Dataset, dim, mt.Date, clean)
		return fmt.Sprintf("(select * from %s as d where %s)", rows, filter(mt)), err
	}
	rows := fmt.Sprintf("(select *, %s as __own from %s as d where %s)", clean(ident(ds.Keys[ds.Credit.By])), m.whole(mt.Dataset), filter(mt))
	return m.keyedRows(m.shared(ds, rows), mt.Dataset, dim, mt.Date, func(column string) string { return column })
}

// SharesSQL selects the shares of a dataset's rows: __row, a value of the id column as it stands there, and id, member
// and share. It is the costly part of a cut: who asks for many keeps its answer in a table, and names that in Credit.Kept.
func (m *Model) SharesSQL(dataset string) string {
	c := m.Datasets[dataset].Credit
	return fmt.Sprintf("select d.__row, s.id, s.member, s.share from (select distinct %s as __row from %s) as d join %s as s on s.id = %s",
		ident(c.ID), ident(dataset), c.sharesSQL(), clean("d.__row"))
}

func (m *Model) shares(ds Dataset) string {
	if ds.Credit.Kept != "" {
		return ident(ds.Credit.Kept)
	}
	return "(" + m.SharesSQL(ds.Name) + ")"
}

// shared is a subquery with one row per share of each of the rows, which have their own key as __own: its key is the
// share's member, its amounts are multiplied, exactly, and credit is the share. A whole amount, or a decimal one, of s
// digits becomes a DECIMAL(38,s+12); one that does not fit is an error of the engine. Binary floats stay what they are.
func (m *Model) shared(ds Dataset, rows string) string {
	c := ds.Credit
	parts := fmt.Sprintf("case when s.id is null then d.__own else s.member end as %s, coalesce(s.share, d.credit) as credit", ident(ds.Keys[c.By]))
	for _, amount := range c.Amounts {
		parts += fmt.Sprintf(", d.%[1]s * coalesce(s.share, d.credit) as %[1]s", ident(amount))
	}
	return fmt.Sprintf("(select d.* replace (%s) from %s as d left join %s as s on s.__row = d.%s)", parts, rows, m.shares(ds), ident(c.ID))
}

// sharedCount is the hint at slices that do not add up because a shared row counts for each who shares it.
func (m *Model) sharedCount(mt *Metric, dim string) string {
	if ds := m.Datasets[mt.Dataset]; m.credits(ds, dim) {
		return fmt.Sprintf(" (rows of %q are shared: write sum(credit) to count each once, and list every amount in credit: {amounts: …})", ds.Name)
	}
	return ""
}
