package inspect

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config/section"
	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/nearest"
	"bilan/internal/plans"
	"bilan/internal/table"
)

// checkStages warns of a pipeline's stages that do not occur in the data. A misspelt stage would be printed as zero.
func (c *sourceCheck) checkStages(ctx context.Context) error {
	for _, report := range slices.Sorted(maps.Keys(c.Config.Reports)) {
		for i, s := range c.Config.Reports[report].Sections {
			if s.Pipeline == nil || c.hasNoValues(s.Pipeline.Dataset) {
				continue
			}
			found, err := c.columnTexts(ctx, s.Pipeline.Dataset, s.Pipeline.Stage)
			if err != nil || len(found) == 0 {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				continue // a missing column was already reported
			}
			at := fmt.Sprintf("reports.%s.sections[%d].pipeline", report, i)
			for _, list := range []struct {
				key   string
				names []string
			}{{"stages", s.Pipeline.Stages}, {"won", s.Pipeline.Won}, {"lost", s.Pipeline.Lost}} {
				c.checkStageList(at+"."+list.key, list.names, found, s.Pipeline)
			}
		}
	}
	return nil
}

func (c *sourceCheck) checkStageList(path string, names, found []string, p *section.Pipeline) {
	for i, name := range names {
		if slices.Contains(found, name) || c.isUnmetInList(p.Dataset, name, found) {
			continue
		}
		hint := "found: " + plans.FirstFive(found)
		if near := nearest.Word(name, found); near != "" {
			hint = fmt.Sprintf("did you mean %q? found: %s", near, plans.FirstFive(found))
		}
		c.warn(diagnose.ItemPath(c.Config, path, i), fmt.Sprintf("no row of %q has the %s %q", p.Dataset, p.Stage, name), hint)
	}
}

// columnTexts returns the distinct texts of a column, 100 at most.
func (c *sourceCheck) columnTexts(ctx context.Context, dataset, column string) ([]string, error) {
	t, err := c.Query(ctx, fmt.Sprintf("select distinct trim(cast(%s as varchar)) as __v from %s where __v <> '' order by __v limit 100", table.Ident(column), table.Ident(dataset)))
	if err != nil {
		return nil, err
	}
	var list []string
	for _, row := range t.Rows {
		list = append(list, strings.TrimSpace(loaded.CellText(row[0])))
	}
	return list, nil
}
