package metric

import (
	"context"
	"fmt"
	"math/big"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
)

// goal is one target value: what a slice should reach in one grain period.
type goal struct {
	grain period.Period // zero for a level without grain
	key   string        // of the asked dimension
	none  bool          // the target's row matches no member
	value *big.Rat
}

// goals are the values of one target as they apply to one dimension ("" for the whole).
type goals struct {
	target *Target
	reach  reach
	list   []goal
}

// reach says for whom a target's values speak when a dimension is asked.
type reach int

const (
	nobody   reach = iota // the target cannot be cut by the dimension
	each                  // the values are the slices' own
	everyone              // the whole's value holds for each member: 28 % for the company is 28 % for everybody
)

// loadTargets reads every target of the metric for one dimension, in the YAML's order.
func (m *Model) loadTargets(ctx context.Context, engine Engine, g group) ([]goals, error) {
	var all []goals
	for i := range m.Targets {
		t := &m.Targets[i]
		if t.Metric != g.metric {
			continue
		}
		gs, err := m.loadTarget(ctx, engine, t, g.by)
		if err != nil {
			return nil, fmt.Errorf("target %d of metric %q: %w", i+1, g.metric, err)
		}
		all = append(all, gs)
	}
	return all, nil
}

func (m *Model) loadTarget(ctx context.Context, engine Engine, t *Target, by string) (goals, error) {
	gs := goals{target: t, reach: m.reach(t, by)}
	switch {
	case gs.reach == nobody:
		return gs, nil
	case t.Dataset == "":
		gs.list = []goal{{value: t.scaled(t.Literal)}}
		return gs, nil
	case gs.reach == everyone:
		by = ""
	}
	sql, err := m.goalsSQL(t, by)
	if err != nil {
		return goals{}, err
	}
	rows, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return goals{}, err
	}
	gs.list, err = m.readGoals(t, by, rows)
	return gs, err
}

// reach is each for a target set by the asked dimension, or (when it comes from data) by one that rolls up to it.
func (m *Model) reach(t *Target, by string) reach {
	if by == "" {
		if t.Dataset == "" && len(t.By) > 0 {
			return nobody
		}
		return each
	}
	for _, dim := range t.By {
		d := m.Dimensions[dim]
		if dim == by || t.Dataset != "" && d != nil && d.Parent == by {
			return each
		}
	}
	if len(t.By) == 0 && !m.Metrics[t.Metric].AddsUp {
		return everyone
	}
	return nobody
}

// goalsSQL selects the day, the asked key, the value, and the keys that the target is set by, in file order.
func (m *Model) goalsSQL(t *Target, by string) (string, error) {
	rows, err := m.keyed(t.Dataset, by, t.Date)
	if err != nil {
		return "", err
	}
	own := make([]string, 0, len(t.By))
	for _, dim := range t.By {
		column := m.Datasets[t.Dataset].Keys[dim]
		if column == "" {
			return "", fmt.Errorf("dataset %q has no column for dimension %q (add keys: {%s: <column>})", t.Dataset, dim, dim)
		}
		own = append(own, aliased(clean("d."+ident(column)), m.Dimensions[dim]))
	}
	own = append(own, "1")
	return fmt.Sprintf("select cast(d.%s as date), d.__key, d.%s, %s from (select row_number() over () as __line, * from %s) as d order by __line",
		ident(t.Date), ident(t.Value), strings.Join(own, ", "), rows), nil
}

func (m *Model) readGoals(t *Target, by string, rows *table.Table) ([]goal, error) {
	var list []goal
	at := map[string]int{}
	for _, row := range rows.Rows {
		d := day(row[0])
		v, ok := table.Rat(row[2])
		if d.IsZero() || !ok {
			if row[2] == nil || row[0] == nil {
				continue // an empty quota is missing, not zero
			}
			return nil, fmt.Errorf("column %q: %v is not a number", t.Value, row[2])
		}
		gr := m.Calendar.Containing(t.Per, d)
		if !t.holds(gr) {
			continue
		}
		g := goal{grain: gr, key: text(row[1]), none: by != "" && row[1] == nil, value: t.scaled(v)}
		id := fmt.Sprint(gr.Start, row[3:])
		if i, twice := at[id]; twice {
			if !t.Last {
				return nil, duplicate(t, gr, row[3:len(row)-1])
			}
			list[i] = g
			continue
		}
		at[id] = len(list)
		list = append(list, g)
	}
	return list, nil
}

func duplicate(t *Target, gr period.Period, keys []table.Cell) error {
	who := make([]string, len(keys))
	for i, k := range keys {
		who[i] = fmt.Sprintf(" for %s %q", t.By[i], text(k))
	}
	return fmt.Errorf("two values in %q for the %s of %s%s (write duplicates: last to keep the last one, or set from: and until:)",
		t.Dataset, t.Per, gr.Start, strings.Join(who, ""))
}

func (t *Target) scaled(v *big.Rat) *big.Rat {
	if t.Scale == nil {
		return v
	}
	return new(big.Rat).Mul(v, t.Scale)
}

// holds tells whether the target is in force on the period's last day.
func (t *Target) holds(p period.Period) bool {
	last := p.End.AddDays(-1)
	return (t.From.IsZero() || !last.Before(t.From)) && (t.Until.IsZero() || !t.Until.Before(last))
}
