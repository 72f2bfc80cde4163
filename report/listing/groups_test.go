package listing

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"bilan/internal/config/section"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

func salesTable() *table.Table {
	return &table.Table{
		Columns: []table.Column{{Name: "region", Kind: table.Text}, {Name: "client", Kind: table.Text}, {Name: "ca", Kind: table.Integer}},
		Rows: [][]table.Cell{
			{"Nord", "Alpha", int64(10)}, {"Sud", "Bêta", int64(40)}, {"Nord", "Gamma", int64(25)}, {nil, "Delta", nil}, {"Sud", "Epsilon", int64(5)}, {"Est", "Zêta", int64(30)},
		},
	}
}

// salesScope is a report with a table of the columns of salesTable.
func salesScope(t *testing.T, c section.Table) *scope.Scope {
	t.Helper()
	c.Query = "select 1"
	c.Columns = []section.TableColumn{{Column: "region"}, {Column: "client"}, {Column: "ca", Total: true}}
	return sectiontest.Scope(t, "fr-FR", section.Section{Table: &c})
}

// Groups are sorted by the sum of the sorted column, their subtotals include all their rows, and the limit applies
// after sorting.
func TestTablesSortGroupAndCut(t *testing.T) {
	for name, c := range map[string]struct {
		table section.Table
		want  string
	}{
		"sorted":   {section.Table{Sort: section.TableSort{Column: "ca"}, Limit: 3}, "Sud | Bêta | 40\nEst | Zêta | 30\nNord | Gamma | 25\nTotal |  | 110"},
		"smallest": {section.Table{Sort: section.TableSort{Column: "ca", First: "smallest"}, Limit: 2}, "Sud | Epsilon | 5\nNord | Alpha | 10\nTotal |  | 110"},
		"text":     {section.Table{Sort: section.TableSort{Column: "region"}, Limit: 2}, "Est | Zêta | 30\nNord | Alpha | 10\nTotal |  | 110"},
		"grouped": {section.Table{Sort: section.TableSort{Column: "ca"}, Group: "region"},
			"Sud | Bêta | 40\n | Epsilon | 5\nTotal Sud |  | 45\nNord | Gamma | 25\n | Alpha | 10\nTotal Nord |  | 35\nEst | Zêta | 30\nTotal Est |  | 30\n– | Delta | –\nTotal – |  | 0\nTotal |  | 110"},
		"grouped and cut": {section.Table{Sort: section.TableSort{Column: "ca"}, Group: "region", Limit: 1},
			"Sud | Bêta | 40\nTotal Sud |  | 45\nNord | Gamma | 25\nTotal Nord |  | 35\nEst | Zêta | 30\nTotal Est |  | 30\n– | Delta | –\nTotal – |  | 0\nTotal |  | 110"},
		"grouped as they come": {section.Table{Group: "region", Limit: 1},
			"Nord | Alpha | 10\nTotal Nord |  | 35\nSud | Bêta | 40\nTotal Sud |  | 45\n– | Delta | –\nTotal – |  | 0\nEst | Zêta | 30\nTotal Est |  | 30\nTotal |  | 110"},
	} {
		sec := maker.First(t, salesScope(t, c.table), answer(salesTable()))
		if got := strings.Join(sectiontest.CellTexts(sec.Blocks[0].Table), "\n"); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
		if c.table.Group != "" && !slices.ContainsFunc(sec.Blocks[0].Table.Rows, func(r report.Row) bool { return r.Kind == report.Subtotal }) {
			t.Errorf("%s: no subtotal", name)
		}
	}
	_, err := maker.Parts(t, salesScope(t, section.Table{Group: "ville"}))[0].Build(answer(salesTable()))
	if want := `sections[0].table.group: the answer has no column "ville" (it has region, client, ca)`; err == nil || err.Error() != want {
		t.Errorf("error %v", err)
	}
}

// A footnote explains that printed rows do not sum to the printed total because of rounding.
func TestTablesSayThatAmountsAreRounded(t *testing.T) {
	zero := 0
	for name, c := range map[string]struct {
		amounts []string
		told    bool
	}{"rounded": {[]string{"10.4", "20.4"}, true}, "exact": {[]string{"10", "20"}, false}, "rounded alike": {[]string{"10.4", "20.6"}, false}} {
		data := &table.Table{Columns: []table.Column{{Name: "client"}, {Name: "ca", Kind: table.Decimal, Scale: 1}}}
		for _, a := range c.amounts {
			data.Rows = append(data.Rows, []table.Cell{"x", decimal.RequireFromString(a)})
		}
		s := sectiontest.Scope(t, "fr-FR", section.Section{Table: &section.Table{Query: "select 1",
			Columns: []section.TableColumn{{Column: "client"}, {Column: "ca", Total: true, Decimals: &zero}}}})
		sec := maker.First(t, s, answer(data))
		if notes := strings.Join(sec.Notes(), " "); strings.Contains(notes, "arrondis") != c.told {
			t.Errorf("%s: the notes are %q", name, notes)
		}
	}
}
