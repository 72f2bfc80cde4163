package listing

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/config/section"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/sectiontest"
)

func TestTableTotalsCountHiddenRows(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Table: &section.Table{Query: "select 1", Limit: 2, Columns: []section.TableColumn{
		{Column: "n", Total: true, Unit: "number"}, {Column: "r", Total: true, Unit: "currency"}}}})
	data := &table.Table{Columns: []table.Column{{Name: "n", Kind: table.Integer}, {Name: "r", Kind: table.Real}}}
	for range 1300 {
		data.Rows = append(data.Rows, []table.Cell{int64(1000), 0.25})
	}
	data.Rows = append(data.Rows, []table.Cell{nil, nil})
	got := maker.First(t, s, answer(data)).Blocks[0].Table
	last := got.Rows[len(got.Rows)-1]
	if len(got.Rows) != 3 || last.Kind != report.Total || last.Cells[0].Text != "1\u202f300\u202f000" || last.Cells[1].Text != "325,00" {
		t.Errorf("total %+v of %d rows", last, len(got.Rows))
	}
	if got.Caption != "2 premières lignes sur 1\u202f301" {
		t.Errorf("caption %q", got.Caption)
	}
}

func TestIdentifiers(t *testing.T) {
	for name, want := range map[string]bool{
		"order_id": true, "ID": true, "id_client": true, "Année": true, "sales_year": true, "code_postal": true, "order_no": true,
		"OrderID": true, "OrderId": true, "Id_ventes": true, "valid": false,
		"no_orders": false, "paid": false, "orders": false, "year_total": false, "": false,
	} {
		if got := identifies(name); got != want {
			t.Errorf("%q: %v", name, got)
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
		if got := sectiontest.PlainSpaces(maker.First(t, s, &sectiontest.Book{}).Note); got != c.want {
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
	built := maker.First(t, s, answer(data))
	if text := built.Blocks[0].Text; text == nil || text.Paragraphs[0].Runs[0].Text != own.Empty {
		t.Errorf("without rows: %+v", built.Blocks[0])
	}
	data.Rows = [][]table.Cell{{day, day}}
	built = maker.First(t, s, answer(data))
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
		shorter := maker.First(t, s, answer(data)).Blocks[0].Table.ShorterCaptions
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
	rows := maker.First(t, s, answer(data)).Blocks[0].Table.Rows
	for i, want := range []string{"700", "700", "650"} {
		if got := rows[i].Carried; len(got) != 2 || got[0] != "" || got[1] != want {
			t.Errorf("row %d carries %q, want %s", i, got, want)
		}
	}
	if last := rows[3]; last.Carried != nil || last.Cells[1].Text != "651" {
		t.Errorf("total %+v", last)
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
		f := NewField(sectiontest.Scope(t, "fr-FR"), c.column, table.Column{Name: "a", Kind: table.Decimal, Scale: max(4, len(c.value)-2)}, 0).Fit([][]table.Cell{{decimal.RequireFromString(c.value)}})
		if f.Digits != c.want {
			t.Errorf("%s of %+v has %d decimals, want %d", c.value, c.column, f.Digits, c.want)
		}
	}
}

// A table asks for its rows under the id of the section, and names a column that the answer lacks.
func TestTableAsksForItsRows(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Table: &section.Table{Query: "select 1", Columns: []section.TableColumn{{Column: "montnat"}}}})
	if needs := maker.Needs(t, s); len(needs.Asks) != 0 || len(needs.Tables) != 1 || needs.Tables[0].ID != "sections[0]" || needs.Tables[0].SQL != "select 1" {
		t.Errorf("needs %+v", needs)
	}
	_, err := maker.Parts(t, s)[0].Build(answer(&table.Table{Columns: []table.Column{{Name: "client"}, {Name: "montant"}}}))
	want := `sections[0].table.columns[0].column: the answer has no column "montnat" (it has client, montant)`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
