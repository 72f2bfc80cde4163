package run

import (
	"strings"
	"testing"

	"bilan/internal/member"
	"bilan/internal/plans"
)

// A member's edition says which of his own past figures changed since his last one, but not those of colleagues.
func TestRestatedOfAMember(t *testing.T) {
	c := readCompany(t, "burst")
	c["bilan.yaml"] = strings.Replace(c["bilan.yaml"], "    each: ", "    names: shown\n    each: ", 1)
	p := c.program(t, nil)
	list, _, err := burst(t.Context(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	order := plans.Order{Report: "hebdo", BeforeOf: map[string][]byte{}}
	colleagues := 0
	for _, e := range list {
		set := e.Record()
		for i, f := range set {
			own := f.By == "" && e.member() == "rep=R01" && f.Metric == "revenue"
			if f.By == "rep" {
				colleagues++
			}
			if (own || f.By == "rep") && !f.Provisional && f.AC != "" {
				set[i].AC = "77"
			}
		}
		text, err := set.Encode()
		if err != nil {
			t.Fatal(err)
		}
		order.BeforeOf[e.member()] = text
	}
	b, err := p.Burst(t.Context(), order)
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]*Edition{}
	if err := b.Each(t.Context(), b.Readers(), func(e *Edition) error { told[e.member()] = e; return nil }, nil); err != nil {
		t.Fatal(err)
	}
	m := member.Find(b.Members, "rep", "R01")
	if said := told[m.ID()].Restated; len(said) == 0 || !strings.Contains(said[0], "77") || told[m.ID()].Document.Sections[0].Title == list[0].Document.Sections[0].Title {
		t.Errorf("told: %q", said)
	}
	if said := told["rep=R02"].Restated; colleagues == 0 || len(said) > 0 {
		t.Errorf("told of colleagues (%d figures): %q", colleagues, said)
	}
}
