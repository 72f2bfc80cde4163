package profile

import (
	"fmt"
	"strings"

	"bilan/internal/guess"
)

// yaml returns the table's settings as one line of YAML, with the doubts in a comment.
func (f *file) yaml() string {
	parts := []string{"file: " + guess.Scalar(f.settings.File)}
	if f.settings.Sheet != "" {
		parts = append(parts, "sheet: "+guess.Scalar(f.settings.Sheet))
	}
	if csv := f.csvSettings(); csv != "" {
		parts = append(parts, "csv: {"+csv+"}")
	}
	if len(f.settings.FillDown) > 0 {
		parts = append(parts, "fill_down: "+guess.Flow(f.settings.FillDown))
	}
	if w := f.settings.Wide; w.Columns != "" {
		wide := fmt.Sprintf("columns: %s, into: %s, value: %s", guess.FlowScalar(w.Columns), w.Into, w.Value)
		if w.Year > 0 {
			wide += fmt.Sprintf(", year: %d", w.Year)
		}
		parts = append(parts, "wide: {"+wide+"}")
	}
	line := fmt.Sprintf("  %s: {%s}", guess.Scalar(f.name), strings.Join(parts, ", "))
	if len(f.doubts) > 0 {
		line += "   # ? " + strings.ReplaceAll(strings.Join(f.doubts, "; "), "\n", " ")
	}
	return line
}

func (f *file) csvSettings() string {
	var parts []string
	add := func(key, value string) {
		if value != "" {
			parts = append(parts, key+": "+value)
		}
	}
	c := f.settings.CSV
	if c.Header != nil {
		add("header", fmt.Sprint(*c.Header))
		add("names", guess.Flow(c.Names))
	}
	add("dates", c.Dates)
	if c.Decimal != "" {
		add("decimal", `"`+c.Decimal+`"`)
	}
	add("total_rows", c.TotalRows)
	add("bad_rows", c.BadRows)
	if c.Footer > 0 {
		add("footer", fmt.Sprint(c.Footer))
	}
	if c.SkipLines > 0 {
		add("skip_lines", fmt.Sprint(c.SkipLines))
	}
	return strings.Join(parts, ", ")
}
