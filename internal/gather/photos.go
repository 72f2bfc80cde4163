package gather

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/config/section"
	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/metric"
)

// photoAge is how many days a photo may be older than the day that is asked for. A state is always called by its own day.
const photoAge = 7

// loadPhotos loads what datasets held at the end of the report's first period, where the report is of the past and there are photos of it.
func (d *Gatherer) loadPhotos(ctx context.Context, plan *plans.Plan) error {
	for _, name := range plan.Datasets {
		if plan.Config.Datasets[name].Photos != "daily" || d.Program.Photos.Dir == "" {
			continue
		}
		past, err := plan.PassedBy(d.readOn(plan, name))
		if err != nil || !past {
			if err != nil {
				return err
			}
			continue
		}
		day := plan.Periods[0].End.AddDays(-1)
		p, err := d.Program.Photos.At(name, day, day.AddDays(-photoAge))
		if err != nil {
			return fmt.Errorf("dataset %q: photo of %s: %w", name, day, err)
		}
		if p == nil {
			continue
		}
		k := kept{name + " on " + p.Day.String(), p.Day}
		if _, err := d.Bench.LoadRows(ctx, "", k.table, &held{t: p.Rows}); err != nil {
			return fmt.Errorf("dataset %q: photo of %s: %w", name, p.Day, err)
		}
		d.photos[name] = k
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
	plan.Scope.States[k.table] = report.State{Read: k.day}
	delete(plan.Scope.States, m.Dataset) // a pipeline that reads it too says so itself
	m.Dataset = k.table
}

// held is a table as rows.
type held struct {
	t  *table.Table
	at int
}

func (h *held) Columns() []table.Column { return h.t.Columns }
func (h *held) Close() error            { return nil }

func (h *held) Next() ([]table.Cell, error) {
	if h.at == len(h.t.Rows) {
		return nil, io.EOF
	}
	h.at++
	return h.t.Rows[h.at-1], nil
}

// Photographed are the datasets of which photos are kept, by name.
func Photographed(cfg *config.Config) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(cfg.Datasets)) {
		if cfg.Datasets[name].Photos == "daily" {
			names = append(names, name)
		}
	}
	return names
}

// Photograph keeps what a dataset holds now, as the photo of the day on which it was read: of files the day on which the newest of them was written.
func Photograph(ctx context.Context, p *loaded.Program, dataset string) (day period.Date, rows int, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("photo of %q: %w", dataset, err)
		}
	}()
	query := "select * from " + loaded.Ident(dataset)
	plan, err := plans.Of(p, plans.Order{}, config.Report{Periods: []string{"month to date"}, Timezone: p.Config.Timezone,
		Sections: []section.Section{{Table: &section.Table{Query: query}}}})
	if err != nil {
		return day, 0, err
	}
	d, err := Open(ctx, p, p.Config.Timezone)
	if err != nil {
		return day, 0, err
	}
	defer d.Close()
	if err := plans.Complete(ctx, d.Data, plan); err != nil {
		return day, 0, err
	}
	if err := d.Fetch(ctx, plan, func(_ string, err error) error { return err }); err != nil {
		return day, 0, err
	}
	t, err := d.Bench.Query(ctx, query, plan.Params)
	if err != nil {
		return day, 0, err
	}
	day = d.ownDay(plan, dataset)
	if len(t.Rows) == 0 {
		before, err := p.Photos.At(dataset, day, day.AddDays(-photoAge))
		if err != nil {
			return day, 0, err
		}
		if before != nil && len(before.Rows.Rows) > 0 {
			return day, 0, fmt.Errorf("it has no row, and had %d on %s: nothing is kept", len(before.Rows.Rows), before.Day)
		}
	}
	return day, len(t.Rows), p.Photos.Take(dataset, day, p.Now, t)
}

// ownDay is the day on which a dataset's own tables were read: that of an entity of sales does not go by the reps and customers that it names.
func (d *Gatherer) ownDay(plan *plans.Plan, dataset string) (newest period.Date) {
	if plan.Config.Datasets[dataset].Entity == "" {
		return d.readOn(plan, dataset)
	}
	for _, from := range plan.Reads[dataset] {
		if day := d.readOn(plan, from); !strings.HasPrefix(from, "sales.") && newest.Before(day) {
			newest = day
		}
	}
	return newest
}
