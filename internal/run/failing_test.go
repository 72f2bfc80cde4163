package run

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/distribution"
	"bilan/internal/member"
	"bilan/internal/plans"
	"bilan/report"
)

// An edition that cannot be drawn holds all editions. With if_one_fails: send others it is left out and named.
func TestIfOneFails(t *testing.T) {
	for _, rule := range []string{"", "    if_one_fails: send others\n"} {
		c := readCompany(t, "burst")
		c.change(t, "bilan.yaml", "    each: ", rule+"    each: ")
		b, err := c.program(t, nil).Burst(t.Context(), plans.Order{Report: "hebdo"})
		if err != nil {
			t.Fatal(err)
		}
		b.tamper = func(_ *Burst, m member.Member, what any) {
			if doc, ok := what.(*report.Document); ok && m.Key == "R01" {
				doc.Logo = []byte("no picture")
			}
		}
		made, d := 0, b.NewDistribution()
		err = b.Each(t.Context(), b.Readers(), func(*Edition) error { made++; return nil }, b.Skipping(d))
		failed := slices.ContainsFunc(d.Lines, func(l distribution.Line) bool {
			return l.Member == "rep=R01" && l.Skipped == distribution.SkippedFailed && strings.Contains(l.Reason(), "could not be made: draw: ")
		})
		if rule == "" && (err == nil || !strings.Contains(err.Error(), `the edition of rep "Émilie Brès" (R01)`)) {
			t.Errorf("all are held: %v", err)
		}
		if rule != "" && (err != nil || made != len(b.Readers())-1 || !failed) {
			t.Errorf("the others are sent: %d of %d, %v, %+v", made, len(b.Readers()), err, d.Lines)
		}
	}
}
