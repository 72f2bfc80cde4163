package metric

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/table"
)

// Pipeline asks for the open opportunities by stage, and for what was won and lost in the period. Weighted is
// Σ amount × probability; a probability above 1 anywhere in the column makes it a per cent column. Where deals have an
// id each counts once, and so does its amount. It fails with *PipelineError where rows contradict each other.
func (m *Model) Pipeline(ctx context.Context, engine Engine, ask PipelineAsk) (*Pipeline, error) {
	if err := m.CheckPipeline(ctx, engine, ask); err != nil {
		return nil, err
	}
	t, err := engine.Query(ctx, stageSelect(ask, "stage", isOpen(ask))+" group by stage order by 1 nulls last", nil)
	if err != nil {
		return nil, fmt.Errorf("pipeline of dataset %q: %w", ask.Dataset, err)
	}
	p := &Pipeline{}
	p.Open, p.Total = stages(ask, t)
	for _, part := range []struct {
		into  *Stage
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

func stageSelect(ask PipelineAsk, stage, where string) string {
	return fmt.Sprintf("with __deals as %s select %s as stage, count(*), sum(amount), sum(amount * p) * %s from __deals where %s",
		dealsSQL(ask), stage, probabilityUnit(ask), where)
}

// dealsSQL is a subquery with one row per deal: stage, amount, p (the probability as it is written), close; null for what
// the pipeline has no column for. CheckPipeline saw to it that the rows of a deal say the same; of several days the last
// one counts. A row without an id is a deal of its own.
func dealsSQL(ask PipelineAsk) string {
	// DuckDB gives a product as few digits as the wider factor has: 18 for money, which overflows.
	rows := fmt.Sprintf("(select row_number() over () as line, %s as id, %s as stage, %s as amount, cast(%s as decimal(38, 6)) as p, %s as close from %s)",
		columnOr(ask.ID), stageOf(ask), columnOr(ask.Amount), columnOr(ask.Probability), columnOr(ask.Close), ident(ask.Dataset))
	if ask.ID == "" {
		return rows
	}
	return "(select max(stage) as stage, max(amount) as amount, max(p) as p, max(close) as close from " + rows +
		" group by id, case when id is null then line end)"
}

// columnOr is a column, null where there is none.
func columnOr(name string) string {
	if name == "" {
		return "null"
	}
	return ident(name)
}

// probabilityUnit is what one of a probability column's numbers is.
func probabilityUnit(ask PipelineAsk) string {
	if ask.Probability == "" {
		return "1"
	}
	return fmt.Sprintf("(case when (select max(%s) from %s) > 1 then 0.01 else 1.00 end)", ident(ask.Probability), ident(ask.Dataset))
}

func stageOf(ask PipelineAsk) string { return clean(ident(ask.Stage)) }

func isOpen(ask PipelineAsk) string {
	ended := append(slices.Clone(ask.Won), ask.Lost...)
	if len(ended) == 0 {
		return "true"
	}
	return fmt.Sprintf("(stage is null or stage not in (%s))", literals(ended))
}

func closedIn(ask PipelineAsk, names []string) string {
	if len(names) == 0 || ask.Close == "" {
		return ""
	}
	return fmt.Sprintf("stage in (%s) and %s", literals(names), within("close", ask.Period))
}

func overdue(ask PipelineAsk) string {
	if ask.Close == "" {
		return ""
	}
	return fmt.Sprintf("%s and close < %s", isOpen(ask), date(ask.Period.End))
}

func unweighted(ask PipelineAsk) string {
	if ask.Amount == "" || ask.Probability == "" {
		return ""
	}
	return isOpen(ask) + " and amount is not null and p is null"
}

// stages puts the engine's rows in the YAML's order, a named stage without a row as zero.
func stages(ask PipelineAsk, t *table.Table) (open []Stage, total Stage) {
	found := map[string]Stage{}
	var unknown []Stage
	for _, row := range t.Rows {
		s := readStage(row)
		s.Unknown = !slices.Contains(ask.Stages, s.Name)
		if s.Unknown {
			unknown = append(unknown, s)
		}
		found[s.Name] = s
		total.add(s)
	}
	for _, name := range ask.Stages {
		s, ok := found[name]
		if !ok {
			s = Stage{Name: name, Amount: zeroIf(ask.Amount), Weighted: zeroIf(ask.Probability)}
		}
		open = append(open, s)
	}
	return append(open, unknown...), total
}

func readStage(row []table.Cell) Stage {
	s := Stage{Name: text(row[0]), Count: integer(row[1])}
	s.Amount, _ = number(row[2], false)
	s.Weighted, _ = number(row[3], false)
	return s
}

func (s *Stage) add(o Stage) {
	s.Count += o.Count
	s.Amount = plus(s.Amount, o.Amount)
	s.Weighted = plus(s.Weighted, o.Weighted)
}

// plus adds amounts of disjoint stages; nothing plus something is that thing.
func plus(a, b Num) Num {
	if !a.OK() {
		return b
	}
	if !b.OK() {
		return a
	}
	return Of(new(big.Rat).Add(a.Rat, b.Rat))
}

func zeroIf(column string) Num {
	if column == "" {
		return None(NoData)
	}
	return Of(new(big.Rat))
}
