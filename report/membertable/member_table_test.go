package membertable

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// teamBook is a book with five members, unassigned rows and a total. Their revenue is 5, 9, 7, 1, 4 and 2 k€. Two
// members have few rows for the conversion; Denis has none.
func teamBook(s *scope.Scope) *sectiontest.Book {
	rev, conv := s.Metrics["revenue"], s.Metrics["conversion"]
	conv.SmallN = 10
	money := func(ac, target string, n int64) metric.Figure {
		f := sectiontest.Figure(rev, sectiontest.Num(ac), sectiontest.Num(target), sectiontest.Num(target), sectiontest.Num("4000"), sectiontest.Num("4000"))
		f.N = n
		return f
	}
	rate := func(ac string, n int64) metric.Figure {
		f := sectiontest.Figure(conv, sectiontest.Num(ac), sectiontest.Num("0.5"), sectiontest.Num("0.5"), sectiontest.Num("0.4"), sectiontest.Num("0.4"))
		if f.N = n; f.HasFewRows() {
			f.Status = metric.NoStatus
		}
		return f
	}
	return &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		if a.Metric == "conversion" {
			return metric.Answer{Total: rate("0.45", 100), Slices: []metric.Slice{
				{Key: "a", Label: "Anna", Figure: rate("0.9", 4)}, {Key: "b", Label: "Bruno", Figure: rate("0.4", 40)},
				{Key: "c", Label: "Chloé", Figure: rate("0.5", 50)}, {Key: "e", Label: "Émile", Figure: rate("0.3", 6)}, {Key: "f", Label: "Félix"},
			}}
		}
		return metric.Answer{Total: money("28000", "30000", 28), Slices: []metric.Slice{
			{Key: "a", Label: "Anna", Figure: money("5000", "4000", 5)}, {Key: "b", Label: "Bruno", Figure: money("9000", "10000", 9)},
			{Key: "c", Label: "Chloé", Figure: money("7000", "8000", 7)}, {Key: "d", Label: "Denis", Figure: money("1000", "5000", 1)},
			{Key: "e", Label: "Émile", Figure: money("4000", "3000", 4)}, {Unassigned: true, Figure: money("2000", "no target", 2)},
		}}
	}}
}

func columns(list ...string) (out []section.MemberColumn) {
	for _, text := range list {
		name, show, _ := strings.Cut(text, " ")
		out = append(out, section.MemberColumn{Metric: name, Show: show})
	}
	return out
}

func membersOf(t *testing.T, m *section.Members) (*scope.Scope, report.Section) {
	t.Helper()
	m.By = "rep"
	s := sectiontest.Scope(t, "fr-FR", section.Section{Members: m})
	return s, maker.Sections(t, s, teamBook(s))[0]
}

