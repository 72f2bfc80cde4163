package book

import (
	"fmt"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/query"
)

// unknownKeysSQL selects the hundred most frequent values that match no member of the group's dimension, in each
// period. The columns are i (the period's index), __raw (the value), the number of rows, and v (the amount).
func unknownKeysSQL(m *metric.Model, g history.Group, periods []period.Period) (string, error) {
	mt := m.Metrics[g.Metric]
	rows, err := query.MeasuredRows(m, mt, g.By)
	if err != nil {
		return "", err
	}
	with, days := "with "+query.CountedSQL(m, mt, periods), "__periods on true"
	if mt.Date != "" {
		with, days = with+",\n"+query.DaysSQL, fmt.Sprintf("__days on cast(%s as date) = __day", table.Ident(mt.Date))
	}
	return fmt.Sprintf("%s\nselect __i as i, __raw, count(*), %s as v from %s as d join %s where __key is null group by __i, __raw"+
		" qualify row_number() over (partition by __i order by count(*) desc, __raw nulls last) <= 100 order by i, count(*) desc, __raw nulls last",
		with, query.Expression(mt.Value), rows, days), nil
}
