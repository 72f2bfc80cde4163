package gather

import (
	"context"
	"fmt"

	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/report/metric"
	"bilan/report/scope"
)

// PhotoAge is how many days a photo may be older than the day that is asked for. A state is always called by its own day.
const PhotoAge = 7

// loadPhotos loads what datasets held at the end of the report's first period, where the report is of the past and there are photos of it.
func (d *Gatherer) loadPhotos(ctx context.Context, plan *plans.Plan) error {
	for _, name := range plan.Datasets {
		if plan.Config.Datasets[name].Photos != "daily" || d.Program.Photos.Dir == "" {
			continue
		}
		past, err := plan.PassedBy(d.ReadOn(plan, name))
		if err != nil || !past {
			if err != nil {
				return err
			}
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
		k := kept{name + " on " + p.Day.String(), p.Day}
		d.photos[name] = k
		if d.made[k.table] != "" {
			continue
		}
		d.made[k.table] = "a photo"
		if _, err := d.Bench.LoadRows(ctx, "", k.table, loaded.RowsOf(p.Rows)); err != nil {
			return fmt.Errorf("dataset %q: photo of %s: %w", name, p.Day, err)
		}
	}
	return nil
}

// fromPhoto has a metric without dates read the photo that stands for its dataset.
func (d *Gatherer) fromPhoto(plan *plans.Plan, m *metric.Metric) {
	k, ok := d.photos[m.Dataset]
	if !ok {
		return
	}
	ds := plan.Model.Datasets[m.Dataset]
	ds.Name = k.table
	plan.Model.Datasets[k.table] = ds
	plan.Scope.States[k.table] = scope.State{Read: k.day}
	delete(plan.Scope.States, m.Dataset) // a pipeline that reads it too says so itself
	m.Dataset = k.table
}