// Lines are sorted by the first column, the best first. Only members have ranks. The total is that of the engine.
func TestMembersHaveAColumnPerMetric(t *testing.T) {
	_, sec := membersOf(t, &section.Members{Columns: columns("revenue", "revenue share", "revenue attainment", "revenue rank", "conversion", "conversion n", "conversion rank")})
	want := []string{
		"Bruno | 9 000 | 32,1 | 90,0 | 1 | 40,0 | 40 | 2",
		"Chloé | 7 000 | 25,0 | 87,5 | 2 | 50,0 | 50 | 1",
		"Anna | 5 000 | 17,9 | 125,0 | 3 | (n = 4) 90,0 | 4 | ",
		"Émile | 4 000 | 14,3 | 133,3 | 4 | (n = 6) 30,0 | 6 | ",
		"Denis | 1 000 | 3,6 | 20,0 | 5 | n.d. | 0 | ",
		"(non affecté) | 2 000 | 7,1 | sans obj. |  | n.d. | 0 | ",
		"Total | 28 000 | 100,0 | 93,3 |  | 45,0 | 100 | ",
	}
	table := sec.Blocks[0].Table
	if got := sectiontest.CellTexts(table); !slices.Equal(got, want) {
		t.Errorf("lines\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if c := table.Rows[2].Cells[3]; c.Status != report.Good || c.Alt == "" {
		t.Errorf("Anna's attainment has no mark: %+v", c)
	}
	if c := table.Rows[2].Cells[5]; c.Tone != report.Muted || c.Exact == nil {
		t.Errorf("a ratio of four is %+v", c)
	}
	if want := "Moins de 10 cas (n) : trop peu pour conclure, donc ni couleur ni statut."; !slices.ContainsFunc(sec.Footnotes, func(f string) bool { return sectiontest.PlainSpaces(f) == want }) {
		t.Errorf("footnotes %q", sec.Footnotes)
	}
	if want := "Chiffre d’affaires HT par rep, du plus grand au plus petit : Bruno en tête, 9 000 € ; Total 28,0 k€."; sectiontest.PlainSpaces(table.Alt) != want {
		t.Errorf("message %q", sectiontest.PlainSpaces(table.Alt))
	}
	var heads []string
	for _, c := range table.Columns {
		heads = append(heads, sectiontest.PlainSpaces(c.Label+" "+c.Unit))
	}
	if want := "Rep |Chiffre d’affaires HT €|Part %|Atteinte %|Rang |Taux de transformation %|n |Rang "; strings.Join(heads, "|") != want {
		t.Errorf("headings %q", strings.Join(heads, "|"))
	}
}

// Members can be sorted by any column. For a ratio, members with too few rows are last whatever their values are.
func TestMembersSortByOneOfTheirNumbers(t *testing.T) {
	for _, c := range []struct {
		sort section.MemberSort
		want string
	}{
		{section.MemberSort{}, "Bruno Chloé Anna Émile Denis"},
		{section.MemberSort{Metric: "revenue", First: "smallest"}, "Denis Émile Anna Chloé Bruno"},
		{section.MemberSort{Metric: "revenue", Show: "gap", First: "smallest"}, "Denis Bruno Chloé Anna Émile"},
		{section.MemberSort{Metric: "revenue", Show: "attainment"}, "Émile Anna Bruno Chloé Denis"},
		{section.MemberSort{Metric: "conversion"}, "Chloé Bruno Anna Émile Denis"},
		{section.MemberSort{Metric: "conversion", Show: "n", First: "largest"}, "Chloé Bruno Émile Anna Denis"},
	} {
		_, sec := membersOf(t, &section.Members{Columns: columns("revenue", "conversion"), Sort: c.sort})
		var names []string
		for _, r := range sec.Blocks[0].Table.Rows[:5] {
			names = append(names, r.Cells[0].Text)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%+v: %s, want %s", c.sort, got, c.want)
		}
	}
}

// One line sums the additive columns of the members beyond the limit. Ranks are among all members.
func TestMembersBeyondTheLimitShareALine(t *testing.T) {
	_, sec := membersOf(t, &section.Members{Columns: columns("revenue", "revenue gap", "revenue rank", "revenue bar", "conversion"), Limit: 2, Sort: section.MemberSort{Metric: "revenue", First: "smallest"}})
	table := sec.Blocks[0].Table
	want := []string{
		"Denis | 1 000 | ▼ −4 000 | 5 |  | n.d.",
		"Émile | 4 000 | ▲ +1 000 | 4 |  | (n = 6) 30,0",
		"Autres (3) | 21 000 | ▼ −1 000 |  |  | ",
		"(non affecté) | 2 000 | sans obj. |  |  | n.d.",
		"Total | 28 000 | ▼ −2 000 |  |  | 45,0",
	}
	if got := sectiontest.CellTexts(table); !slices.Equal(got, want) {
		t.Errorf("lines\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for i, drawn := range []bool{true, true, false, true, false} {
		if b := table.Rows[i].Cells[4].Bullet; (b != nil) != drawn || b != nil && (b.Max != 4000 || !b.Plain) {
			t.Errorf("bar %d is %+v", i, b)
		}
	}
	_, sec = membersOf(t, &section.Members{Columns: columns("conversion"), Limit: 2})
	if n := len(sec.Blocks[0].Table.Rows); n != 3 || !strings.HasPrefix(sec.Footnotes[0], "Seules les 2 premières lignes sur") {
		t.Errorf("%d lines, notes %q", n, sec.Footnotes)
	}
}

// Needs contains the ask of each column for its period.
func TestMembersAskForTheirColumns(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Members: &section.Members{By: "rep", Columns: []section.MemberColumn{{Metric: "revenue"}, {Metric: "revenue", Show: "gap"},
		{Metric: "conversion", Period: period.MustPhrase("year to date")}}}})
	n := maker.Needs(t, s)
	want := []metric.Ask{{Metric: "revenue", By: "rep", Period: s.Periods[0]}, {Metric: "conversion", By: "rep", Period: s.Periods[2]}}
	if !slices.Equal(n.Asks, want) {
		t.Errorf("asks %v", n.Asks)
	}
}

