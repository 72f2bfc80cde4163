package gather

import (
	"context"
	"math/big"
	"time"

	"bilan/internal/diagnose"
	"bilan/internal/freshness"
	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/report/metric"
)

// Gatherer has a run's datasets, and the facts found while they were read.
type Gatherer struct {
	*loaded.Data
	fresh    []newestDay
	controls []control

	before    kept                                 // the photo of sales.deals_before
	photos    map[string]kept                      // by dataset: the photos that replace it in a report of the past
	made      map[string]string                    // tables in the workbench besides the datasets, with their origin; shared by all its gatherers
	histories map[diagnose.Place]freshness.History // see history
	farOff    []metric.FarOff
}

// kept is a photo in the workbench: its table and its day.
type kept struct {
	table string
	day   period.Date
}

// Open starts a gatherer with an empty workbench; the caller closes it.
func Open(ctx context.Context, p *loaded.Program, zone *time.Location) (*Gatherer, error) {
	d, err := p.Open(ctx, zone)
	if err != nil {
		return nil, err
	}
	return newGatherer(d, map[string]string{}), nil
}

func newGatherer(d *loaded.Data, made map[string]string) *Gatherer {
	return &Gatherer{Data: d, photos: map[string]kept{}, made: made, histories: map[diagnose.Place]freshness.History{}}
}

// newestDay is the newest day of a dataset.
type newestDay struct {
	dataset string
	newest  period.Date
}

// control is a sum and its control total.
type control struct {
	dataset, column string
	gap             *big.Rat
}
