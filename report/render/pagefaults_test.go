package render

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/pagecheck"
	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/reporttest"
)

// faultsOf draws pages, one function a page, and returns the layout faults that the check finds.
func faultsOf(t *testing.T, pages ...func(*paper)) string {
	t.Helper()
	d := newPaper(reporttest.DocumentOf(), false)
	for _, draw := range pages {
		d.document.AddPage()
		draw(d)
	}
	pdf, err := d.document.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	faults, err := pagecheck.Check(pdf)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range faults {
		lines = append(lines, f.String())
	}
	return strings.Join(lines, "\n")
}

// TestPageCheckFindsFaults draws every layout fault that the check of pages knows, and pages without a fault.
func TestPageCheckFindsFaults(t *testing.T) {
	at := func(x, y float64, text string) func(*paper) {
		return func(d *paper) { d.canvas.TagAs("P", func() { d.canvas.Text(x, y, layout.CellStyle, text) }) }
	}
	both := func(draws ...func(*paper)) func(*paper) {
		return func(d *paper) {
			for _, draw := range draws {
				draw(d)
			}
		}
	}
	sect := func() *canvas.Node { return &canvas.Node{Role: "Sect"} }
	heading := func(s *canvas.Node) func(*paper) {
		return func(d *paper) {
			s.Parent = d.canvas.Structure()
			d.canvas.Tag(&canvas.Node{Role: "H2", Parent: s}, func() { d.canvas.Text(canvas.MarginX, 600, layout.CellStyle, "Ventes") })
		}
	}
	rows := func(s, table *canvas.Node, n int, y float64) func(*paper) {
		return func(d *paper) {
			s.Parent, table.Parent = d.canvas.Structure(), s
			for i := range n {
				d.canvas.Tag(&canvas.Node{Role: "TD", Parent: &canvas.Node{Role: "TR", Parent: table}}, func() { d.canvas.Text(canvas.MarginX, y+float64(i)*15, layout.CellStyle, "Anna") })
			}
		}
	}
	half := at(canvas.MarginX, 500, "une moitié de page")
	torn := func() []func(*paper) {
		row := &canvas.Node{Role: "TR", Parent: &canvas.Node{Role: "Table"}}
		cell := func(d *paper) {
			row.Parent.Parent = d.canvas.Structure()
			d.canvas.Tag(&canvas.Node{Role: "TD", Parent: row}, func() { d.canvas.Text(canvas.MarginX, 700, layout.CellStyle, "Anna") })
		}
		return []func(*paper){both(half, cell), cell}
	}
	s, table := sect(), &canvas.Node{Role: "Table"}
	alone := []func(*paper){both(half, heading(s)), rows(s, table, 9, 50)}
	s2, table2 := sect(), &canvas.Node{Role: "Table"}
	single := []func(*paper){both(half, rows(s2, table2, 20, 400)), rows(s2, table2, 1, 50)}
	s3, table3 := sect(), &canvas.Node{Role: "Table"}
	small := []func(*paper){both(half, rows(s3, table3, 5, 520)), rows(s3, table3, 5, 50)}
	s4 := sect()
	empty := []func(*paper){at(canvas.MarginX, 120, "presque rien"), rows(s4, &canvas.Node{Role: "Table"}, 6, 50)}
	for _, c := range []struct {
		want  string
		pages []func(*paper)
	}{
		{"", []func(*paper){both(at(60, 100, "Ventes"), at(60, 112, "Marge")), half}},
		{`page 1: "Ventes" stands off the frame`, []func(*paper){at(10, 100, "Ventes")}},
		{`page 1: "Ventes" stands off the frame`, []func(*paper){at(540, 100, "Ventes")}},
		{`page 1: "Marge" is printed over "Ventes"`, []func(*paper){both(at(60, 100, "Ventes"), at(70, 102, "Marge"))}},
		{`page 2: "Chiffre d’aff…" is cut`, []func(*paper){half, at(60, 100, "Chiffre d’aff…")}},
		{`page 1: the heading "Ventes" stands alone`, alone},
		{`page 2: a single row of a table stands here: "Anna"`, single},
		{`page 1: a table of 10 rows is torn: "Anna"`, small},
		{`page 1: the row of "Anna" is torn`, torn()},
		{`page 1: the page is 11 % full, and what follows needs 85 of`, empty},
	} {
		if got := faultsOf(t, c.pages...); !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestSmallSectionsStayWhole draws target tables of different lengths behind charts, and checks that no page has a
// layout fault.
func TestSmallSectionsStayWhole(t *testing.T) {
	for n := range 4 {
		for _, landscape := range []bool{false, true} {
			d := reporttest.DocumentOf(slices.Concat(slices.Repeat([]report.Section{reporttest.Breakdown()}, n), []report.Section{reporttest.TargetTable(), reporttest.Breakdown(), reporttest.TargetTable()})...)
			d.Paper.Landscape = landscape
			faults, err := pagecheck.Check(draw(t, d))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range faults {
				t.Errorf("%d charts before, landscape %t: %s", n, landscape, f)
			}
		}
	}
}