// A change of ranks is the places won since the period before; a sparkline has the values of the last complete periods
// of its line, and the total has one too.
func TestMembersComparedWithThePeriodBefore(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Members: &section.Members{By: "rep", Columns: columns("revenue", "revenue vs_previous", "revenue rank", "revenue rank_change", "revenue sparkline")}})
	rev := s.Metrics["revenue"]
	figures := func(ac, pp string) metric.Figure {
		return sectiontest.Figure(rev, sectiontest.Num(ac), sectiontest.Num("no target"), sectiontest.Num("no target"), sectiontest.Num("1"), sectiontest.Num(pp))
	}
	b := &sectiontest.Book{Asked: map[metric.Ask]bool{}, Answers: func(a metric.Ask) metric.Answer {
		return metric.Answer{Total: figures("6000", "6500"), Slices: []metric.Slice{
			{Key: "a", Label: "Anna", Figure: figures("3000", "1000")}, {Key: "b", Label: "Bruno", Figure: figures("2000", "3000")},
			{Key: "c", Label: "Chloé", Figure: figures("1000", "2500")}, {Key: "d", Label: "Denis", Figure: figures("500", "no data")},
		}}
	}}
	sec := maker.First(t, s, b)
	want := []string{"Anna | 3 000 | ▲ +2 000 | 1 | ▲ +2 | ", "Bruno | 2 000 | ▼ −1 000 | 2 | ▼ −1 | ", "Chloé | 1 000 | ▼ −1 500 | 3 | ▼ −1 | ", "Denis | 500 | n.d. | 4 |  | ", "Total | 6 000 | ▼ −500 |  |  | "}
	table := sec.Blocks[0].Table
	if got := sectiontest.CellTexts(table); !slices.Equal(got, want) {
		t.Errorf("lines\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, row := range []int{0, 4} {
		if spark := table.Rows[row].Cells[5].Spark; len(spark) != 13 || spark[0] == nil {
			t.Errorf("the sparkline of line %d is %v", row, spark)
		}
	}
	maker.UsesItsNeeds(t, s, b)
	if head := table.Columns[5]; sectiontest.PlainSpaces(head.Label) != "13 semaines" || !head.Drawn() {
		t.Errorf("the heading of the sparklines is %+v", head)
	}
}

// The differences of a score are in its own points, never in per cent.
func TestScoresDifferInPoints(t *testing.T) {
	const want = "Anna | 53 | ▼ −7 | ▼ −7 | ▲ +29"
	for _, tag := range []string{"fr-FR", "en-GB", "de-DE"} {
		s := sectiontest.Scope(t, tag, section.Section{Members: &section.Members{By: "rep", Columns: columns("nps", "nps gap", "nps gap_percent", "nps vs_last_year_percent")}})
		b := sectiontest.Scores(s)
		lines := sectiontest.CellTexts(maker.First(t, s, b).Blocks[0].Table)
		if lines[0] != want || strings.Contains(strings.Join(lines, "\n"), "%") {
			t.Errorf("%s: lines\n%s\nwant %s first", tag, strings.Join(lines, "\n"), want)
		}
	}
}

