package build

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/rounding"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/listing"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// known is a book with figures only for some of the last 13 weeks. weeks are their indexes, 0 for the oldest.
func known(s *scope.Scope, weeks ...int) *sectiontest.Book {
	spark := s.FinishedPeriods(s.Periods[0])
	return &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		ac := sectiontest.Num("no data")
		if i := slices.Index(spark, a.Period); slices.Contains(weeks, i) {
			ac = sectiontest.Num("1000")
		}
		return metric.Answer{Total: sectiontest.Figure(s.Metrics[a.Metric], ac, sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num("1"))}
	}}
}

// The note of a sparkline names the span with data. With fewer than three points there is no sparkline.
func TestSparklineSaysItsSpan(t *testing.T) {
	for _, c := range []struct {
		weeks  []int
		points int
		note   string
	}{
		{nil, 0, ""}, {[]int{12}, 0, ""}, {[]int{0, 12}, 0, ""},
		{[]int{8, 9, 10, 11, 12}, 5, "5\u00a0semaines"}, {[]int{2, 4, 7}, 6, "6\u00a0semaines, jusqu’à S41"},
		{[]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 13, "13\u00a0semaines"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}}})
		card := one(t, s, known(s, c.weeks...)).Blocks[0].Cards.Cards[0]
		if len(card.Spark) != c.points || card.SparkNote != c.note || (card.SparkEnds[0] == "") != (c.points == 0) {
			t.Errorf("%v: %d points, %q, ends %q", c.weeks, len(card.Spark), card.SparkNote, card.SparkEnds)
		}
	}
}

// A percentage of a negative reference has no meaning. The card shows the difference instead; the chart leaves it out,
// and a footnote gives the reason.
func TestNegativeReference(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR",
		section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}, Period: period.MustPhrase("last week")}},
		section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "last_year"}},
		section.Section{Trend: &section.Trend{Metric: "revenue", Last: period.Span{N: 3, Unit: period.Week}, Compare: scalar.StringList{"last_year"}}},
		section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week")}})
	doc := build(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("-10"), sectiontest.Num("0"), sectiontest.Num("-20")))
	below := build(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("-10"), sectiontest.Num("-5"), sectiontest.Num("-20")))
	if row := below.Sections[3].Blocks[0].Table.Rows[0]; row.Cells[4].Text != "n.s." || row.Cells[4].Tone != report.Muted {
		t.Errorf("attainment of a negative target: %+v", row.Cells[4])
	}
	lines := doc.Sections[0].Blocks[0].Cards.Cards[0].Lines
	if sectiontest.PlainSpaces(lines[0].Text) != "▼ −10 €" || sectiontest.PlainSpaces(lines[1].Text) != "▲ +10 €" || lines[1].Tone != report.Good {
		t.Errorf("lines %+v", lines)
	}
	if bar := doc.Sections[1].Blocks[0].Bars.Bars[0]; bar.PctTxt != "n.s." || bar.DeltaTxt != "+10" {
		t.Errorf("bar %+v", bar)
	}
	if pins := doc.Sections[2].Blocks[0].Columns.DeltaPLPct; pins != nil {
		t.Errorf("pins %+v", pins)
	}
	for _, sec := range doc.Sections[1:3] {
		if got := strings.Join(sec.Notes(), " "); !strings.Contains(got, "la référence est négative") {
			t.Errorf("%s: notes %q", sec.Kind, got)
		}
	}
}

// A footnote says that negative values are not drawn, in a table with bullets and in a funnel.
func TestWhatIsNotDrawnIsSaid(t *testing.T) {
	for ac, want := range map[string]bool{"-5": true, "5": false, "0": false} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week")}},
			section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week"), Columns: sectiontest.Words("target", "actual")}},
			section.Section{Pipeline: &section.Pipeline{Dataset: "deals", Stage: "stage", Stages: []string{"Devis"}, Amount: "amount"}})
		book := sectiontest.Uniform(s, 2, sectiontest.Num(ac), sectiontest.Num("20"), sectiontest.Num("20"))
		book.OpenDeals = metric.Pipeline{Open: []metric.Stage{{Name: "Devis", Count: 1, Amount: sectiontest.Num(ac)}}, Total: metric.Stage{Count: 1, Amount: sectiontest.Num(ac)}}
		for i, sec := range build(t, s, book).Sections {
			if got := strings.Contains(strings.Join(sec.Footnotes, " "), "négatives ne sont pas tracées"); got != (want && i != 1) {
				t.Errorf("%s of %s: footnotes %q", sec.Kind, ac, sec.Footnotes)
			}
		}
	}
}

