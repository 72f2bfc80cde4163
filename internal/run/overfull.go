package run

import "fmt"

// PageWarning returns a warning that the edition has more pages than the report's layout: asks for, with advice; "" if
// it has not. It does not warn about a pack's own limit of two pages, because a team may be too large for them.
func (e *Edition) PageWarning() string {
	r := &e.Plan.Report
	limit := r.Layout.Pages()
	if limit == 0 || e.Pages <= limit || r.Pack != "" && limit > 1 {
		return ""
	}
	return fmt.Sprintf("report %q takes %d pages although layout: {fit: %s} asks for %s: leave out a section, give small ones width: 1/2, or lists a smaller limit:",
		e.Plan.Name, e.Pages, r.Layout.Fit, [...]string{"one", "two"}[limit-1])
}
