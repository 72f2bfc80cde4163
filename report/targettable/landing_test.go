package targettable

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// A footnote names the members without a target if others have one. The cell of a total that includes forecasts is
// marked.
func TestTargetTableNamesTheUntargeted(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep"}})
	m := s.Metrics["revenue"]
	open := func(ac, pl, lands string) metric.Figure {
		f := sectiontest.Figure(m, sectiontest.Num(ac), sectiontest.Num(pl), sectiontest.Num(pl), sectiontest.Num("1"), sectiontest.Num("1"))
		f.Outlook = metric.Outlook{Remaining: 11, Landing: sectiontest.Num(lands)}
		return f
	}
	answer := metric.Answer{Total: open("100", "200", "210")}
	for _, name := range []string{"A", "B", "C", "D", "E"} {
		pl := "no target"
		if name == "A" {
			pl = "200"
		}
		answer.Slices = append(answer.Slices, metric.Slice{Key: name, Label: name, Figure: open("20", pl, "42")})
	}
	sec := maker.First(t, s, &sectiontest.Book{Answers: func(metric.Ask) metric.Answer { return answer }})
	if !slices.Contains(sec.Footnotes, "Sans objectif\u00a0: B, C, D et 1\u00a0autre.") {
		t.Errorf("footnotes %q", sec.Footnotes)
	}
	table := sec.Blocks[0].Table
	for _, row := range table.Rows {
		if last := row.Cells[len(row.Cells)-1]; !last.Forecast || table.Columns[len(row.Cells)-1].Label != "Atterrissage" {
			t.Errorf("%s lands in %+v", row.Cells[0].Text, last)
		}
	}
	if b := table.Rows[0].Cells[5].Bullet; *b.Landing != 42 || *b.Target != 200 || b.Max < 200 {
		t.Errorf("bullet %+v", b)
	}
}

// If lines have a forecast, the landing of unassigned rows is their actual, and the lines sum to the total. A member
// without a forecast has no landing, and a footnote says what the total includes of him.
func TestLandingSumsToTheTotal(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Columns: sectiontest.Words("actual", "landing")}})
	m := s.Metrics["revenue"]
	lands := func(key, ac, forecast string) metric.Slice {
		f := sectiontest.Figure(m, sectiontest.Num(ac), sectiontest.Num("200"), sectiontest.Num("200"), sectiontest.Num("1"), sectiontest.Num("1"))
		f.Outlook = metric.Outlook{Remaining: 11, Landing: sectiontest.Num("999"), LandingForecast: sectiontest.Num(forecast)}
		return metric.Slice{Key: key, Label: key, Unassigned: key == "", Figure: f}
	}
	const note = "Les lignes sans prévision comptent pour leur réalisé dans l’atterrissage total."
	for _, c := range []struct {
		total  string
		slices []metric.Slice
		want   string
		noted  bool
	}{
		{"170", []metric.Slice{lands("A", "20", "150"), lands("", "20", "no target")}, "150 20 170", true},
		{"190", []metric.Slice{lands("A", "20", "150"), lands("B", "20", "no target"), lands("", "20", "no target")}, "150 n.d. 20 190", true},
		{"170", []metric.Slice{lands("A", "20", "150"), lands("", "20", "20")}, "150 20 170", false},
		{"170", []metric.Slice{lands("A", "20", "150"), lands("B", "0", "no target")}, "n.d. 150 170", false},
		{"no target", []metric.Slice{lands("A", "20", "no target"), lands("", "20", "no target")}, "999 999 999", false},
	} {
		sec := maker.First(t, s, &sectiontest.Book{Answers: func(metric.Ask) metric.Answer {
			return metric.Answer{Total: lands("T", "40", c.total).Figure, Slices: c.slices}
		}})
		var got []string
		for _, row := range sec.Blocks[0].Table.Rows {
			got = append(got, strings.TrimSuffix(row.Cells[2].Text, ",00"))
		}
		if noted := slices.Contains(sec.Footnotes, note); strings.Join(got, " ") != c.want || noted != c.noted {
			t.Errorf("lands at %q, want %q; footnotes %q", got, c.want, sec.Footnotes)
		}
	}
}

