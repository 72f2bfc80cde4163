package matrix

import (
	"math/big"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// triangular returns n monthly cohorts of 100, 110, 120 … members, of whom fewer come back each month.
func triangular(s *scope.Scope, n int) []metric.Cohort {
	periods := s.Calendar.Last(n, period.Month, s.Periods[0].End)
	var list []metric.Cohort
	for i, p := range periods {
		c := metric.Cohort{Period: p, Size: int64(100 + 10*i)}
		for age := range n {
			switch {
			case age == 0:
				c.Cells = append(c.Cells, metric.NumOf(big.NewRat(c.Size, 1)))
			case i+age < n:
				c.Cells = append(c.Cells, metric.NumOf(big.NewRat(int64(40-10*age+i), 1)))
			default:
				c.Cells = append(c.Cells, metric.NoNum(metric.NotYet))
			}
		}
		list = append(list, c)
	}
	return list
}

func cellsOf(h *report.HeatMap) string {
	var lines []string
	for _, r := range h.Rows {
		line := []string{r.Label, r.Extra}
		for _, c := range r.Cells {
			line = append(line, c.Text)
		}
		lines = append(lines, sectiontest.PlainSpaces(strings.Join(line, " ")))
	}
	return strings.Join(lines, "\n")
}

func cohortSection(show string) section.Section {
	return section.Section{Cohorts: &section.Cohorts{Dataset: "orders", Member: "customer_id", Date: "order_date", Last: 4, Show: show, Value: "sum(amount)"}}
}

// The data ends on 15 November, so the cells of November have a star and are not in the averages.
func TestCohortsShare(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", cohortSection(""))
	sec := maker.First(t, s, &sectiontest.Book{CohortList: triangular(s, 4)})
	want := strings.Join([]string{
		"août 2026 100 100 30 20 10*", "sept. 2026 110 100 28 19* ", "oct. 2026 120 100 27*  ", "nov. 2026 130 100*   ",
		"Moyenne 460 100 29 20 ",
	}, "\n")
	if got := cellsOf(sec.Blocks[0].Heat); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	h := sec.Blocks[0].Heat
	if h.Rows[0].Cells[0].Shade != 0 || h.Rows[0].Cells[1].Shade != 1 || h.Rows[0].Cells[3].Shade >= h.Rows[0].Cells[2].Shade {
		t.Errorf("shades %+v", h.Rows[0].Cells)
	}
	if sectiontest.PlainSpaces(h.Caption) != "En moyenne, 29 % reviennent le mois suivant." || sec.Unit != "%" {
		t.Errorf("caption %q, unit %q", h.Caption, sec.Unit)
	}
	if notes := sectiontest.PlainSpaces(strings.Join(sec.Notes(), " ")); !strings.Contains(notes, "* Novembre 2026 en cours : chiffres jusqu’au 15 novembre 2026.") ||
		!strings.Contains(notes, "Moyenne pondérée") {
		t.Errorf("notes %q", notes)
	}
}

func TestCohortsValue(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", cohortSection("value"))
	sec := maker.First(t, s, &sectiontest.Book{CohortList: triangular(s, 4)})
	h := sec.Blocks[0].Heat
	if len(h.Rows) != 4 || h.Rows[3].Cells[0].Shade != 1 || sectiontest.PlainSpaces(h.Caption) != "604 € en tout, dont 24 % après la première période." || sec.Unit != "€" {
		t.Errorf("%+v, caption %q, unit %q", h.Rows, h.Caption, sec.Unit)
	}
	needs := maker.Needs(t, s)
	if len(needs.Cohorts) != 1 || needs.Cohorts[0].ID != "sections[0]" || needs.Cohorts[0].Value != "sum(amount)" || len(needs.Cohorts[0].Periods) != 4 {
		t.Errorf("%+v", needs.Cohorts)
	}
	s = sectiontest.Scope(t, "fr-FR", cohortSection("members"))
	if needs = maker.Needs(t, s); needs.Cohorts[0].Value != "" {
		t.Errorf("members are counted, not valued: %+v", needs.Cohorts)
	}
}

func TestCohortsOnAnyData(t *testing.T) {
	none := metric.NoNum(metric.NotYet)
	for name, list := range map[string][]metric.Cohort{
		"nobody began":  {{Period: sectiontest.Scope(t, "fr-FR").Periods[1], Size: 0, Cells: []metric.Num{sectiontest.Num("0")}}},
		"no answer":     nil,
		"one cohort":    {{Period: sectiontest.Scope(t, "fr-FR").Periods[1], Size: 1, Cells: []metric.Num{sectiontest.Num("1")}}},
		"an empty one":  {{Size: 5, Cells: []metric.Num{sectiontest.Num("5"), sectiontest.Num("0")}}, {Size: 0, Cells: []metric.Num{sectiontest.Num("0"), none}}},
		"all come back": {{Size: 300, Cells: []metric.Num{sectiontest.Num("300"), sectiontest.Num("299"), sectiontest.Num("1"), sectiontest.Num("300")}}},
		"negative":      {{Size: 300, Cells: []metric.Num{sectiontest.Num("-300"), sectiontest.Num("-299.5"), sectiontest.Num("no data"), none}}},
	} {
		for _, show := range []string{"share", "members", "value"} {
			s := sectiontest.Scope(t, "de-DE", cohortSection(show))
			sec := maker.First(t, s, &sectiontest.Book{CohortList: list})
			if nothing := sec.Blocks[0].Text != nil; nothing != (name == "nobody began" || name == "no answer") {
				t.Errorf("%s: %+v", name, sec.Blocks[0])
			}
			if name == "all come back" && show == "share" && !strings.Contains(cellsOf(sec.Blocks[0].Heat), "300 100 >99 <1 100") {
				t.Errorf("shares that are nearly all or nothing:\n%s", cellsOf(sec.Blocks[0].Heat))
			}
			if name == "all come back" && show == "share" {
				cells := sec.Blocks[0].Heat.Rows[0].Cells
				for age, want := range []*big.Rat{notation.Unity, big.NewRat(299, 300), big.NewRat(1, 300), notation.Unity} {
					if x := cells[age].Exact; x == nil || x.Value.Cmp(want) != 0 {
						t.Errorf("the number behind %q is %+v, want %v", cells[age].Text, x, want)
					}
				}
			}
		}
	}
}

// If no member began in the periods, a sentence says that there is no cohort, instead of "no data".
func TestCohortsOfNobody(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", cohortSection(""))
	none := triangular(s, 4)
	for i := range none {
		none[i].Size = 0
	}
	for _, list := range [][]metric.Cohort{nil, none} {
		if text := maker.First(t, s, &sectiontest.Book{CohortList: list}).Blocks[0].Text; text == nil || text.Paragraphs[0].Runs[0].Text != "Aucune cohorte ne débute sur cette période." {
			t.Errorf("%+v", text)
		}
	}
}
