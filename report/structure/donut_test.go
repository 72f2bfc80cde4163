package structure

import (
	"fmt"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

func ring(name string, limit int) section.Section {
	return section.Section{Breakdown: &section.Breakdown{Metric: name, By: "rep", Period: period.MustPhrase("last week"), As: "donut", Limit: limit}}
}

func partsOf(d *report.Donut) string {
	var list []string
	for _, p := range d.Parts {
		list = append(list, fmt.Sprintf("%s %s %s %v", p.Label, p.Text, p.Share, p.Others))
	}
	return sectiontest.PlainSpaces(strings.Join(list, ", "))
}

func TestDonutParts(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", ring("revenue", 2))
	sec := maker.First(t, s, sectiontest.Members(s, "revenue", "1000 1 1", "C: 333 1 1", "A: 334 1 1", "B: 310 1 1", "E: 3 1 1", "zero: 0 1 1", ": 20 1 1"))
	d := sec.Blocks[0].Donut
	if got := partsOf(d); got != "A 334 34 % false, C 333 33 % false, Autres (2) 313 31 % true, (non affecté) 20 2 % false" {
		t.Errorf("parts %s", got)
	}
	if sectiontest.PlainSpaces(d.Total) != "1 000 €" || d.Label != "Chiffre d’affaires HT" || sec.Unit != "€" || !strings.Contains(strings.Join(sec.Footnotes, ""), "1\u00a0ligne sans valeur") {
		t.Errorf("total %q, label %q, unit %q, notes %q", d.Total, d.Label, sec.Unit, sec.Footnotes)
	}
	if want := "Chiffre d’affaires HT par rep : A en tête, 334 € (34 %) ; total 1 000 €."; sectiontest.PlainSpaces(d.Alt) != want {
		t.Errorf("alt %q", d.Alt)
	}
	s = sectiontest.Scope(t, "fr-FR", ring("revenue", 0))
	var list []string
	for i := range 200 {
		list = append(list, fmt.Sprintf("m%d: 5 1 1", i))
	}
	if d = maker.First(t, s, sectiontest.Members(s, "revenue", "1000 1 1", list...)).Blocks[0].Donut; len(d.Parts) != 7 || !d.Parts[6].Others || d.Parts[6].Label != "Autres (194)" {
		t.Errorf("200 members: %s", partsOf(d))
	}
}

func TestShares(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR")
	for values, want := range map[string]string{
		"1 1 1":             "34 %, 33 %, 33 %",
		"1":                 "100 %",
		"999999 1":          ">99 %, <1 %",
		"50.5 49.5":         "51 %, 49 %",
		"985 5 5 5":         "99 %, 1 %, <1 %, <1 %",
		"0.0001 0.0003":     "25 %, 75 %",
		"1000000000000 1 0": ">99 %, <1 %, 0 %",
	} {
		var nums []metric.Num
		for _, v := range strings.Fields(values) {
			nums = append(nums, sectiontest.Num(v))
		}
		if got := sectiontest.PlainSpaces(strings.Join(percents(s, nums), ", ")); got != want {
			t.Errorf("%s: %s, want %s", values, got, want)
		}
	}
}

// A metric that is not the sum of positive parts is drawn as bars, and a footnote says why.
func TestDonutFallsBackToBars(t *testing.T) {
	for why, c := range map[string]struct {
		metric, total string
		members       []string
	}{
		"cet indicateur ne s’additionne pas": {"conversion", "0.3 0.28 0.2", []string{"A: 0.3 0.28 0.2"}},
		"une des parts serait négative":      {"revenue", "90 1 1", []string{"A: 100 1 1", "B: -10 1 1"}},
		"tout est à zéro":                    {"revenue", "0 1 1", []string{"A: 0 1 1", "B: 0 1 1"}},
	} {
		s := sectiontest.Scope(t, "fr-FR", ring(c.metric, 0))
		sec := maker.First(t, s, sectiontest.Members(s, c.metric, c.total, c.members...))
		if sec.Blocks[0].Bars == nil || !strings.Contains(strings.Join(sec.Footnotes, ""), why) {
			t.Errorf("%s: %+v, notes %q", why, sec.Blocks[0], sec.Footnotes)
			continue
		}
		if bar := sec.Blocks[0].Bars.Bars[0]; bar.Ref != nil || bar.DeltaTxt != "" || bar.PctTxt != "" {
			t.Errorf("%s: compares with something: %+v", why, bar)
		}
	}
}
