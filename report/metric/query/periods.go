package query

import (
	"fmt"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
)

// SalesSQL is SQL for the number of sales behind a value: the distinct values of the dataset's column of sales, where a
// row without a value is a sale. A shared sale counts with its share. It is null if each row is a sale. Only rows that
// meet the condition counted count; "" counts all.
func SalesSQL(m *metric.Model, ds metric.Dataset, shared bool, counted string) string {
	sale, where, and := CleanSQL("d."+table.Ident(ds.Sale)), "", ""
	if counted != "" {
		sale = fmt.Sprintf("case when %s then %s end", counted, sale) // avoids cleaning keys of other rows
		where, and = fmt.Sprintf(" filter (where %s)", counted), " and "+counted
	}
	switch {
	case ds.Sale == "" && ds.Credit == nil || m.Bare:
		return "null"
	case ds.Sale == "":
		return "sum(d.credit)" + where
	case !shared:
		return fmt.Sprintf("count(distinct %[1]s) + count(*) filter (where %[1]s is null%[2]s)", sale, and)
	}
	return fmt.Sprintf("coalesce(list_sum([s.part for s in list(distinct {'sale': %[1]s, 'part': d.credit}) filter (where %[1]s is not null)]), 0)"+
		" + coalesce(sum(d.credit) filter (where %[1]s is null%[2]s), 0)", sale, and)
}

// CountedSQL is PeriodsSQL for the times that a metric's values cover in these periods.
func CountedSQL(m *metric.Model, mt *metric.Metric, periods []period.Period) string {
	counted := make([]period.Period, len(periods))
	for i, p := range periods {
		counted[i] = mt.CoveredTime(p)
	}
	return PeriodsSQL(counted)
}

// DaysSQL defines __days: the days (__day) of each period (__i) of PeriodsSQL.
const DaysSQL = "__days as (select __i, cast(unnest(range(__from, __until, interval 1 day)) as date) as __day from __periods)"

// PeriodsSQL defines __periods: index (__i), first day (__from) and the day after the last (__until) of each period.
func PeriodsSQL(periods []period.Period) string {
	lines := make([]string, len(periods))
	for i, p := range periods {
		lines[i] = fmt.Sprintf("(%d, %s, %s)", i, Date(p.Start), Date(p.End))
	}
	return "__periods(__i, __from, __until) as (values " + strings.Join(lines, ", ") + ")"
}

// FilterSQL is SQL for the filter of a metric, "true" for none.
func FilterSQL(mt *metric.Metric) string {
	if mt.Filter == "" {
		return "true"
	}
	return Expression(mt.Filter)
}

// DividesSQL is SQL for the condition Metric.Divides, "false" for none.
func DividesSQL(condition string) string {
	if condition == "" {
		return "false"
	}
	return Expression(condition)
}

// DuringSQL is the SQL condition that a row belongs to a metric's value in a period; "true" for a metric without a
// date.
func DuringSQL(mt *metric.Metric, p period.Period) string {
	if mt.Date == "" {
		return "true"
	}
	return WithinSQL(mt.Date, mt.CoveredTime(p))
}
