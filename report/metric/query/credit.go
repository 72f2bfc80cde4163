package query

import (
	"fmt"

	"bilan/internal/table"
	"bilan/report/metric"
)

// Rounding is the largest difference between the sum of a row's shares and 1, such as that of three thirds. The
// difference is added to the row's largest share, so that nothing of an amount is lost.
const Rounding = "0.000000001"

// sharesSQL is a subquery with one row for each shared row and member: id and member as clean texts, and share as a
// DECIMAL(38,12) from 0 to 1. Shares are read with ten decimals; those of 0 are left out.
func sharesSQL(c *metric.Credit) string {
	return fmt.Sprintf("(with %s select id, member, share + rest as share from (select id, member, share,"+
		" case when row_number() over (partition by id order by share desc, member) = 1 and abs(1 - total) < %s then 1 - total else 0 end as rest"+
		" from (select id, member, share * unit as share, sum(share * unit) over (partition by id) as total from __shares, __unit))"+
		" where share + rest <> 0)", SharesWith(c), Rounding)
}

// SharesWith is the SQL after "with" that defines __shares (id, member, share as written) and __unit, the factor that
// converts shares to 0 to 1. Shares are percentages if more rows have the sum 100 than the sum 1. If both are equally
// frequent, they are percentages if any share is above 1.
func SharesWith(c *metric.Credit) string {
	return fmt.Sprintf("__shares as (select %s as id, %s as member, sum(cast(%s as decimal(38,10))) as share from %s where %[1]s is not null group by 1, 2),"+
		" __sums as (select sum(share) as total from __shares group by id),"+
		" __found as (select count(*) filter (where abs(total - 1) < %[5]s) as ones, count(*) filter (where abs(total - 100) < 100 * %[5]s) as hundreds from __sums),"+
		" __unit as (select case when hundreds > ones or hundreds = ones and (select max(share) from __shares) > 1 then 0.01 else 1.00 end as unit from __found)",
		CleanSQL(table.Ident(c.ID)), CleanSQL(table.Ident(c.Member)), table.Ident(c.Share), table.Ident(c.Dataset), Rounding)
}

// IsShared reports whether rows of the dataset are shared between members of the dimension dim: it is the dimension of
// Credit, or a coarser one.
func IsShared(m *metric.Model, ds metric.Dataset, dim string) bool {
	if of, by, pair := metric.PairOf(dim); pair {
		return IsShared(m, ds, of) || IsShared(m, ds, by)
	}
	if ds.Credit == nil || dim == "" || ds.Keys[ds.Credit.By] == "" {
		return false
	}
	if ds.Keys[dim] != "" {
		return dim == ds.Credit.By
	}
	child := m.Child(ds, dim)
	return child != nil && child.Name == ds.Credit.By
}

// Rows is the SQL after "from" for a dataset's rows, with the alias d. If rows can be shared, they have the column
// credit.
func Rows(m *metric.Model, dataset string) string { return WholeRows(m, dataset) + " as d" }

// WholeRows is the table of a dataset's rows. If rows can be shared, it is a subquery that adds the column credit,
// which is 1.
func WholeRows(m *metric.Model, dataset string) string {
	if m.Datasets[dataset].Credit == nil {
		return table.Ident(dataset)
	}
	return fmt.Sprintf("(select *, cast(1 as decimal(38,12)) as credit from %s)", table.Ident(dataset))
}

// MeasuredRows is a subquery of the rows that a metric is computed from: filtered, with __key and __raw, and divided by
// shares if the dimension needs it. The filter applies before rows are divided: a deal of 12 000 is above 10 000 for
// both members who share it.
func MeasuredRows(m *metric.Model, mt *metric.Metric, dim string) (string, error) {
	if of, by, pair := metric.PairOf(dim); pair {
		return pairedRows(m, mt, of, by)
	}
	ds := m.Datasets[mt.Dataset]
	if !IsShared(m, ds, dim) {
		rows, err := KeyedRows(m, WholeRows(m, mt.Dataset), mt.Dataset, dim, mt.Date, CleanSQL)
		return fmt.Sprintf("(select * from %s as d where %s)", rows, FilterSQL(mt)), err
	}
	rows := fmt.Sprintf("(select *, %s as __own from %s as d where %s)", CleanSQL(table.Ident(ds.Keys[ds.Credit.By])), WholeRows(m, mt.Dataset), FilterSQL(mt))
	return KeyedRows(m, sharedRows(m, ds, rows), mt.Dataset, dim, mt.Date, func(column string) string { return column })
}

