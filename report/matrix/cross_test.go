package matrix

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// crossBook has revenue of two reps and of nobody in two ranges; Bruno sold no linen. A third rep sold nothing.
func crossBook(s *scope.Scope) *sectiontest.Book {
	f := func(ac, py string) metric.Figure {
		return sectiontest.Figure(s.Metrics["revenue"], sectiontest.Num(ac), sectiontest.Num("no target"), sectiontest.Num("no target"), sectiontest.Num(py), sectiontest.Num(py))
	}
	return &sectiontest.Book{Asked: map[metric.Ask]bool{}, Answers: func(a metric.Ask) metric.Answer {
		list := map[string][]metric.Slice{
			"rep":    {{Key: "a", Label: "Anna", Figure: f("3000", "2000")}, {Key: "b", Label: "Bruno", Figure: f("5000", "4000")}, {Key: "z", Label: "Zoé", Figure: f("0", "0")}, {Unassigned: true, Figure: f("500", "0")}},
			"region": {{Key: "l", Label: "Linge", Figure: f("1500", "1500")}, {Key: "v", Label: "Verres", Figure: f("7000", "4500")}},
		}[a.By]
		if a.Of != "" {
			list = []metric.Slice{
				{Of: "a", Key: "l", Label: "Linge", Figure: f("1000", "1500")}, {Of: "a", Key: "v", Label: "Verres", Figure: f("2000", "500")},
				{Of: "b", Key: "v", Label: "Verres", Figure: f("5000", "4000")}, {Of: "", Key: "l", Label: "Linge", Figure: f("500", "0")},
				{Of: "z", Key: "v", Label: "Verres", Figure: f("0", "0")},
			}
		}
		return metric.Answer{Total: f("8500", "6000"), Slices: list}
	}}
}

func heatLines(h *report.HeatMap) (lines []string) {
	for _, r := range h.Rows {
		cells := []string{r.Label}
		for _, c := range r.Cells {
			cells = append(cells, sectiontest.PlainSpaces(c.Text))
		}
		lines = append(lines, strings.Join(cells, " | "))
	}
	return lines
}

// Both dimensions are sorted by size, and totals are at both ends. Where two members never meet a sum is zero; members without
// any value are left out.
func TestHeatMapAcross(t *testing.T) {
	for show, want := range map[string][]string{
		"value":        {"Bruno | 5 000 | 0 | 5 000", "Anna | 2 000 | 1 000 | 3 000", "(non affecté) | 0 | 500 | 500", "Total | 7 000 | 1 500 | 8 500"},
		"vs_last_year": {"Bruno | +25 | div. 0 | +25", "Anna | +300 | −33 | +50", "(non affecté) | div. 0 | div. 0 | div. 0", "Total | +56 | 0 | +42"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Across: "region", Show: show}})
		b := crossBook(s)
		h := maker.First(t, s, b).Blocks[0].Heat
		if got := heatLines(h); !slices.Equal(got, want) {
			t.Errorf("%s: lines\n%s\nwant\n%s", show, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if want := []string{"Verres", "Linge", "Total"}; !slices.Equal(h.Columns, want) {
			t.Errorf("%s: columns %q, want %q", show, h.Columns, want)
		}
		if !b.Asked[metric.Ask{Metric: "revenue", By: "region", Of: "rep", Period: s.Periods[0]}] {
			t.Errorf("%s: the pairs are not asked for", show)
		}
		if last := h.Rows[0].Cells[2]; show == "value" && last.Shade != 0 {
			t.Errorf("the total of a line has the shade %v", last.Shade)
		}
	}
	s := sectiontest.Scope(t, "fr-FR", section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Across: "region", Show: "value"}})
	maker.UsesItsNeeds(t, s, crossBook(s))
	sec := maker.First(t, s, crossBook(s))
	if want := "Chiffre d’affaires HT par rep et par region — en semaine 46, maximum 5 000 € (Bruno, Verres), minimum 0 € (Bruno, Linge)."; sectiontest.PlainSpaces(sec.Blocks[0].Heat.Alt) != want {
		t.Errorf("message %q", sectiontest.PlainSpaces(sec.Blocks[0].Heat.Alt))
	}
}

// Beyond twelve columns the smallest share one.
func TestHeatMapAcrossFoldsColumns(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Across: "region", Show: "value"}})
	f := func(ac string) metric.Figure {
		return sectiontest.Figure(s.Metrics["revenue"], sectiontest.Num(ac), sectiontest.Num("no target"), sectiontest.Num("no target"), sectiontest.Num("1"), sectiontest.Num("1"))
	}
	b := &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		if a.By == "rep" {
			return metric.Answer{Total: f("1500"), Slices: []metric.Slice{{Key: "a", Label: "Anna", Figure: f("1500")}}}
		}
		var list []metric.Slice
		for i := range 15 {
			key := string(rune('a' + i))
			list = append(list, metric.Slice{Of: map[bool]string{true: "a"}[a.Of != ""], Key: key, Label: key, Figure: f("100")})
		}
		return metric.Answer{Total: f("1500"), Slices: list}
	}}
	h := maker.Sections(t, s, b)[0].Blocks[0].Heat
	if n := len(h.Columns); n != 14 || sectiontest.PlainSpaces(h.Columns[12]) != "Autres (3)" || sectiontest.PlainSpaces(h.Rows[0].Cells[12].Text) != "300" {
		t.Errorf("columns %q, the folded one %q", h.Columns, h.Rows[0].Cells[12].Text)
	}
}
