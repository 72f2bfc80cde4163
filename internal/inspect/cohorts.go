package inspect

import (
	"context"

	"bilan/internal/config/section"
	"bilan/internal/diagnose"
	"bilan/internal/plans"
)

// checkCohorts checks the date column of each section of cohorts, and runs its value once.
func (c *sourceCheck) checkCohorts(ctx context.Context) error {
	plans.EachCohorts(c.Config, func(path string, s *section.Cohorts) {
		if c.Broken[s.Dataset] {
			return
		}
		odd := !c.Empty[s.Dataset] && c.recordMisfit(diagnose.CohortMisfit(ctx, c.Data, c.Plan, path, s))
		if s.Value != "" && !odd {
			c.CheckValue(ctx, s.Dataset, path+".value", s.Value)
		}
	})
	return ctx.Err()
}
