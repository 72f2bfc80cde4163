package metric

import (
	"context"
	"fmt"

	"bilan/internal/period"
)

// FarOff is what a metric has in rows whose dates cannot be: they are in no period that is shown.
type FarOff struct {
	Metric string
	Rows   int64
	Amount Num
	Such   period.Date // one of the dates
}

// FarOff asks for a metric's rows before first or after last, days that no row's date can be.
func (m *Model) FarOff(ctx context.Context, engine Engine, name string, first, last period.Date) (FarOff, error) {
	mt := m.Metrics[name]
	dated := fmt.Sprintf("cast(%s as date)", ident(mt.Date))
	t, err := engine.Query(ctx, fmt.Sprintf("select count(*), %s, max(%s) from (select * from %s as d where (%s) and (%s < %s or %s > %s))",
		expression(mt.Value), dated, m.whole(mt.Dataset), filter(mt), dated, date(first), dated, date(last)), nil)
	if err != nil {
		return FarOff{}, err
	}
	row := t.Rows[0]
	far := FarOff{Metric: name, Rows: integer(row[0]), Such: day(row[2])}
	far.Amount, err = number(row[1], false)
	return far, err
}
