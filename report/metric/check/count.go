package check

import (
	"context"
	"fmt"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// CountRows counts the rows of a metric in a period by the keys of a dimension's members; "" is the key of rows that
// match no member. It checks the joins that figures use, so it does not use them: the engine returns each value of the
// key column with its days and number of rows, and Go code finds the members. A row shared between members counts for
// each of them. A metric with a formula has no rows.
func CountRows(ctx context.Context, m *metric.Model, engine metric.Engine, a metric.Ask, dim string) (map[string]int64, error) {
	mt := m.Metrics[a.Metric]
	counted := map[string]int64{}
	if mt == nil || mt.Formula != nil {
		return counted, nil
	}
	ds, of := m.Datasets[mt.Dataset], dim
	child := m.Child(ds, dim)
	if ds.Keys[dim] == "" && child != nil {
		of = child.Name
	}
	who, err := memberFinder(ctx, m, engine, of)
	if err != nil {
		return nil, err
	}
	group := func(key string, _ period.Date) string { return key }
	if of != dim {
		if group, err = groupFinder(ctx, m, engine, child); err != nil {
			return nil, err
		}
	}
	t, err := engine.Query(ctx, countSQL(m, mt, a.Period, ds, of), nil)
	if err != nil {
		return nil, fmt.Errorf("count the rows of %q: %w", a.Metric, err)
	}
	for _, row := range t.Rows {
		key := ""
		if row[0] != nil {
			key = who(fmt.Sprint(row[0]))
		}
		counted[group(key, query.Day(row[1]))] += query.Integer(row[2])
	}
	return counted, nil
}

// countSQL selects each value of the key column, each day and the number of rows. The key of a shared row is that of
// its shares.
func countSQL(m *metric.Model, mt *metric.Metric, p period.Period, ds metric.Dataset, of string) string {
	on, during := "null::date", "true"
	if mt.Date != "" {
		on, during = fmt.Sprintf("cast(%s as date)", table.Ident(mt.Date)), query.WithinSQL(mt.Date, mt.CoveredTime(p))
	}
	rows := fmt.Sprintf("(select * from %s as d where (%s) and %s)", query.WholeRows(m, mt.Dataset), query.FilterSQL(mt), during)
	key := fmt.Sprintf("cast(%s as varchar)", table.Ident(ds.Keys[of]))
	if c := ds.Credit; c != nil && c.By == of {
		shares := fmt.Sprintf("(select distinct %s as i, %s as k from %s where %s <> 0)", trimmedKey(table.Ident(c.ID)), trimmedKey(table.Ident(c.Member)), table.Ident(c.Dataset), table.Ident(c.Share))
		return fmt.Sprintf("with r as (select %[1]s as k, %[2]s as d, %[3]s as i from %[4]s), s as %[5]s"+
			" select k, d, count(*) from (select k, d from r where not exists (select 1 from s where s.i = r.i) union all select s.k, r.d from r join s on s.i = r.i) group by all",
			key, on, trimmedKey(table.Ident(c.ID)), rows, shares)
	}
	return fmt.Sprintf("select %s, %s, count(*) from %s group by all", key, on, rows)
}

func trimmedKey(column string) string {
	return fmt.Sprintf("nfc_normalize(trim(cast(%s as varchar), %s))", column, table.Literal(metric.Blanks))
}

// memberFinder returns a function that returns the key of the member that a value of the data stands for, "" for none.
func memberFinder(ctx context.Context, m *metric.Model, engine metric.Engine, dim string) (func(string) string, error) {
	d := m.Dimensions[dim]
	if d == nil {
		d = &metric.Dimension{}
	}
	if len(d.Bands) > 0 {
		return nil, fmt.Errorf("dimension %q: bands have no members that get an edition", dim)
	}
	list, err := query.Members(ctx, m, engine, dim)
	known := make(map[string]bool, len(list))
	for _, who := range list {
		known[who.Key] = true
	}
	listed := d.Roster != ""
	return func(value string) string {
		if key := d.KeyOf(value); known[key] || !listed {
			return key
		}
		return ""
	}, err
}

// groupFinder returns a function that returns the key of the group that a member belonged to on a day, "" for none.
func groupFinder(ctx context.Context, m *metric.Model, engine metric.Engine, child *metric.Dimension) (func(string, period.Date) string, error) {
	groups, err := query.GroupsOf(ctx, m, engine, child)
	if err != nil {
		return nil, err
	}
	return func(key string, on period.Date) string {
		for _, stint := range groups(key, key == "") {
			since, then := query.Day(stint[1]), query.Day(stint[2])
			if on.IsZero() && !then.IsZero() {
				continue // rows without a day belong to the present group
			}
			if (since.IsZero() || on.IsZero() || !on.Before(since)) && (then.IsZero() || on.Before(then)) {
				return query.Text(stint[0])
			}
		}
		return ""
	}, nil
}
