package plans

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"bilan/internal/config"
	"bilan/internal/config/section"
)

// EachCohorts calls f with every section of cohorts and its path.
func EachCohorts(cfg *config.Config, f func(path string, s *section.Cohorts)) {
	for _, report := range slices.Sorted(maps.Keys(cfg.Reports)) {
		for i, s := range cfg.Reports[report].Sections {
			if s.Cohorts != nil {
				f(fmt.Sprintf("reports.%s.sections[%d].cohorts", report, i), s.Cohorts)
			}
		}
	}
}

// Beginning finds the parameters with which a query excludes earlier rows.
var Beginning = regexp.MustCompile(`:(?:history_start|period_start)\b`)

// cohorts checks a section of cohorts: its value, and its dataset, which must reach back to each member's first row.
func (c *checkup) cohorts(ctx context.Context, path string, s *section.Cohorts) {
	if s.Value != "" {
		c.value(ctx, path+".value", s.Value)
	}
	cut, by := c.begins(ctx, s.Dataset, map[string]bool{})
	if cut == "" {
		return
	}
	where := fmt.Sprintf("dataset %q starts at %s", cut, by)
	if cut != s.Dataset {
		where = fmt.Sprintf("dataset %q reads %q, which starts at %s", s.Dataset, cut, by)
	}
	c.mistakes.Add(c.cfg.At(path+".dataset", where+": older customers would seem to begin on that day",
		"remove that condition from the query, or name a dataset without it"))
}

// begins returns the first dataset, among those that one reads, whose query excludes earlier rows, and the parameter
// that does it.
func (c *checkup) begins(ctx context.Context, name string, seen map[string]bool) (dataset, parameter string) {
	ds, ok := c.cfg.Datasets[name]
	if !ok || seen[name] {
		return "", ""
	}
	seen[name] = true
	if by := Beginning.FindString(ds.Query); by != "" {
		return name, by
	}
	if ds.Source != "" {
		return "", ""
	}
	tables, _, err := c.bench.Select(ctx, ds.Query)
	if err != nil {
		return "", "" // reported elsewhere
	}
	w := newWalk(c.cfg, c.bench)
	for _, t := range tables {
		if dataset, parameter = c.begins(ctx, w.named(t), seen); dataset != "" {
			return dataset, parameter
		}
	}
	return "", ""
}
