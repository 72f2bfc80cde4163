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

// EachCohorts calls f for each cohort section of the YAML, with the section's path.
func EachCohorts(cfg *config.Config, f func(path string, s *section.Cohorts)) {
	for _, report := range slices.Sorted(maps.Keys(cfg.Reports)) {
		for i, s := range cfg.Reports[report].Sections {
			if s.Cohorts != nil {
				f(fmt.Sprintf("reports.%s.sections[%d].cohorts", report, i), s.Cohorts)
			}
		}
	}
}

// Beginning matches the parameters by which a query leaves out earlier rows.
var Beginning = regexp.MustCompile(`:(?:history_start|period_start)\b`)

// checkCohorts checks a cohort section: its value, and that its dataset reaches back to each member's first row.
func (c *sqlChecker) checkCohorts(ctx context.Context, path string, s *section.Cohorts) {
	if s.Value != "" {
		c.checkValue(ctx, path+".value", s.Value)
	}
	cut, by := c.findBeginning(ctx, s.Dataset, map[string]bool{})
	if cut == "" {
		return
	}
	reason := fmt.Sprintf("dataset %q starts at %s", cut, by)
	if cut != s.Dataset {
		reason = fmt.Sprintf("dataset %q reads %q, which starts at %s", s.Dataset, cut, by)
	}
	c.mistakes.Add(c.cfg.At(path+".dataset", reason+": older customers would seem to begin on that day",
		"remove that condition from the query, or name a dataset without it"))
}

// findBeginning returns the first dataset, among name and those that it reads, whose query leaves out earlier rows, and
// the parameter by which it does. Both are "" if there is none. seen holds the datasets already visited.
func (c *sqlChecker) findBeginning(ctx context.Context, name string, seen map[string]bool) (dataset, parameter string) {
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
		return "", "" // checkDatasets reports the error
	}
	w := newWalk(c.cfg, c.bench)
	for _, t := range tables {
		if dataset, parameter = c.findBeginning(ctx, w.datasetName(t), seen); dataset != "" {
			return dataset, parameter
		}
	}
	return "", ""
}
