package matrix

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
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

// Lines beyond the limit are left out, with a note. The columns of a metric that does not add up are not folded, and a
// note says how many are shown.
func TestHeatMapAcrossIsCut(t *testing.T) {
	for name, want := range map[string]string{
		"revenue":    "Affichés : les 2 plus grands sur 3. | Autres (3) | B",
		"conversion": "Affichés : les 2 plus grands sur 3. | Seules les 12 premières lignes sur 15 sont affichées ; les autres ne s’additionnent pas. | l | B",
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{HeatMap: &section.HeatMap{Metric: name, By: "rep", Across: "region", Show: "value", Limit: 2}})
		b := &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
			f := sectiontest.Figure(s.Metrics[name], sectiontest.Num("0.5"), sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num("1"))
			answer := metric.Answer{Total: f}
			for i := range 45 {
				key, rep := string(rune('a'+i%15)), string(rune('A'+i/15))
				switch {
				case a.Of != "":
					answer.Slices = append(answer.Slices, metric.Slice{Of: rep, Key: key, Label: key, Figure: f})
				case a.By == "rep" && i%15 == 0:
					answer.Slices = append(answer.Slices, metric.Slice{Key: rep, Label: rep, Figure: f})
				case a.By == "region" && i < 15:
					answer.Slices = append(answer.Slices, metric.Slice{Key: key, Label: key, Figure: f})
				}
			}
			return answer
		}}
		sec := maker.First(t, s, b)
		h := sec.Blocks[0].Heat
		if got := sectiontest.PlainSpaces(strings.Join(append(sec.Footnotes, h.Columns[len(h.Columns)-2], h.Rows[len(h.Rows)-2].Label), " | ")); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// A state that is not known for the report's period gives its reason, and asks for nothing.
func TestHeatMapAcrossOfThePast(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", section.Section{HeatMap: &section.HeatMap{Metric: "customers", By: "rep", Across: "region"}})
	s.States = map[string]scope.State{"": {Read: period.NewDate(2026, 11, 28), Past: true}}
	if n := maker.Needs(t, s); len(n.Asks) != 0 {
		t.Errorf("asks %v", n.Asks)
	}
	sec := maker.First(t, s, &sectiontest.Book{})
	if text := sec.Blocks[0].Text; text == nil || !strings.Contains(sectiontest.PlainSpaces(text.Paragraphs[0].Runs[0].Text), "as read on 28 November 2026") {
		t.Errorf("shows %+v", sec.Blocks[0])
	}
}
