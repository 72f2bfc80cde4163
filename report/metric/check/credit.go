package check

import (
	"context"
	"fmt"
	"math/big"
	"strings"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// CreditError lists rows whose shares do not sum to 100 %, or are negative. Figures with these shares would be wrong.
type CreditError struct {
	Dataset string        // the dataset of shares
	ID      string        // the column that identifies a row
	Wrong   []WrongShares // the first five
	Rows    int64         // the number of all rows with wrong shares
}

// WrongShares is the sum of the shares of one row.
type WrongShares struct {
	ID       string
	Sum      *big.Rat // 1 is 100 %
	Negative bool     // one of the shares is negative
}

func (e *CreditError) Error() string { return fmt.Sprintf("dataset %q: %s", e.Dataset, e.Message()) }

// Message is the error without the dataset's name.
func (e *CreditError) Message() string {
	told := make([]string, len(e.Wrong))
	for i, w := range e.Wrong {
		what := fmt.Sprintf("the shares sum to %s %%", metric.Decimal(new(big.Rat).Mul(w.Sum, big.NewRat(100, 1))))
		if w.Negative {
			what = "a share is negative"
		}
		told[i] = fmt.Sprintf("%s %s: %s", e.ID, w.ID, what)
	}
	if more := e.Rows - int64(len(told)); more > 0 {
		told = append(told, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(told, "; ")
}

// Hint says how to correct the error.
func (e *CreditError) Hint() string { return "the shares of each row must add up to 100 %" }

// Credit returns a *CreditError unless the shares of each row of the dataset sum to 100 % and none is negative. It
// ignores shares of rows that are not in the dataset.
func Credit(ctx context.Context, m *metric.Model, engine metric.Engine, dataset string) error {
	ds := m.Datasets[dataset]
	c := ds.Credit
	if c == nil {
		return nil
	}
	t, err := engine.Query(ctx, fmt.Sprintf("with %s, __all as (select id, sum(share * unit) as total, min(share) as lowest from __shares, __unit group by id),"+
		" __wrong as materialized (select * from __all where (abs(total - 1) >= %s or lowest < 0) and id in (select %s))"+
		" select id, total, lowest < 0, (select count(*) from __wrong) from __wrong order by id limit 5",
		query.SharesWith(c), query.Rounding, sharedIDs(m, ds)), nil)
	if err != nil || len(t.Rows) == 0 {
		return err
	}
	e := &CreditError{Dataset: c.Dataset, ID: c.ID, Rows: query.Integer(t.Rows[0][3])}
	for _, row := range t.Rows {
		sum, _ := table.Rat(row[1])
		negative, _ := row[2].(bool)
		e.Wrong = append(e.Wrong, WrongShares{query.Text(row[0]), sum, negative})
	}
	return e
}

// sharedIDs is the SQL after "select" that selects the ids of the dataset's rows.
func sharedIDs(m *metric.Model, ds metric.Dataset) string {
	if ds.Credit.Kept != "" {
		return "id from " + table.Ident(ds.Credit.Kept)
	}
	return query.CleanSQL(table.Ident(ds.Credit.ID)) + " from " + table.Ident(ds.Name)
}

// CreditDoubts is the probable mistakes in a dataset's shares. It is zero if there are none.
type CreditDoubts struct {
	Shared      int64    // the number of ids with shares
	Strange     int64    // the number of these ids that no row of the dataset has
	Repeated    int64    // the number of these ids that several rows of the dataset have
	UnknownKeys []string // the first five of the Strange ids
	Twice       []string // the first five of the Repeated ids
}

// DoubtCredit looks for shares whose id no row of the dataset has, and for shares whose id several rows have.
func DoubtCredit(ctx context.Context, m *metric.Model, engine metric.Engine, dataset string) (d CreditDoubts, err error) {
	c := m.Datasets[dataset].Credit
	t, err := engine.Query(ctx, fmt.Sprintf("with __ids as (select distinct %s as id from %s), __rows as (select %s as id, count(*) as n from %s group by 1),"+
		" __odd as materialized (select s.id, coalesce(r.n, 0) as n from __ids as s left join __rows as r on r.id = s.id where s.id is not null and (r.n is null or r.n > 1))"+
		" select id, n, (select count(id) from __ids), (select count(*) from __odd where n = 0), (select count(*) from __odd where n > 1) from __odd"+
		" qualify row_number() over (partition by n = 0 order by id) <= 5 order by id",
		query.CleanSQL(table.Ident(c.ID)), table.Ident(c.Dataset), query.CleanSQL(table.Ident(c.ID)), table.Ident(dataset)), nil)
	if err != nil {
		return d, err
	}
	for _, row := range t.Rows {
		d.Shared, d.Strange, d.Repeated = query.Integer(row[2]), query.Integer(row[3]), query.Integer(row[4])
		if query.Integer(row[1]) == 0 {
			d.UnknownKeys = append(d.UnknownKeys, query.Text(row[0]))
		} else {
			d.Twice = append(d.Twice, query.Text(row[0]))
		}
	}
	return d, nil
}

// UnmatchedShares is Unmatched for the column of members in the dataset of shares.
func UnmatchedShares(ctx context.Context, m *metric.Model, engine metric.Engine, dataset string) (list []metric.Unmatched, values int64, err error) {
	c := m.Datasets[dataset].Credit
	shares := *m
	shares.Datasets = map[string]metric.Dataset{c.Dataset: {Name: c.Dataset, Keys: map[string]string{c.By: c.Member}}}
	return Unmatched(ctx, &shares, engine, c.Dataset, c.By, "null")
}
