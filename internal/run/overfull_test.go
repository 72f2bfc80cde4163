package run

import (
	"testing"

	"bilan/internal/config"
	"bilan/internal/gather"
	"bilan/internal/plans"
)

// PageWarning warns about more pages than the YAML asks for, but not about more than the two that a pack asks for by
// default.
func TestOverfull(t *testing.T) {
	for _, c := range []struct {
		fit, pack string
		pages     int
		said      bool
	}{
		{"pages", "", 9, false}, {"page", "", 1, false}, {"page", "", 2, true}, {"2 pages", "", 2, false}, {"2 pages", "", 3, true},
		{"2 pages", "team", 3, false}, {"page", "summary", 2, true},
	} {
		e := &Edition{Batch: &gather.Batch{Plan: &plans.Plan{Report: config.Report{Pack: c.pack, Layout: config.Layout{Fit: c.fit}}}}, Pages: c.pages}
		if got := e.PageWarning(); (got != "") != c.said {
			t.Errorf("%s of pack %q on %d pages: %q", c.fit, c.pack, c.pages, got)
		}
	}
}