// A member who sold only last year is in a table that shows last year, so that the column sums to the total. Other
// tables leave him out.
func TestLastYearSumsToTheTotal(t *testing.T) {
	for columns, want := range map[string]string{"actual last_year": "10 4 | 0 6 | 10 10", "target actual": "10 | 10"} {
		s := sectiontest.Monthly(t, "fr-FR", section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Columns: strings.Fields(columns)}})
		m := s.Metrics["revenue"]
		of := func(ac, py string) metric.Figure {
			return sectiontest.Figure(m, sectiontest.Num(ac), sectiontest.Num("no target"), sectiontest.Num("no target"), sectiontest.Num(py), sectiontest.Num("no data"))
		}
		sec := maker.First(t, s, &sectiontest.Book{Answers: func(metric.Ask) metric.Answer {
			return metric.Answer{Total: of("10", "10"), Slices: []metric.Slice{{Key: "A", Label: "A", Figure: of("10", "4")}, {Key: "B", Label: "B", Figure: of("0", "6")}}}
		}})
		var rows []string
		for _, row := range sec.Blocks[0].Table.Rows {
			var cells []string
			for _, c := range row.Cells[1:] {
				if c.Text != "" && c.Text != "sans obj." {
					cells = append(cells, strings.TrimSuffix(c.Text, ",00"))
				}
			}
			rows = append(rows, strings.Join(cells, " "))
		}
		if got := strings.Join(rows, " | "); got != want {
			t.Errorf("%s: %q, want %q", columns, got, want)
		}
	}
}

// Any choice of columns has at most one with each role, so that a phone shows one gap and one attainment.
func TestRolesOfChosenColumns(t *testing.T) {
	for list, want := range map[string]string{
		"target actual gap attainment": "name target actual gap attainment", "budget vs_budget progress": "name  gap attainment",
		"actual landing needed": "name actual gap attainment", "attainment gap": "name attainment gap", "actual": "name actual",
		"budget target forecast actual vs_budget vs_forecast": "name  target  actual  ", "target actual vs_last_year attainment": "name target actual gap attainment",
		"last_year vs_last_year progress landing": "name  gap attainment ",
	} {
		s := sectiontest.Monthly(t, "fr-FR", section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Columns: strings.Fields(list)}})
		var got []string
		for _, c := range maker.First(t, s, sectiontest.Planned(s)).Blocks[0].Table.Columns {
			got = append(got, string(c.Role))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q", list, got)
		}
	}
}

// A landing at the pace of the last 12 months is named so in a footnote.
func TestLandingSaysItsMethod(t *testing.T) {
	for tag, want := range map[string]string{
		"fr-FR": "au rythme des 12 derniers mois", "en-GB": "at the pace of the last 12 months", "de-DE": "im Tempo der letzten 12 Monate",
		"es-ES": "al ritmo de los últimos 12 meses", "it-IT": "al ritmo degli ultimi 12 mesi", "nl-NL": "in het tempo van de laatste 12 maanden",
		"pt-PT": "ao ritmo dos últimos 12 meses",
	} {
		for method, told := range map[metric.LandingMethod]bool{metric.MonthShape: true, metric.RunRate: false} {
			s := sectiontest.Monthly(t, tag, columnsOf())
			f := sectiontest.Figure(s.Metrics["revenue"], sectiontest.Num("2310000"), sectiontest.Num("2410000"), sectiontest.Num("4800000"), sectiontest.Num("1"), sectiontest.Num("1"))
			f.Outlook = metric.Outlook{Elapsed: 9, Remaining: 11, Landing: sectiontest.Num("4900000"), Method: method}
			sec := maker.First(t, s, &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
				return metric.Answer{Total: f, Slices: []metric.Slice{{Key: "a", Label: "A", Figure: f}}}
			}})
			if text := strings.Join(sec.Footnotes, " "); strings.Contains(sectiontest.PlainSpaces(text), want) != told {
				t.Errorf("%s, %s: %q", tag, method, text)
			}
		}
	}
}

// What was announced is shown beside the forecast, with the difference from it.
func TestAnnouncedForecast(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", columnsOf("actual", "announced", "vs_announced", "forecast"))
	table := maker.First(t, s, sectiontest.Planned(s)).Blocks[0].Table
	var heads []string
	for _, c := range table.Columns {
		heads = append(heads, sectiontest.PlainSpaces(c.Label))
	}
	last := sectiontest.CellTexts(table)[len(table.Rows)-1]
	if want := "Rep | Réalisé | Annoncé à ce jour | Écart annoncé | Prévision à ce jour: Total | 884 | 900 | ▼ −16 | 900"; strings.Join(heads, " | ")+": "+last != want {
		t.Errorf("%q: %s, want %s", heads, last, want)
	}
}
