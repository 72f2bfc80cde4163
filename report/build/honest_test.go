package build

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/rounding"
	"bilan/internal/table"
	"bilan/report/listing"
	"bilan/report/sectiontest"
)

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
