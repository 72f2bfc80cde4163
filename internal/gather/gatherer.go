package gather

import (
	"context"
	"math/big"

	"bilan/internal/diagnose"
	"bilan/internal/freshness"
	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/report/metric"
)

// Gatherer is a run's datasets, and what was found out about them on the way.
type Gatherer struct {
	*loaded.Data
	fresh    []newestDay
	controls []control

	histories map[diagnose.Place]freshness.History // see history
	farOff    []metric.FarOff
}

// Open starts a gatherer with an empty workbench; the caller closes it.
func Open(ctx context.Context, p *loaded.Program, zone string) (*Gatherer, error) {
	d, err := p.Open(ctx, zone)
	if err != nil {
		return nil, err
	}
	return &Gatherer{Data: d, histories: map[diagnose.Place]freshness.History{}}, nil
}

// newestDay is the newest day of a dataset.
type newestDay struct {
	dataset string
	newest  period.Date
}

// control is a sum set against its control total.
type control struct {
	dataset, column string
	gap             *big.Rat
}