// If no cell has a value, one sentence gives the reason instead of a grid of signs. A grid without shades has no
// footnote about them.
func TestOneSentenceForNothing(t *testing.T) {
	heat := func(metric, show string) section.Section {
		return section.Section{HeatMap: &section.HeatMap{Metric: metric, By: "rep", Last: period.Span{N: 3, Unit: period.Week}, Show: show}}
	}
	table := func(metric string) section.Section {
		return section.Section{TargetTable: &section.TargetTable{Metric: metric, By: "rep", Period: period.MustPhrase("last week")}}
	}
	for _, c := range []struct {
		section    section.Section
		ac, pl, py string
		want       string // the sentence; "" if a grid is shown
	}{
		{heat("revenue", "vs_last_year"), "5", "4", "no data", "N-1 : aucune donnée pour cette période."},
		{heat("revenue", "attainment"), "5", "no target", "4", "Obj. : aucun objectif n’est fixé."},
		{heat("revenue", "attainment"), "5", "4", "no data", ""}, {heat("revenue", "vs_last_year"), "5", "4", "0", ""},
		{table("conversion"), "no data", "0.28", "no data", "Aucune donnée pour cette période."},
		{table("conversion"), "0", "0.28", "no data", ""}, {table("revenue"), "no data", "28", "no data", ""},
	} {
		s := sectiontest.Scope(t, "fr-FR", c.section)
		sec := one(t, s, sectiontest.Uniform(s, 2, sectiontest.Num(c.ac), sectiontest.Num(c.pl), sectiontest.Num(c.py)))
		got := ""
		if text := sec.Blocks[0].Text; text != nil {
			got = sectiontest.PlainSpaces(text.Paragraphs[0].Runs[0].Text)
		}
		if notes := strings.Join(sec.Footnotes, " "); got != c.want || (c.py == "0" || got != "") && strings.Contains(notes, "Vert") {
			t.Errorf("%s %s, %s, %s: %q, notes %q", sec.Kind, c.ac, c.pl, c.py, got, notes)
		}
	}
}

// Money that a database stores with four decimals is printed with two, unless the amount is too small for two. Other
// columns have the decimals that their values need.
func TestMoneyHasCents(t *testing.T) {
	unit := section.TableColumn{Column: "a", Unit: "currency"}
	three := 3
	bare := section.TableColumn{Column: "a"}
	exact := section.TableColumn{Column: "a", Unit: "currency", Decimals: &three}
	for _, c := range []struct {
		column section.TableColumn
		value  string
		want   int
	}{{unit, "984.7900", 2}, {unit, "12.3456", 2}, {unit, "0.0001", 4}, {unit, "0", 2}, {exact, "984.7900", 3}, {bare, "984.7900", 2}, {bare, "984.5000", 2},
		{bare, "1.0845", 4}, {bare, "0.0012", 4}, {bare, "1.66666666666666688512", 2}, {bare, "0.00166666666666688512", 5}} {
		f := listing.NewField(sectiontest.Scope(t, "fr-FR"), c.column, table.Column{Name: "a", Kind: table.Decimal, Scale: max(4, len(c.value)-2)}, 0).Fit([][]table.Cell{{decimal.RequireFromString(c.value)}})
		if f.Digits != c.want {
			t.Errorf("%s of %+v has %d decimals, want %d", c.value, c.column, f.Digits, c.want)
		}
	}
}

// A year is compared once with last year, which is also its previous period.
func TestLastYearIsNotSaidTwice(t *testing.T) {
	for text, want := range map[string]string{
		"last year": "vs N‑1", "year to date": "vs N‑1", "last month": "vs N‑1, vs préc.", "last week": "vs N‑1, vs préc.",
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"complaints"}, Period: period.MustPhrase(text)}})
		var labels []string
		for _, l := range one(t, s, sectiontest.Uniform(s, 0, sectiontest.Num("10"), sectiontest.Num("no target"), sectiontest.Num("9"))).Blocks[0].Cards.Cards[0].Lines {
			labels = append(labels, strings.TrimSuffix(l.Label, " 9"))
		}
		if got := strings.Join(labels, ", "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// The subtitle explains only the abbreviations of cards and target tables. Charts explain theirs.
func TestSubtitleNamesWhatIsUsed(t *testing.T) {
	cards := func(names ...string) section.Section {
		return section.Section{Scorecard: &section.Scorecard{Metrics: names, Period: period.MustPhrase("last week")}}
	}
	for want, c := range map[string]section.Section{
		"semaine 46 (9–15 nov. 2026)": cards("customers"), // a card without references
		"semaine 46 (9–15 nov. 2026) — Obj. = objectif, N-1 = même période de l’an dernier":            cards("revenue"),
		"semaine 46 (9–15 nov. 2026) — N-1 = même période de l’an dernier, Préc. = période précédente": cards("complaints"),
		"semaine 46 (9–15 nov. 2026) — Obj. = objectif":                                                {TargetTable: &section.TargetTable{Metric: "revenue", By: "rep"}},
		"semaine 46 (9–15 nov. 2026) — Préc. = période précédente":                                     {Members: &section.Members{By: "rep", Columns: []section.MemberColumn{{Metric: "revenue"}, {Metric: "revenue", Show: "vs_previous"}}}},
	} {
		s := sectiontest.Scope(t, "fr-FR", c)
		s.Report.Sections = append(s.Report.Sections, section.Section{Trend: &section.Trend{Metric: "revenue", Compare: scalar.StringList{"target", "last_year"}}},
			section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "previous"}})
		if got := sectiontest.PlainSpaces(build(t, s, sectiontest.Story(s)).Subtitle); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestRoundAbove(t *testing.T) {
	for n, want := range map[float64]float64{1: 1, 33.5: 35, 0.27: 0.3, 119999: 120000, 9.5: 10, 1000: 1000} {
		if got := rounding.RoundUp(n); got < want*(1-1e-9) || got > want*(1+1e-9) {
			t.Errorf("%v: %v, want %v", n, got, want)
		}
	}
}

// The note of a table is that of the YAML, or the report's period if the query uses both its start and its end.
func TestTableNote(t *testing.T) {
	for _, c := range []struct{ query, note, want string }{
		{"select 1 where d >= :period_start and d < :period_end", "", "semaine 46 (9–15 nov. 2026)"},
		{"select 1 where d >= :period_end - 91", "", ""},
		{"select 1", "treize semaines", "treize semaines"},
		{"select 1 where d >= :period_start and d < :period_end", "deux semaines", "deux semaines"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Table: &section.Table{Query: c.query, Note: c.note}})
		if got := sectiontest.PlainSpaces(one(t, s, &sectiontest.Book{}).Note); got != c.want {
			t.Errorf("%q: %q", c.query, got)
		}
	}
}

