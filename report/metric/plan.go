package metric

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/period"
)

// group is what one statement can answer: one metric, whole or cut by one dimension, over many periods.
type group struct{ metric, by string }

// measured is what the engine says of one period and key.
type measured struct {
	value Num
	rows  int64
	sales *big.Rat // what salesSQL counts; nil for as many as rows
}

// count is how many sales stand behind the value.
func (m measured) count() Num {
	if m.sales != nil {
		return Of(m.sales)
	}
	return whole(int(m.rows))
}

// reference is what an Ask is compared with: the period itself, last year's and the one before.
type reference struct {
	ac, py, pp   period.Period
	hasPY, hasPP bool
}

// reference is made for a dataset that has rows on some days: what comes by the week is compared week for week.
func (m *Model) reference(p period.Period, days []period.Date) reference {
	r := reference{ac: p}
	if m.bare {
		return r
	}
	r.py, r.hasPY = m.Calendar.LastYear(p)
	if p.Open() && m.weekly(days, p.End) {
		r.py, r.hasPY = m.Calendar.LastYearByWeek(p)
	}
	r.pp, r.hasPP = m.Calendar.Previous(p)
	return r
}

// Earliest is the first day that any of the asks looks back to, the zero Date when there are none. Each period looks back by
// maxGap, for rows that tell whether data had begun. Targets look back to
// the start of the month or year that a value of theirs is for.
func (m *Model) Earliest(asks []Ask) period.Date {
	var first period.Date
	back := func(d period.Date) {
		if first.IsZero() || d.Before(first) {
			first = d
		}
	}
	for _, p := range m.periods(asks, nil) {
		back(p.Start.AddDays(-maxGap))
	}
	for _, a := range asks {
		if mt := m.Metrics[a.Metric]; mt != nil && mt.Window > 0 {
			for _, p := range m.compared([]Ask{a}, nil) {
				back(mt.Counted(p).Start.AddDays(-maxGap))
			}
		}
		for i := range m.Targets {
			if t := &m.Targets[i]; t.Metric == a.Metric && t.Per != "" {
				back(m.Calendar.Containing(t.Per, a.Period.Start).Start)
			}
		}
	}
	return first
}

// periods lists every period that the asks of a dataset with some days touch, each once, in the order of first need.
func (m *Model) periods(asks []Ask, days []period.Date) []period.Period {
	list := m.compared(asks, days)
	for _, a := range asks {
		list = append(list, m.shapeDays(a)...)
		list = append(list, m.aheadPeriods(a)...)
	}
	return distinct(list)
}

// compared lists every period that the asks show and compare with, each once.
func (m *Model) compared(asks []Ask, days []period.Date) []period.Period {
	var list []period.Period
	for _, a := range asks {
		r := m.reference(a.Period, days)
		list = append(list, r.ac)
		if r.hasPY {
			list = append(list, r.py)
			if r.ac.Open() {
				list = append(list, r.py.Whole()) // for last year's shape
			}
		}
		if r.hasPP {
			list = append(list, r.pp)
		}
	}
	return distinct(list)
}

// distinct keeps the first of equal periods.
func distinct(list []period.Period) []period.Period {
	seen := make(map[period.Period]bool, len(list))
	return slices.DeleteFunc(list, func(p period.Period) bool {
		twice := seen[p]
		seen[p] = true
		return twice
	})
}

// salesSQL counts the sales behind a value: rows, or what the dataset's column of sales tells apart, where a row without one
// is a sale of its own. What a cut shares counts by its share; null where each row is one.
func (m *Model) salesSQL(ds Dataset, shared bool) string {
	sale := clean("d." + ident(ds.Sale))
	switch {
	case ds.Sale == "" && ds.Credit == nil || m.bare:
		return "null"
	case ds.Sale == "":
		return "sum(d.credit)"
	case !shared:
		return fmt.Sprintf("count(distinct %[1]s) + count(*) filter (where %[1]s is null)", sale)
	}
	return fmt.Sprintf("coalesce(list_sum([s.part for s in list(distinct {'sale': %[1]s, 'part': d.credit}) filter (where %[1]s is not null)]), 0)"+
		" + coalesce(sum(d.credit) filter (where %[1]s is null), 0)", sale)
}

// countedSQL numbers the periods in which a metric's rows are counted.
func (m *Model) countedSQL(mt *Metric, periods []period.Period) string {
	counted := make([]period.Period, len(periods))
	for i, p := range periods {
		counted[i] = mt.Counted(p)
	}
	return periodsSQL(counted)
}

// daysSQL are the days of each of the numbered periods.
const daysSQL = "__days as (select __i, cast(unnest(range(__from, __until, interval 1 day)) as date) as __day from __periods)"

// periodsSQL numbers the periods: a row's day finds all that hold it.
func periodsSQL(periods []period.Period) string {
	lines := make([]string, len(periods))
	for i, p := range periods {
		lines[i] = fmt.Sprintf("(%d, %s, %s)", i, date(p.Start), date(p.End))
	}
	return "__periods(__i, __from, __until) as (values " + strings.Join(lines, ", ") + ")"
}

func keyColumn(by string) string {
	if by == "" {
		return "null"
	}
	return "__key"
}

func filter(mt *Metric) string {
	if mt.Filter == "" {
		return "true"
	}
	return expression(mt.Filter)
}

// emptySQL asks for values over no row: the number of rows, which is 0, before them.
func (m *Model) emptySQL(dataset, values string) string {
	return fmt.Sprintf("select count(*), %s from %s as d where false", values, m.whole(dataset))
}

// divides is the condition of Metric.Divides in a statement.
func divides(condition string) string {
	if condition == "" {
		return "false"
	}
	return expression(condition)
}

func during(mt *Metric, p period.Period) string {
	if mt.Date == "" {
		return "true"
	}
	return within(mt.Date, mt.Counted(p))
}

// undatedSQL asks for the rows of metrics without a day, and for each its value over them.
func (m *Model) undatedSQL(family []*Metric) string {
	mt := family[0]
	return fmt.Sprintf("select count(*), %s from (select * from %s as d where (%s) and %s is null)",
		expressions(family), m.whole(mt.Dataset), filter(mt), ident(mt.Date))
}

// strangersSQL asks which values of the dimension's column match no member in each period, the commonest hundred, with their rows
// and amount: columns i (the period's index), __raw, the count, v.
func (m *Model) strangersSQL(g group, periods []period.Period) (string, error) {
	mt := m.Metrics[g.metric]
	rows, err := m.measuredRows(mt, g.by)
	if err != nil {
		return "", err
	}
	with, days := "with "+m.countedSQL(mt, periods), "__periods on true"
	if mt.Date != "" {
		with, days = with+",\n"+daysSQL, fmt.Sprintf("__days on cast(%s as date) = __day", ident(mt.Date))
	}
	return fmt.Sprintf("%s\nselect __i as i, __raw, count(*), %s as v from %s as d join %s where __key is null group by __i, __raw"+
		" qualify row_number() over (partition by __i order by count(*) desc, __raw nulls last) <= 100 order by i, count(*) desc, __raw nulls last",
		with, expression(mt.Value), rows, days), nil
}
