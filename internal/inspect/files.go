package inspect

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// checkFiles warns of details of files that are easily overlooked, such as hidden rows or an empty column between two
// tables.
func (c *sourceCheck) checkFiles(context.Context) error {
	for _, key := range slices.Sorted(maps.Keys(c.Files)) {
		t := c.Files[key]
		for _, f := range t.Files {
			for _, remark := range f.Remarks {
				c.warn("sources."+t.Source, f.Origin+": "+remark, "")
			}
		}
	}
	return nil
}

// checkFooters warns of rows that the option footer removes although they look like the rows above them. The option of
// a folder also applies to files without a total.
func (c *sourceCheck) checkFooters(context.Context) error {
	for _, key := range slices.Sorted(maps.Keys(c.Files)) {
		t := c.Files[key]
		path := "sources." + t.Source + ".tables." + t.Name + ".csv.footer"
		if c.Config.Sources[t.Source].Tables[t.Name].CSV.Footer == 0 {
			path = "sources." + t.Source + ".csv.footer"
		}
		for _, f := range t.Files {
			for _, row := range f.Cut {
				c.warn(path, fmt.Sprintf("line %d of %s (%q) is cut off by footer: and looks like the rows above it", row.Line, row.Origin, row.Value),
					"write footer: only for the tables that end with a total, or total_rows: skip instead of it")
			}
		}
	}
	return nil
}
