package targettable

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/sectiontest"
)

// A sign such as "div. 0" is grey.
func TestSignsAreMuted(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", lastWeek("revenue"))
	sec := maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("10"), sectiontest.Num("0"), sectiontest.Num("0")))
	if cell := sec.Blocks[0].Table.Rows[0].Cells[4]; cell.Text != "div. 0" || cell.Tone != report.Muted {
		t.Errorf("attainment %+v", cell)
	}
}

// An attainment of a negative target has no meaning.
func TestNegativeTarget(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", lastWeek("revenue"))
	sec := maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("-10"), sectiontest.Num("-5"), sectiontest.Num("-20")))
	if cell := sec.Blocks[0].Table.Rows[0].Cells[4]; cell.Text != "n.s." || cell.Tone != report.Muted {
		t.Errorf("attainment of a negative target: %+v", cell)
	}
}

// The table draws no bullet for unassigned rows.
func TestRowsOfNobodyBeyondTheScale(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", lastWeek("revenue"))
	rows := maker.First(t, s, sectiontest.Members(s, "revenue", "75 25 1", "A: 8 10 1", "B: 12 15 1", ": 700 -none- 1")).Blocks[0].Table.Rows
	if last := rows[2].Cells[5].Bullet; last != nil || rows[0].Cells[5].Bullet.Max != 15 {
		t.Errorf("bullets %+v and %+v", rows[0].Cells[5].Bullet, last)
	}
}

// A ratio of too few rows is grey, has its n, has no judgement, and is last whatever its value is.
func TestFewRowsAreShownAndNotJudged(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", lastWeek("conversion"))
	sec := maker.First(t, s, sectiontest.FewRows(s))
	var lines []string
	for _, r := range sec.Blocks[0].Table.Rows {
		lines = append(lines, r.Cells[0].Text)
		few := strings.Contains(r.Cells[0].Text, "n\u00a0=") || r.Kind == report.Total
		for i, c := range r.Cells[1:] {
			if few && (c.Tone != report.Muted || c.Status != report.Neutral) {
				t.Errorf("%s, column %d is in colour: %+v", r.Cells[0].Text, i+1, c)
			}
		}
	}
	if want := []string{"Bruno", "Denis", "Chloé (n\u00a0=\u00a09)", "Anna (n\u00a0=\u00a04)", "Émile"}; !slices.Equal(lines[:5], want) {
		t.Errorf("lines %q, want %q", lines, want)
	}
	if !slices.ContainsFunc(sec.Footnotes, func(f string) bool { return strings.HasPrefix(f, "Moins de 10 cas (n)") }) {
		t.Errorf("the section does not say why: %q", sec.Footnotes)
	}
}

// The differences of a score are in its own points, never in per cent.
func TestScoresDifferInPoints(t *testing.T) {
	const want = "Anna | 60 | 53 | ▼ −7 | "
	for _, tag := range []string{"fr-FR", "en-GB", "de-DE"} {
		s := sectiontest.Scope(t, tag, lastWeek("nps"))
		b := sectiontest.Scores(s)
		all := strings.Join(sectiontest.CellTexts(maker.First(t, s, b).Blocks[0].Table), "\n")
		if !strings.Contains(all, want) || strings.Contains(all, "%") || tag == "fr-FR" && !strings.Contains(all, "Ensemble | 60 | 53 | ▼ −7 | ") {
			t.Errorf("%s: %q is not in\n%s", tag, want, all)
		}
	}
}

// If no line has a value, one sentence says so instead of a table of signs.
func TestOneSentenceForNothing(t *testing.T) {
	for _, c := range []struct{ metric, ac, pl, want string }{
		{"conversion", "no data", "0.28", "Aucune donnée pour cette période."}, {"conversion", "0", "0.28", ""}, {"revenue", "no data", "28", ""},
	} {
		s := sectiontest.Scope(t, "fr-FR", lastWeek(c.metric))
		sec := maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num(c.ac), sectiontest.Num(c.pl), sectiontest.Num("no data")))
		got := ""
		if text := sec.Blocks[0].Text; text != nil {
			got = sectiontest.PlainSpaces(text.Paragraphs[0].Runs[0].Text)
		}
		if got != c.want || got != "" && strings.Contains(strings.Join(sec.Footnotes, " "), "Vert") {
			t.Errorf("%s %s of %s: %q, notes %q", c.metric, c.ac, c.pl, got, sec.Footnotes)
		}
	}
}

// A table can be built from any data.
func TestOnAnyData(t *testing.T) {
	maker.OnAnyData(t, columnsOf(), columnsOf("actual", "budget", "vs_budget", "landing", "needed", "last_year", "vs_last_year"),
		section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: period.MustPhrase("month to date")}},
		section.Section{TargetTable: &section.TargetTable{Metric: "complaints", By: "rep"}}, section.Section{TargetTable: &section.TargetTable{Metric: "conversion", By: "rep"}},
		section.Section{TargetTable: &section.TargetTable{Metric: "customers", By: "rep"}})
}

// Each table uses exactly the figures that it asks for.
func TestTablesUseWhatTheyAskFor(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", columnsOf(), lastWeek("revenue"), columnsOf("actual", "landing", "last_year"))
	maker.UsesItsNeeds(t, s, sectiontest.Planned(s))
}