// A table can be built from any data.
func TestOnAnyData(t *testing.T) {
	maker.OnAnyData(t,
		section.Section{Members: &section.Members{By: "rep", Limit: 2, Columns: columns("revenue", "revenue share", "revenue attainment", "revenue rank", "revenue bar", "conversion", "conversion n", "complaints vs_previous")}},
		section.Section{Members: &section.Members{By: "rep", Columns: columns("revenue vs_previous", "revenue rank_change", "revenue sparkline")}},
		section.Section{PeriodTable: &section.PeriodTable{Over: period.MustPhrase("this year"), Per: "month", Lines: "periods", Columns: []section.PeriodColumn{
			{Metric: "revenue", Show: "value"}, {Metric: "revenue", Show: "gap", Sum: scalar.Running{ToDate: true}}, {Metric: "conversion", Show: "value"}}}},
		section.Section{PeriodTable: &section.PeriodTable{Last: period.Span{N: 2, Unit: period.Quarter}, Lines: "metrics", Columns: []section.PeriodColumn{
			{Metric: "revenue", Show: "value"}, {Metric: "complaints", Show: "value"}}}})
}

func TestTablesNameWhatIsWrong(t *testing.T) {
	for want, c := range map[string]section.Section{
		`members.columns[1].metric: no metric is called "x"`: {Members: &section.Members{By: "rep", Columns: columns("revenue", "x")}},
		`period_table.columns[0].metric: "customers" has no date column, so it has no past to show (add date: to it, or name another metric)`: {PeriodTable: &section.PeriodTable{
			Over: period.MustPhrase("this year"), Per: "month", Columns: []section.PeriodColumn{{Metric: "customers"}}}},
	} {
		if err := maker.Error(sectiontest.Scope(t, "fr-FR", c)); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// Each kind of column has its heading, its number, and can be sorted by.
func TestEveryKindOfColumn(t *testing.T) {
	for show, want := range map[string]string{
		"target":               "Objectif €: A 160, B 290, Total 450",
		"gap":                  "Écart €: B ▼ −90, A ▼ −60, Total ▼ −150",
		"gap_percent":          "Écart % : A ▼ −37,5, B ▼ −31,0, Total ▼ −33,3",
		"attainment":           "Atteinte %: A 62,5, B 69,0, Total 66,7",
		"last_year":            "N-1 €: A 150, B 260, Total 410",
		"vs_last_year":         "Écart N-1 €: B ▼ −60, A ▼ −50, Total ▼ −110",
		"vs_last_year_percent": "Écart N-1 % : A ▼ −33,3, B ▼ −23,1, Total ▼ −26,8",
		"previous":             "Préc. €: A 150, B 260, Total 410",
		"vs_previous":          "Écart préc. €: B ▼ −60, A ▼ −50, Total ▼ −110",
		"vs_previous_percent":  "Écart préc. % : A ▼ −33,3, B ▼ −23,1, Total ▼ −26,8",
		"n":                    "n : A 0, B 0, Total 0",
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Members: &section.Members{By: "rep", Columns: columns("revenue", "revenue "+show), Sort: section.MemberSort{Metric: "revenue", Show: show, First: "smallest"}}})
		table := maker.First(t, s, sectiontest.Members(s, "revenue", "300 450 410", "A: 100 160 150", "B: 200 290 260")).Blocks[0].Table
		var cells []string
		for _, row := range table.Rows {
			cells = append(cells, row.Cells[0].Text+" "+row.Cells[2].Text)
		}
		if got := sectiontest.PlainSpaces(table.Columns[2].Label + " " + table.Columns[2].Unit + ": " + strings.Join(cells, ", ")); got != want {
			t.Errorf("%s: %q, want %q", show, got, want)
		}
	}
}
