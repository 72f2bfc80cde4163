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

// PhotoAge is how many days older than the requested day a photo may be. The report always names the photo's own day.
const PhotoAge = 7

// loadPhotos loads the photos of datasets at the end of the report's first period, when that is past and there are photos.
func (d *Gatherer) loadPhotos(ctx context.Context, plan *plans.Plan) error {
	if err := d.photoBefore(ctx, plan); err != nil {
		return err
	}
	for _, name := range plan.Datasets {
		if plan.Config.Datasets[name].Photos != "daily" || d.Program.Photos.Dir == "" {
			continue
		}
		if !plan.PassedBy(d.ReadOn(plan, name)) {
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

// loadPhoto puts a photo of a dataset beside it in the workbench, unless it is there.
func (d *Gatherer) loadPhoto(ctx context.Context, name string, p *photo.Photo) (kept, error) {
	k := kept{name + " on " + p.Day.String(), p.Day}
	if d.made[k.table] != "" {
		return k, nil
	}
	d.made[k.table] = "a photo"
	if _, err := d.Bench.LoadRows(ctx, "", k.table, loaded.RowsOf(p.Rows)); err != nil {
		return k, fmt.Errorf("dataset %q: photo of %s: %w", name, p.Day, err)
	}
	return k, nil
}

// fromPhoto makes a metric without dates read its dataset's photo instead of the dataset.
func (d *Gatherer) fromPhoto(plan *plans.Plan, m *metric.Metric) {
	k, ok := d.photos[m.Dataset]
	if !ok {
		return
	}
	ds := plan.Model.Datasets[m.Dataset]
	ds.Name = k.table
	plan.Model.Datasets[k.table] = ds
	plan.Scope.States[k.table] = scope.State{Read: k.day}
	delete(plan.Scope.States, m.Dataset) // a pipeline that also reads it reports this itself
	m.Dataset = k.table
}
