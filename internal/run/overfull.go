package run

import "fmt"

// Overfull says that the pages are more than the one that was asked for, and what may be done; "" where they are as asked.
func (e *Edition) Overfull() string {
	if e.Plan.Report.Layout.Fit != "page" || e.Pages < 2 {
		return ""
	}
	return fmt.Sprintf("report %q takes %d pages although layout: {fit: page} asks for one: leave out a section, give small ones width: 1/2, or lists a smaller limit:", e.Plan.Name, e.Pages)
}
