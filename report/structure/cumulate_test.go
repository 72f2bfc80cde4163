package structure

import (
	"slices"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// The shares of a breakdown are shares of the engine's total, their running sums end with it, and a sentence counts the
// members that make 80 %, even if some members are in the line of all others.
func TestBreakdownSumsItsShares(t *testing.T) {
	section := func(limit int) section.Section {
		return section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week"), Cumulate: true, Limit: limit}}
	}
	of := func(amounts ...string) *sectiontest.Book {
		return &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
			s := sectiontest.Scope(t, "fr-FR", section(0))
			m := s.Metrics["revenue"]
			none := sectiontest.Num("no data")
			answer := metric.Answer{Total: sectiontest.Figure(m, sectiontest.Num(amounts[0]), none, none, none, none)}
			for i, ac := range amounts[1:] {
				key := string(rune('A' + i))
				answer.Slices = append(answer.Slices, metric.Slice{Key: key, Label: key, Figure: sectiontest.Figure(m, sectiontest.Num(ac), none, none, none, none)})
			}
			return answer
		}}
	}
	type line struct{ label, share, running string }
	for _, c := range []struct {
		limit int
		book  *sectiontest.Book
		want  []line
		note  string
	}{
		{0, of("1000", "100", "500", "250", "150"), []line{{"B", "50,0 %", "50,0 %"}, {"C", "25,0 %", "75,0 %"}, {"D", "15,0 %", "90,0 %"}, {"A", "10,0 %", "100,0 %"}}, "80 % du total : 3 sur 4."},
		{2, of("1000", "100", "500", "250", "150"), []line{{"B", "50,0 %", "50,0 %"}, {"C", "25,0 %", "75,0 %"}, {"Autres (2)", "25,0 %", "100,0 %"}}, "80 % du total : 3 sur 4."},
		{0, of("1000", "800", "200"), []line{{"A", "80,0 %", "80,0 %"}, {"B", "20,0 %", "100,0 %"}}, "80 % du total : 1 sur 2."},
		{0, of("-10", "90", "-100"), []line{{"A", "", ""}, {"B", "", ""}}, ""},
	} {
		sec := maker.First(t, sectiontest.Scope(t, "fr-FR", section(c.limit)), c.book)
		var got []line
		for _, b := range sec.Blocks[0].Bars.Bars[:len(c.want)] {
			got = append(got, line{sectiontest.PlainSpaces(b.Label), sectiontest.PlainSpaces(b.DeltaTxt), sectiontest.PlainSpaces(b.PctTxt)})
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
		noted := slices.ContainsFunc(sec.Footnotes, func(f string) bool { return sectiontest.PlainSpaces(f) == c.note })
		if noted != (c.note != "") {
			t.Errorf("notes %q, want %q", sec.Footnotes, c.note)
		}
	}
}
