package targettable

import (
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

// A gap with a judgement is not printed as 0. The column gets one more decimal if that shows most gaps; a smaller gap
// gets more decimals in its own cell.
func TestAJudgedGapIsNotZero(t *testing.T) {
	for name, c := range map[string]struct {
		metric, total string
		members       []string
		want          string
	}{
		"one decimal more": {"revenue", "152600000 156300000 1", []string{"A: 117000000 120000000 1", "B: 25300000 25700000 1", "C: 10300000 10600000 1"},
			"M€: A 120,0 117,0 ▼ −3,0 97,5 | B 25,7 25,3 ▼ −0,4 98,4 | C 10,6 10,3 ▼ −0,3 97,2 | Total 156,3 152,6 ▼ −3,7 97,6"},
		"more in its own cell": {"revenue", "399997 400003 1", []string{"A: 299996 300000 1", "B: 100001 100003 1"},
			"k€: A 300 300 ▼ −0,004 99,9 | B 100 100 ▼ −0,002 99,9 | Total 400 400 ▼ −0,006 99,9"},
		"ahead":     {"revenue", "101400 100000 1", []string{"A: 100300 100000 1", "B: 1100 0 1"}, "k€: A 100,0 100,3 ▲ +0,3 100,3 | B 0,0 1,1 ▲ +1,1 div. 0 | Total 100,0 101,4 ▲ +1,4 101,4"},
		"reached":   {"revenue", "100004 100000 1", []string{"A: 100004 100000 1"}, "k€: A 100 100 0 100,0 | Total 100 100 0 100,0"},
		"no cent":   {"revenue", "99999.9967 100000 1", []string{"A: 99999.9967 100000 1"}, "k€: A 100 100 0 99,9 | Total 100 100 0 99,9"},
		"in points": {"conversion", "0.2796 0.28 0.2", []string{"A: 0.2797 0.28 0.2"}, "%: A 28,00 27,97 ▼ −0,03 99,9 | Ensemble 28,00 27,96 ▼ −0,04 99,9"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{TargetTable: &section.TargetTable{Metric: c.metric, By: "rep", Period: period.MustPhrase("last week"),
			Columns: scalar.StringList{"target", "actual", "gap", "attainment"}}})
		sec := maker.First(t, s, sectiontest.Members(s, c.metric, c.total, c.members...))
		var rows []string
		for _, row := range sec.Blocks[0].Table.Rows {
			var cells []string
			for _, cell := range row.Cells {
				cells = append(cells, cell.Text)
			}
			rows = append(rows, strings.Join(cells, " "))
		}
		if got := sectiontest.PlainSpaces(sec.Unit + ": " + strings.Join(rows, " | ")); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}
