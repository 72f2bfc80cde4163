package run

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/config/section"
	"bilan/internal/gather"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/table"
)

// PhotoDatasets returns the names of the datasets with photos: daily, in order.
func PhotoDatasets(cfg *config.Config) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(cfg.Datasets)) {
		if cfg.Datasets[name].Photos == "daily" {
			names = append(names, name)
		}
	}
	return names
}

// Photograph stores the present rows of a dataset as the photo of the day on which they were read. For files, it is the
// day on which the newest file was written. It returns that day and the number of rows.
func (p *Program) Photograph(ctx context.Context, dataset string) (day period.Date, rows int, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("photo of %q: %w", dataset, err)
		}
	}()
	query := "select * from " + table.Ident(dataset)
	plan, err := plans.ForReport(&p.Program, plans.Order{}, config.Report{Periods: []period.Phrase{period.MonthToDate}, Timezone: p.Config.Timezone,
		Sections: []section.Section{{Table: &section.Table{Query: query}}}})
	if err != nil {
		return day, 0, err
	}
	d, err := gather.Open(ctx, &p.Program, p.Config.Timezone.Location())
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
	day = readDay(d, plan, dataset)
	if len(t.Rows) == 0 {
		before, err := p.Photos.At(dataset, day, day.AddDays(-gather.PhotoAge))
		if err != nil {
			return day, 0, err
		}
		if before != nil && len(before.Rows.Rows) > 0 {
			return day, 0, fmt.Errorf("it has no row, and had %d on %s: no photo is kept", len(before.Rows.Rows), before.Day)
		}
	}
	return day, len(t.Rows), p.Photos.Take(dataset, day, p.Now, t)
}

// readDay returns the newest day on which a dataset's tables were read. For an entity of the sales model it ignores the
// entities to which that one refers, such as reps and customers.
func readDay(d *gather.Gatherer, plan *plans.Plan, dataset string) (newest period.Date) {
	if plan.Config.Datasets[dataset].Entity == "" {
		return d.ReadOn(plan, dataset)
	}
	for _, from := range plan.Reads[dataset] {
		if day := d.ReadOn(plan, from); !strings.HasPrefix(from, "sales.") && newest.Before(day) {
			newest = day
		}
	}
	return newest
}
