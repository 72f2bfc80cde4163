package timetable

import (
	"fmt"
	"io"
	"time"

	"bilan/internal/ledger"
)

// PrintRepairs writes for people the changes that set reports which are planned ahead back to the clock. done says
// whether they are made or only proposed. Instants are in the zone of at, which is the present instant.
func PrintRepairs(w io.Writer, list []ledger.Repair, at time.Time, done bool) {
	now := formatMinute(at)
	if len(list) == 0 {
		fmt.Fprintf(w, "No report is planned ahead of the clock (%s): there is nothing to repair.\n", now)
		return
	}
	for _, r := range list {
		fmt.Fprintf(w, "%s is planned until %s: back to %s.\n", r.Report, formatMinute(r.Until.In(at.Location())), now)
		if r.GaveUp > 0 {
			fmt.Fprintf(w, "  %d turns ahead that were given up are planned again when they are due.\n", r.GaveUp)
		}
		for _, s := range r.Made {
			fmt.Fprintf(w, "  %s was %s ahead of its day: it stays in the history as made by hand, and is made again when it is due.\n", s.Slot, s.State)
		}
	}
	if !done {
		fmt.Fprintf(w, "Nothing has been changed yet. If %s is the right time: bilan state repair --yes\n", now)
	}
}

func formatMinute(t time.Time) string { return t.Format("2006-01-02 15:04") }
