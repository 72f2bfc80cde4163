package inspect

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/table"
)

// checkRosters warns of keys with several rows in the dataset of a dimension, if the rows do not have different days
// from which they are valid. Only one of these rows would count, for all time.
func (c *sourceCheck) checkRosters(ctx context.Context) error {
	for _, name := range slices.Sorted(maps.Keys(c.Config.Dimensions)) {
		d := c.Config.Dimensions[name]
		if d.Dataset == "" || d.Key == "" || c.hasNoValues(d.Dataset) {
			continue
		}
		by, hint := table.Ident(d.Key), "keep one row per key, or name the column from when each row is valid: active: {from: hired_on}"
		if d.Active.From != "" {
			by, hint = by+", "+table.Ident(d.Active.From), "each row of a key needs a day of its own in column "+fmt.Sprintf("%q", d.Active.From)
		}
		t, err := c.Query(ctx, fmt.Sprintf("select cast(%s as varchar), count(*) from %s where %s is not null group by %s having count(*) > 1 order by 1 limit 7",
			table.Ident(d.Key), table.Ident(d.Dataset), table.Ident(d.Key), by))
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			continue // a missing column was already reported
		}
		var twice []string
		for _, row := range t.Rows {
			twice = append(twice, fmt.Sprintf("%q", strings.TrimSpace(loaded.CellText(row[0]))))
		}
		switch len(twice) {
		case 0:
		case 1:
			c.warn("dimensions."+name+".key", fmt.Sprintf("the key %s is on several rows of %q", twice[0], d.Dataset), hint)
		default:
			c.warn("dimensions."+name+".key", fmt.Sprintf("keys are on several rows of %q: %s", d.Dataset, plans.FirstFive(twice)), hint)
		}
	}
	return nil
}
