package pipeline

import (
	"context"
	"fmt"
	"strings"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// Error describes the rows of a pipeline that contradict each other or have impossible probabilities. A pipeline of
// these rows would be wrong.
type Error struct {
	Dataset string
	Column  string   // the YAML key of the wrong column: "id", "amount", "stage" or "probability"
	Wrong   []string // descriptions of the first five mistakes
	Rows    int64    // the number of all mistakes

	hint string
}

func (e *Error) Error() string { return fmt.Sprintf("dataset %q: %s", e.Dataset, e.Message()) }

// Message is the error without the dataset's name.
func (e *Error) Message() string {
	told := e.Wrong
	if more := e.Rows - int64(len(told)); more > 0 {
		told = append(told[:len(told):len(told)], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(told, "; ")
}

// Hint says how to correct the error.
func (e *Error) Hint() string { return e.hint }

// contradiction is a kind of mistake in a pipeline's rows. sql selects who (the deal), what (its values) and line from
// __rows, whose columns are line, who, id, stage, amount and p.
type contradiction struct{ column, sql, message, hint string }

var contradictions = []contradiction{
	{
		"probability", "select who, cast(p as varchar) as what, line from __rows where p > 100 or p < 0",
		"the probability of %s is %s", "write probabilities from 0 to 1, or from 0 to 100",
	},
	{
		"probability", "select who, cast(p as varchar) as what, line from __rows where p > 0 and p < 1 and (select max(p) from __rows) > 1",
		"the probability of %s is %s, but others are above 1", "write all of them from 0 to 1, or all from 0 to 100",
	},
	{
		"amount", "select who, string_agg(distinct cast(amount as varchar), ', ' order by cast(amount as varchar)) as what, min(line) as line" +
			" from __rows where id is not null group by who, id having count(distinct amount) > 1",
		"%s is on several rows with different amounts: %s", "write a query with one row per deal, such as sum(amount) … group by its id",
	},
	{
		"stage", "select who, string_agg(distinct coalesce(stage, '?'), ', ' order by coalesce(stage, '?')) as what, min(line) as line" +
			" from __rows where id is not null group by who, id having count(distinct coalesce(stage, '?')) > 1",
		"%s is in several stages: %s", "write a query with one row per deal, the one with its present stage",
	},
	{
		"probability", "select who, string_agg(distinct cast(p as varchar), ', ' order by cast(p as varchar)) as what, min(line) as line" +
			" from __rows where id is not null group by who, id having count(distinct p) > 1",
		"%s is on several rows with different probabilities: %s", "write a query with one row per deal",
	},
}

// Check returns an *Error unless all probabilities are possible and the rows of each deal agree.
func Check(ctx context.Context, m *metric.Model, engine metric.Engine, ask metric.PipelineAsk) error {
	if ask.ID == "" && ask.Probability == "" {
		return nil
	}
	t, err := engine.Query(ctx, contradictionsSQL(ask), nil)
	if err != nil {
		return fmt.Errorf("pipeline of dataset %q: %w", ask.Dataset, err)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	is := contradictions[query.Integer(t.Rows[0][0])]
	e := &Error{Dataset: ask.Dataset, Column: is.column, Rows: query.Integer(t.Rows[0][3]), hint: is.hint}
	for _, row := range t.Rows {
		e.Wrong = append(e.Wrong, fmt.Sprintf(is.message, query.Text(row[1]), query.Text(row[2])))
	}
	return e
}

// contradictionsSQL selects the mistakes of the first kind found: the index of the kind, the deal, its values, and the
// number of all mistakes of that kind. It returns at most five rows.
func contradictionsSQL(ask metric.PipelineAsk) string {
	who := "'row ' || row_number() over ()"
	if ask.ID != "" {
		who = fmt.Sprintf("coalesce(%s || ' ' || %s, %s)", table.Literal(ask.ID), query.CleanSQL(table.Ident(ask.ID)), who)
	}
	parts := make([]string, len(contradictions))
	for i, c := range contradictions {
		parts[i] = fmt.Sprintf("select %d as kind, * from (%s)", i, c.sql)
	}
	return fmt.Sprintf("with __rows as materialized (select row_number() over () as line, %s as who, %s as id, %s as stage, %s as amount, %s as p from %s),\n"+
		"__wrong as materialized (%s),\n__first as materialized (select * from __wrong where kind = (select min(kind) from __wrong))\n"+
		"select kind, who, what, (select count(*) from __first) from __first order by line limit 5",
		who, query.ColumnOr(ask.ID), stageOf(ask), query.ColumnOr(ask.Amount), query.ColumnOr(ask.Probability), table.Ident(ask.Dataset), strings.Join(parts, "\nunion all "))
}

func stageOf(ask metric.PipelineAsk) string { return query.CleanSQL(table.Ident(ask.Stage)) }
