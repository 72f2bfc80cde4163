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

// Gatherer fetches the datasets of a run into a workbench, and records facts about the data. It must be used by one
// goroutine only.
type Gatherer struct {
	*loaded.Data
	fresh    []newestDay
	controls []control

	formerDeals loadedPhoto            // the photo from which sales.deals_before is made
	photos      map[string]loadedPhoto // by dataset: the photo that replaces it in a report about the past
	// otherTables has the SQL or the origin of the workbench's tables that are no datasets. All gatherers of a
	// workbench share it.
	otherTables map[string]string
	histories   map[diagnose.Place]freshness.History // by date column: see History
	farOff      []metric.FarOff
}

// loadedPhoto is a photo that was loaded into the workbench: its table and its day.
type loadedPhoto struct {
	table string
	day   period.Date
}

// Open returns a gatherer with an empty workbench. The caller closes it.
func Open(ctx context.Context, p *loaded.Program, zone *time.Location) (*Gatherer, error) {
	d, err := p.Open(ctx, zone)
	if err != nil {
		return nil, err
	}
	return newGatherer(d, map[string]string{}), nil
}

func newGatherer(d *loaded.Data, otherTables map[string]string) *Gatherer {
	return &Gatherer{Data: d, photos: map[string]loadedPhoto{}, otherTables: otherTables, histories: map[diagnose.Place]freshness.History{}}
}

// newestDay is a dataset with the newest day on which it has rows.
type newestDay struct {
	dataset string
	newest  period.Date
}

// control is the difference between the sum of a column and its control total.
type control struct {
	dataset, column string
	gap             *big.Rat
}
