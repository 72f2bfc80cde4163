package metric

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/table"
)

// Pipeline asks for the open opportunities by stage, and for what was won and lost in the period.
// Weighted is Σ amount × probability; a probability above 1 anywhere in the column makes it a per cent column.
func (m *Model) Pipeline(ctx context.Context, engine Engine, ask PipelineAsk) (*Pipeline, error) {
	t, err := engine.Query(ctx, openSQL(ask), nil)
	if err != nil {
		return nil, fmt.Errorf("pipeline of dataset %q: %w", ask.Dataset, err)
	}
	p := &Pipeline{}
	p.Open, p.Total = stages(ask, t)
	for _, part := range []struct {
		into  *Stage
		where string
	}{
		{&p.Won, closedSQL(ask, ask.Won)},
		{&p.Lost, closedSQL(ask, ask.Lost)},
		{&p.Overdue, overdueSQL(ask)},
	} {
		if part.where == "" {
			continue
		}
		t, err := engine.Query(ctx, stageSelect(ask, "null")+part.where, nil)
		if err != nil {
			return nil, fmt.Errorf("pipeline of dataset %q: %w", ask.Dataset, err)
		}
		*part.into = readStage(t.Rows[0])
	}
	return p, nil
}

func stageSelect(ask PipelineAsk, stage string) string {
	count, amount, weighted := "count(*)", "null", "null"
	if ask.ID != "" {
		count = fmt.Sprintf("count(distinct %s)", ident(ask.ID))
	}
	if ask.Amount != "" {
		amount = fmt.Sprintf("sum(%s)", ident(ask.Amount))
	}
	if ask.Amount != "" && ask.Probability != "" {
		p := ident(ask.Probability)
		// DuckDB gives a product as few digits as the wider factor has: 18 for money, which overflows.
		weighted = fmt.Sprintf("sum(%s * cast(%s as decimal(38, 6))) * (case when (select max(%s) from %s) > 1 then 0.01 else 1.00 end)",
			ident(ask.Amount), p, p, ident(ask.Dataset))
	}
	return fmt.Sprintf("select %s as stage, %s, %s, %s from %s", stage, count, amount, weighted, ident(ask.Dataset))
}

func openSQL(ask PipelineAsk) string {
	return stageSelect(ask, stageOf(ask)) + " where " + isOpen(ask) + " group by 1 order by 1 nulls last"
}

func stageOf(ask PipelineAsk) string { return clean(ident(ask.Stage)) }

func isOpen(ask PipelineAsk) string {
	ended := append(slices.Clone(ask.Won), ask.Lost...)
	if len(ended) == 0 {
		return "true"
	}
	return fmt.Sprintf("(%s is null or %s not in (%s))", stageOf(ask), stageOf(ask), literals(ended))
}

func closedSQL(ask PipelineAsk, names []string) string {
	if len(names) == 0 || ask.Close == "" {
		return ""
	}
	return fmt.Sprintf(" where %s in (%s) and %s", stageOf(ask), literals(names), within(ask.Close, ask.Period))
}

func overdueSQL(ask PipelineAsk) string {
	if ask.Close == "" {
		return ""
	}
	return fmt.Sprintf(" where %s and %s < %s", isOpen(ask), ident(ask.Close), date(ask.Period.End))
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