// SharesSQL selects the shares of a dataset's rows: __row (the value of the id column, unchanged), id, member and
// share. It is slow; a caller with many statements keeps the result in a table and names it in Credit.Kept.
func SharesSQL(m *metric.Model, dataset string) string {
	c := m.Datasets[dataset].Credit
	return fmt.Sprintf("select d.__row, s.id, s.member, s.share from (select distinct %s as __row from %s) as d join %s as s on s.id = %s",
		table.Ident(c.ID), table.Ident(dataset), sharesSQL(c), CleanSQL("d.__row"))
}

// SharesTable is the table with the result of SharesSQL, or SharesSQL as a subquery.
func SharesTable(m *metric.Model, ds metric.Dataset) string {
	if ds.Credit.Kept != "" {
		return table.Ident(ds.Credit.Kept)
	}
	return "(" + SharesSQL(m, ds.Name) + ")"
}

// sharedRows is a subquery with one row for each share of rows, which must have their own key as __own. The key is the
// member of the share, amounts are multiplied by the share, and credit is the share. An integer or decimal amount of s
// decimals becomes a DECIMAL(38,s+12); if that overflows, the engine returns an error. Floats stay floats.
func sharedRows(m *metric.Model, ds metric.Dataset, rows string) string {
	c := ds.Credit
	parts := fmt.Sprintf("case when s.id is null then d.__own else s.member end as %s, coalesce(s.share, d.credit) as credit", table.Ident(ds.Keys[c.By]))
	for _, amount := range c.Amounts {
		parts += fmt.Sprintf(", d.%[1]s * coalesce(s.share, d.credit) as %[1]s", table.Ident(amount))
	}
	return fmt.Sprintf("(select d.* replace (%s) from %s as d left join %s as s on s.__row = d.%s)", parts, rows, SharesTable(m, ds), table.Ident(c.ID))
}

// SharedHint is the end of an error about slices that do not sum to the total, if shared rows may be the cause; else
// "".
func SharedHint(m *metric.Model, mt *metric.Metric, dim string) string {
	if ds := m.Datasets[mt.Dataset]; IsShared(m, ds, dim) {
		return fmt.Sprintf(" (rows of %q are shared: write sum(credit) to count each once, and list every amount in credit: {amounts: …})", ds.Name)
	}
	return ""
}

// pairedRows is MeasuredRows for a pair of dimensions: __of is the member of the first one, __key that of the second.
func pairedRows(m *metric.Model, mt *metric.Metric, of, by string) (string, error) {
	ds := m.Datasets[mt.Dataset]
	rows := fmt.Sprintf("(select * from %s as d where %s)", WholeRows(m, mt.Dataset), FilterSQL(mt))
	form := func(string) func(string) string { return CleanSQL }
	if IsShared(m, ds, of) || IsShared(m, ds, by) {
		rows = sharedRows(m, ds, fmt.Sprintf("(select *, %s as __own from %s as d where %s)", CleanSQL(table.Ident(ds.Keys[ds.Credit.By])), WholeRows(m, mt.Dataset), FilterSQL(mt)))
		form = func(dim string) func(string) string {
			if IsShared(m, ds, dim) {
				return func(column string) string { return column } // members of shares are clean already
			}
			return CleanSQL
		}
	}
	rows, err := KeyedRows(m, rows, mt.Dataset, of, mt.Date, form(of))
	if err != nil {
		return "", err
	}
	rows = fmt.Sprintf("(select d.* exclude (__key, __raw), __key as __of from %s as d)", rows)
	return KeyedRows(m, rows, mt.Dataset, by, mt.Date, form(by))
}
