// Package pipeline computes the open deals of a dataset by stage, and finds contradictory rows of a deal.
package pipeline

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// Compute computes the open deals by stage, and the deals won and lost in the period. Weighted is Σ amount ×
// probability; if any probability in the column is above 1, all are percentages. If deals have an id, each counts once,
// with all its rows. It returns an *Error if rows contradict each other.
func Compute(ctx context.Context, m *metric.Model, engine metric.Engine, ask metric.PipelineAsk) (*metric.Pipeline, error) {
	if err := Check(ctx, m, engine, ask); err != nil {
		return nil, err
	}
	t, err := engine.Query(ctx, stageSelect(ask, "stage", isOpen(ask))+" group by stage order by 1 nulls last", nil)
	if err != nil {
		return nil, fmt.Errorf("pipeline of dataset %q: %w", ask.Dataset, err)
	}
	p := &metric.Pipeline{}
	p.Open, p.Total = stages(ask, t)
	for _, part := range []struct {
		into  *metric.Stage
		where string
	}{
		{&p.Won, closedIn(ask, ask.Won)},
		{&p.Lost, closedIn(ask, ask.Lost)},
		{&p.Overdue, overdue(ask)},
		{&p.Unweighted, unweighted(ask)},
	} {
		if part.where == "" {
			continue
		}
		t, err := engine.Query(ctx, stageSelect(ask, "null", part.where), nil)
		if err != nil {
			return nil, fmt.Errorf("pipeline of dataset %q: %w", ask.Dataset, err)
		}
		*part.into = readStage(t.Rows[0])
	}
	return p, nil
}

func stageSelect(ask metric.PipelineAsk, stage, where string) string {
	return fmt.Sprintf("with __deals as %s select %s as stage, count(*), sum(amount), sum(amount * p) * %s from __deals where %s",
		dealsSQL(ask), stage, probabilityUnit(ask), where)
}

// dealsSQL is a subquery with one row for each deal: stage, amount, p (the probability as written) and close. Columns
// that the pipeline lacks are null. Check has ensured that the rows of a deal agree, except in close, whose last day
// counts. A row without an id is a deal.
func dealsSQL(ask metric.PipelineAsk) string {
	// The cast prevents an overflow: DuckDB's product has no more digits than the wider factor, which has 18 for money.
	rows := fmt.Sprintf("(select row_number() over () as line, %s as id, %s as stage, %s as amount, cast(%s as decimal(38, 6)) as p, %s as close from %s)",
		query.ColumnOr(ask.ID), stageOf(ask), query.ColumnOr(ask.Amount), query.ColumnOr(ask.Probability), query.ColumnOr(ask.Close), table.Ident(ask.Dataset))
	if ask.ID == "" {
		return rows
	}
	return "(select max(stage) as stage, max(amount) as amount, max(p) as p, max(close) as close from " + rows +
		" group by id, case when id is null then line end)"
}

// probabilityUnit is SQL for the factor that converts the column of probabilities to 0 to 1.
func probabilityUnit(ask metric.PipelineAsk) string {
	if ask.Probability == "" {
		return "1"
	}
	return fmt.Sprintf("(case when (select max(%s) from %s) > 1 then 0.01 else 1.00 end)", table.Ident(ask.Probability), table.Ident(ask.Dataset))
}

func isOpen(ask metric.PipelineAsk) string {
	ended := append(slices.Clone(ask.Won), ask.Lost...)
	if len(ended) == 0 {
		return "true"
	}
	return fmt.Sprintf("(stage is null or stage not in (%s))", query.Literals(ended))
}

func closedIn(ask metric.PipelineAsk, names []string) string {
	if len(names) == 0 || ask.Close == "" {
		return ""
	}
	return fmt.Sprintf("stage in (%s) and %s", query.Literals(names), query.WithinSQL("close", ask.Period))
}

func overdue(ask metric.PipelineAsk) string {
	if ask.Close == "" {
		return ""
	}
	return fmt.Sprintf("%s and close < %s", isOpen(ask), query.Date(ask.Period.End))
}

func unweighted(ask metric.PipelineAsk) string {
	if ask.Amount == "" || ask.Probability == "" {
		return ""
	}
	return isOpen(ask) + " and amount is not null and p is null"
}

// stages returns the stages in the YAML's order, those without deals as zero, then the unknown ones; and their total.
func stages(ask metric.PipelineAsk, t *table.Table) (open []metric.Stage, total metric.Stage) {
	found := map[string]metric.Stage{}
	var unknown []metric.Stage
	for _, row := range t.Rows {
		s := readStage(row)
		s.Unknown = !slices.Contains(ask.Stages, s.Name)
		if s.Unknown {
			unknown = append(unknown, s)
		}
		found[s.Name] = s
		add(&total, s)
	}
	for _, name := range ask.Stages {
		s, ok := found[name]
		if !ok {
			s = metric.Stage{Name: name, Amount: zeroFor(ask.Amount), Weighted: zeroFor(ask.Probability)}
		}
		open = append(open, s)
	}
	return append(open, unknown...), total
}

func readStage(row []table.Cell) metric.Stage {
	s := metric.Stage{Name: query.Text(row[0]), Count: query.Integer(row[1])}
	s.Amount, _ = query.Number(row[2], false)
	s.Weighted, _ = query.Number(row[3], false)
	return s
}

func add(s *metric.Stage, o metric.Stage) {
	s.Count += o.Count
	s.Amount = addKnown(s.Amount, o.Amount)
	s.Weighted = addKnown(s.Weighted, o.Weighted)
}

// addKnown is a + b. If one is absent, it is the other one.
func addKnown(a, b metric.Num) metric.Num {
	if !a.OK() {
		return b
	}
	if !b.OK() {
		return a
	}
	return metric.NumOf(new(big.Rat).Add(a.Rat, b.Rat))
}

func zeroFor(column string) metric.Num {
	if column == "" {
		return metric.NoNum(metric.NoData)
	}
	return metric.NumOf(new(big.Rat))
}
