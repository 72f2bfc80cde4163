package gather

import (
	"context"
	"fmt"

	"bilan/internal/loaded"
	"bilan/internal/photo"
	"bilan/internal/plans"
	"bilan/report/metric"
	"bilan/report/scope"
)

// PhotoAge is the number of days by which a photo may be older than the day that a report needs. The report names the
// day of the photo.
const PhotoAge = 7

// loadPhotos loads the photos of datasets at the end of the report's first period. It does so only for datasets that
// were read after that period.
func (d *Gatherer) loadPhotos(ctx context.Context, plan *plans.Plan) error {
	if err := d.loadFormerDeals(ctx, plan); err != nil {
		return err
	}
	for _, name := range plan.Datasets {
		if plan.Config.Datasets[name].Photos != "daily" || d.Program.Photos.Dir == "" {
			continue
		}
		if !plan.OutOfDate(d.ReadOn(plan, name)) {
			continue
		}
		day := plan.Periods[0].End.AddDays(-1)
		p, err := d.Program.Photos.At(name, day, day.AddDays(-PhotoAge))
		if err != nil {
			return fmt.Errorf("dataset %q: photo of %s: %w", name, day, err)
		}
		if p == nil {
			continue
		}
		if d.photos[name], err = d.loadPhoto(ctx, name, p); err != nil {
			return err
		}
	}
	return nil
}

// loadPhoto loads a photo of a dataset into a table of its own in the workbench, unless it is already loaded.
func (d *Gatherer) loadPhoto(ctx context.Context, name string, p *photo.Photo) (loadedPhoto, error) {
	k := loadedPhoto{name + " on " + p.Day.String(), p.Day}
	if d.otherTables[k.table] != "" {
		return k, nil
	}
	d.otherTables[k.table] = "a photo"
	if _, err := d.Bench.LoadRows(ctx, "", k.table, loaded.RowsOf(p.Rows)); err != nil {
		return k, fmt.Errorf("dataset %q: photo of %s: %w", name, p.Day, err)
	}
	return k, nil
}

// readFromPhoto makes a metric without dates read the photo of its dataset, if one is loaded.
func (d *Gatherer) readFromPhoto(plan *plans.Plan, m *metric.Metric) {
	k, ok := d.photos[m.Dataset]
	if !ok {
		return
	}
	ds := plan.Model.Datasets[m.Dataset]
	ds.Name = k.table
	plan.Model.Datasets[k.table] = ds
	plan.Scope.States[k.table] = scope.State{Read: k.day}
	delete(plan.Scope.States, m.Dataset) // a pipeline that also reads the dataset records its state itself
	m.Dataset = k.table
}
