package metric

import (
	"context"
	"fmt"
	"slices"
)

// Unsold lists the values of a dimension without a roster for which the target has a value and its metric no row, in order; and
// all values that the metric's rows have. Without a roster nothing else tells a slip of the pen from a new member.
func (m *Model) Unsold(ctx context.Context, engine Engine, t *Target, dim string) (unsold, sold []string, err error) {
	mt, d := m.Metrics[t.Metric], m.Dimensions[dim]
	if mt == nil || d == nil || d.Roster != "" || m.Datasets[mt.Dataset].Keys[dim] == "" {
		return nil, nil, nil
	}
	if sold, err = m.valuesOf(ctx, engine, mt.Dataset, dim); err != nil {
		return nil, nil, err
	}
	planned := sortedKeys(t.Members)
	if t.Dataset != "" {
		if m.Datasets[t.Dataset].Keys[dim] == "" {
			return nil, nil, nil
		}
		if planned, err = m.valuesOf(ctx, engine, t.Dataset, dim); err != nil {
			return nil, nil, err
		}
	}
	for _, value := range planned {
		if alias, ok := d.Aliases[value]; ok {
			value = alias
		}
		if !slices.Contains(sold, value) {
			unsold = append(unsold, value)
		}
	}
	return unsold, sold, nil
}

// valuesOf lists what stands in a dataset's column of a dimension, in order.
func (m *Model) valuesOf(ctx context.Context, engine Engine, dataset, dim string) ([]string, error) {
	rows, err := m.keyed(dataset, dim, "")
	if err != nil {
		return nil, err
	}
	t, err := engine.Query(ctx, fmt.Sprintf("select distinct __raw from %s where __raw is not null order by 1", rows), nil)
	if err != nil {
		return nil, err
	}
	list := make([]string, len(t.Rows))
	for i, row := range t.Rows {
		list[i] = text(row[0])
	}
	return list, nil
}
