package matrix

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

func heat(show string) section.Section {
	return section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 2, Unit: period.Week}, Show: show}}
}

func TestHeatMapShades(t *testing.T) {
	list := []string{"A: 100 80 50", "B: 50 100 200", "C: -20 10 5", "D: 0 -none- -nd-", ": 10 20 20"}
	for show, want := range map[string]string{
		"":             "A 100 1.00 0, B 50 0.50 0, D 0 0.00 0, C −20 0.20 -1, (non affecté) 10 0.10 0, Total 140 0.00 0",
		"attainment":   "A 125 0.50 1, B 50 1.00 -1, C −200 1.00 -1, (non affecté) 50 1.00 -1, Total 67 0.67 -1",
		"vs_last_year": "A +100 1.00 1, B −75 1.00 -1, D n.d. 0.00 3, C −500 1.00 -1, (non affecté) −50 1.00 -1, Total −49 0.98 -1",
	} {
		s := sectiontest.Scope(t, "fr-FR", heat(show))
		h := maker.First(t, s, sectiontest.Members(s, "revenue", "140 210 275", list...)).Blocks[0].Heat
		var got []string
		for _, r := range h.Rows {
			got = append(got, fmt.Sprintf("%s %s %.2f %d", r.Label, r.Cells[1].Text, r.Cells[1].Shade, r.Cells[1].Tone))
		}
		if text := sectiontest.PlainSpaces(strings.Join(got, ", ")); text != want {
			t.Errorf("%s:\ngot  %s\nwant %s", show, text, want)
		}
	}
}

// An attainment below 100 % is never rounded to 100 %, and there is no attainment of a negative target.
func TestHeatMapIsHonest(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", heat("attainment"))
	h := maker.First(t, s, sectiontest.Members(s, "revenue", "1 1 1", "A: 99.99 100 1", "B: 100 100 1", "C: 5 -10 1", "D: 7 0 1")).Blocks[0].Heat
	if c := h.Rows[0].Cells[0]; c.Text != "100" || c.Tone != report.Neutral {
		t.Errorf("on target: %+v", c)
	}
	if c := h.Rows[1].Cells[0]; c.Text != "99" || c.Tone != report.Bad {
		t.Errorf("short of the target: %+v", c)
	}
	if got := h.Rows[2].Cells[0].Text + ", " + h.Rows[3].Cells[0].Text; got != "div. 0, n.s." {
		t.Errorf("without a base: %q", got)
	}
}

// In a week without unassigned rows, their line shows 0 for an additive metric, not "no data"; for a ratio it shows "no
// data".
func TestHeatMapOfWeeksWithoutStrays(t *testing.T) {
	for _, test := range []struct{ metric, show, want string }{
		{"revenue", "", "0, 10"}, {"revenue", "attainment", "sans obj., 50"}, {"revenue", "vs_last_year", "div. 0, −50"}, {"conversion", "", "n.d., 1 000,0"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{HeatMap: &section.HeatMap{Metric: test.metric, By: "rep", Last: period.Span{N: 2, Unit: period.Week}, Show: test.show}})
		b := sectiontest.Members(s, test.metric, "140 210 275", "A: 100 80 50", ": 10 20 20")
		answer := b.Answers
		b.Answers = func(a metric.Ask) metric.Answer {
			out := answer(a)
			if a.Period.Start.Before(s.Periods[0].Start) {
				out.Slices = out.Slices[:1]
			}
			return out
		}
		rows := maker.First(t, s, b).Blocks[0].Heat.Rows
		if nobody := rows[1]; nobody.Label != "(non affecté)" || sectiontest.PlainSpaces(nobody.Cells[0].Text+", "+nobody.Cells[1].Text) != test.want {
			t.Errorf("%s %s: %s %s, %s, want %s", test.metric, test.show, nobody.Label, nobody.Cells[0].Text, nobody.Cells[1].Text, test.want)
		}
	}
}

// Future cells are blank, a period that is not over has a star, and a name that would occur twice has its year.
func TestHeatMapOverTime(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 14, Unit: period.Month}}})
	b := sectiontest.Story(s)
	answer := b.Answers
	b.Answers = func(a metric.Ask) metric.Answer {
		out := answer(a)
		if a.Period.Open() {
			for i := range out.Slices {
				out.Slices[i].Figure.AC = sectiontest.Num("not yet")
			}
		}
		return out
	}
	sec := maker.First(t, s, b)
	h := sec.Blocks[0].Heat
	if sectiontest.PlainSpaces(h.Columns[0]) != "oct. 2025" || sectiontest.PlainSpaces(h.Columns[13]) != "nov. 2026*" || h.Rows[0].Cells[13] != (report.HeatCell{}) {
		t.Errorf("columns %q, cell %+v", h.Columns, h.Rows[0].Cells[13])
	}
	if notes := sectiontest.PlainSpaces(strings.Join(sec.Footnotes, " ")); notes != "* Novembre 2026 en cours : chiffres jusqu’au 15 novembre 2026." {
		t.Errorf("notes %q", notes)
	}
	if strings.Contains(strings.Join(sec.Notes(), " "), "à venir") {
		t.Error("the future is explained though it is blank")
	}
}

// The shades of a ratio start at its lowest value, here 25 %, not at zero.
func TestHeatMapOfARatio(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{HeatMap: &section.HeatMap{Metric: "conversion", By: "rep", Last: period.Span{N: 2, Unit: period.Week}}})
	h := maker.First(t, s, sectiontest.Members(s, "conversion", "0.27 0.28 0.26", "A: 0.3 0.28 0.2", "B: 0.25 0.28 0.2", "C: -nd- 0.28 -nd-")).Blocks[0].Heat
	if a, b, c := h.Rows[0].Cells[0], h.Rows[1].Cells[0], h.Rows[2].Cells[0]; a.Shade != 1 || b.Shade != 0 || c.Text != "n.d." || c.Tone != report.Muted {
		t.Errorf("%+v, %+v, %+v", a, b, c)
	}
}

func TestManyMembers(t *testing.T) {
	var list []string
	for i := range 200 {
		list = append(list, fmt.Sprintf("%s %d: %d 10 9", strings.Repeat("Société du Grand Ouest ", 3)[:60], i, i))
	}
	list = append(list, ": 3 -none- 4")
	for _, c := range []section.Section{
		{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 13, Unit: period.Week}, Limit: 12}},
		{Multiples: &section.Multiples{Metric: "revenue", By: "rep", Last: period.Span{N: 13, Unit: period.Week}}},
	} {
		s := sectiontest.Scope(t, "fr-FR", c)
		sec := maker.First(t, s, sectiontest.Members(s, "revenue", "19903 2000 1804", list...))
		if notes := strings.Join(sec.Footnotes, " "); !strings.Contains(notes, "les 12 plus grands sur 200") {
			t.Errorf("notes %q", notes)
		}
		var names []string
		if h := sec.Blocks[0].Heat; h != nil {
			for _, r := range h.Rows {
				names = append(names, r.Label)
			}
		} else {
			for _, p := range sec.Blocks[0].Multiples.Panels {
				names = append(names, p.Title)
			}
		}
		if !strings.HasSuffix(names[0], " 199") || names[12] != "(non affecté)" {
			t.Errorf("%q", names)
		}
	}
}