// A table without rows shows the sentence in empty:, and a date with unit: month is printed as its month.
func TestTableSentenceAndMonths(t *testing.T) {
	own := section.Table{Query: "select 1", Empty: "Aucune facture en retard.", Columns: []section.TableColumn{{Column: "mois", Unit: "month"}, {Column: "jour"}}}
	s := sectiontest.Scope(t, "fr-FR", section.Section{Table: &own})
	day := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	data := &table.Table{Columns: []table.Column{{Name: "mois", Kind: table.Date}, {Name: "jour", Kind: table.Date}}}
	built := one(t, s, &sectiontest.Book{Tables: map[string]*table.Table{"sections[0]": data}})
	if text := built.Blocks[0].Text; text == nil || text.Paragraphs[0].Runs[0].Text != own.Empty {
		t.Errorf("without rows: %+v", built.Blocks[0])
	}
	data.Rows = [][]table.Cell{{day, day}}
	built = one(t, s, &sectiontest.Book{Tables: map[string]*table.Table{"sections[0]": data}})
	if cells := built.Blocks[0].Table.Rows[0].Cells; sectiontest.PlainSpaces(cells[0].Text) != "nov. 2026" || cells[1].Text != "01/11/2026" || built.Blocks[0].Table.Columns[0].Unit != "" {
		t.Errorf("with a row: %+v", built.Blocks[0].Table)
	}
}

// Only a report that must fit on a page has captions for shorter lists, one for each number of rows.
func TestShorterLists(t *testing.T) {
	data := &table.Table{Columns: []table.Column{{Name: "n", Kind: table.Integer}}, Rows: [][]table.Cell{{int64(3)}, {int64(2)}, {int64(1)}}}
	for fit, want := range map[string]string{"pages": "", "page": "2 premières lignes sur 3|3 lignes"} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Table: &section.Table{Query: "select 1"}})
		s.Report.Layout.Fit = fit
		shorter := one(t, s, &sectiontest.Book{Tables: map[string]*table.Table{"sections[0]": data}}).Blocks[0].Table.ShorterCaptions
		got := strings.Join(shorter[min(len(shorter), 1):], "|")
		if sectiontest.PlainSpaces(got) != want {
			t.Errorf("%s: %q", fit, got)
		}
	}
}

// The running totals of a table are exact in each row, also in rows with empty cells.
func TestTableCarriesItsTotals(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Table: &section.Table{Query: "select 1", Limit: 3, Columns: []section.TableColumn{
		{Column: "who"}, {Column: "n", Total: true}}}})
	data := &table.Table{Columns: []table.Column{{Name: "who"}, {Name: "n", Kind: table.Integer}}, Rows: [][]table.Cell{
		{"a", int64(700)}, {"b", nil}, {"c", int64(-50)}, {"d", int64(1)}}}
	rows := one(t, s, &sectiontest.Book{Tables: map[string]*table.Table{"sections[0]": data}}).Blocks[0].Table.Rows
	for i, want := range []string{"700", "700", "650"} {
		if got := rows[i].Carried; len(got) != 2 || got[0] != "" || got[1] != want {
			t.Errorf("row %d carries %q, want %s", i, got, want)
		}
	}
	if last := rows[3]; last.Carried != nil || last.Cells[1].Text != "651" {
		t.Errorf("total %+v", last)
	}
}
